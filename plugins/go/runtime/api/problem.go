package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"petri/aggregate"
	"petri/value"
)

// The codes of problems that are not refusals of a command.
const (
	codeInvalidBody      = "invalid-body"
	codeBadRequest       = "bad-request"
	codeBodyTooLarge     = "body-too-large"
	codeUnsupportedMedia = "unsupported-media-type"
	codeMethodNotAllowed = "method-not-allowed"
	codeUpgradeRequired  = "upgrade-required"
	codeOverloaded       = "overloaded"
	codeInternal         = "internal"
)

// Problem is an answer that says what is wrong (RFC 9457). A Handler returns one
// as its error.
type Problem struct {
	Type       string             `json:"type"`
	Title      string             `json:"title"`
	Status     int                `json:"status"`
	Code       string             `json:"code"`
	Detail     string             `json:"detail,omitempty"`
	Reasons    []aggregate.Reason `json:"reasons,omitempty"`
	Errors     []value.Fault      `json:"errors,omitempty"`
	Constraint string             `json:"constraint,omitempty"`
}

// NewProblem returns a problem of a status with a machine's code and a person's
// detail.
func NewProblem(status int, code, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

func badRequest(detail string) error {
	return NewProblem(http.StatusBadRequest, codeBadRequest, detail)
}

// statuses are those of the refusals that are not 409.
var statuses = map[string]int{
	aggregate.CodeInvalidInput: http.StatusUnprocessableEntity,
	aggregate.CodeKeyReused:    http.StatusUnprocessableEntity,
	aggregate.CodeNotFound:     http.StatusNotFound,
	aggregate.CodeForbidden:    http.StatusForbidden,
	aggregate.CodeStale:        http.StatusPreconditionFailed,
}

// details say in words what a code means, where the refusal itself does not.
var details = map[string]string{
	aggregate.CodeExists:      "it exists already",
	aggregate.CodeNotFound:    "there is no such thing here",
	aggregate.CodeForbidden:   "the caller may not do this",
	aggregate.CodeGuardFailed: "the guard is false",
	aggregate.CodeConflict:    "others were faster each time; try again",
	aggregate.CodeStale:       "it is no longer at the version that If-Match names",
	aggregate.CodeKeyReused:   "the Idempotency-Key was used with another request",
}

func problemOf(r *aggregate.Refusal) *Problem {
	status, found := statuses[r.Code]
	if !found {
		status = http.StatusConflict
	}
	p := NewProblem(status, r.Code, detailOf(r))
	p.Reasons, p.Errors, p.Constraint = r.Reasons, r.Errors, r.Constraint
	return p
}

func detailOf(r *aggregate.Refusal) string {
	switch {
	case r.Constraint != "":
		return "the constraint " + r.Constraint + " would not hold"
	case len(r.Reasons) > 0:
		messages := make([]string, len(r.Reasons))
		for i, reason := range r.Reasons {
			messages[i] = reason.Message
		}
		return strings.Join(messages, "; ")
	case len(r.Errors) > 0:
		messages := make([]string, len(r.Errors))
		for i := range r.Errors {
			messages[i] = r.Errors[i].Error()
		}
		return strings.Join(messages, "; ")
	case details[r.Code] != "":
		return details[r.Code]
	default:
		return "an expression gives " + r.Code
	}
}

// asProblem turns any error into what a caller may see of it.
func asProblem(err error) *Problem {
	var p *Problem
	var refusal *aggregate.Refusal
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &refusal):
		return problemOf(refusal)
	case errors.As(err, &tooLarge):
		return NewProblem(http.StatusRequestEntityTooLarge, codeBodyTooLarge, "the body is too large")
	case isTimeout(err):
		return overloaded("the request took too long; it may or may not have happened")
	default:
		return NewProblem(http.StatusInternalServerError, codeInternal, "")
	}
}

func overloaded(detail string) *Problem {
	return NewProblem(http.StatusServiceUnavailable, codeOverloaded, detail)
}

func writeProblem(w http.ResponseWriter, p *Problem) {
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("Cache-Control", "no-store")
	write(w, p.Status, "application/problem+json", p)
}

// write answers with v as JSON. An answer that cannot be sent has nobody left to
// be told.
func write(w http.ResponseWriter, status int, contentType string, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		// Every type that is written here marshals; a runtime error is found by
		// the recovery of the server.
		panic(err)
	}
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n'))
}
