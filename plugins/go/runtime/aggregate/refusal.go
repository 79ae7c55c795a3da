package aggregate

import (
	"encoding/json"
	"errors"

	"petri/value"
)

// The codes of refusals that are not the codes of an expression.
const (
	CodeExists             = "exists"
	CodeNotFound           = "not-found"
	CodeInvalidInput       = "invalid-input"
	CodeForbidden          = "forbidden"
	CodeNotEnabled         = "not-enabled"
	CodeGuardFailed        = "guard-failed"
	CodeConstraintViolated = "constraint-violated"
	CodeConflict           = "conflict"
	CodeStale              = "stale"
	CodeKeyReused          = "key-reused"
)

// Refusal says why a command did not happen. Nothing was stored.
type Refusal struct {
	Code       string
	Reasons    []Reason      // for not-enabled
	Errors     []value.Fault // for invalid-input
	Constraint string        // for constraint-violated
}

func (r *Refusal) Error() string { return "refused: " + r.Code }

// Reason is one thing that stands in the way of a command.
type Reason struct {
	Code    string          `json:"code"`
	Place   string          `json:"place,omitempty"`
	Need    json.RawMessage `json:"need,omitempty"`
	Have    json.RawMessage `json:"have,omitempty"`
	Message string          `json:"message"`
}

func refuse(code string) error { return &Refusal{Code: code} }

// CodeOf returns the code of a refusal, or "" for any other error.
func CodeOf(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}
