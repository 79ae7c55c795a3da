package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"time"
)

// Handler answers a request or returns what is wrong: a *Problem, an
// *aggregate.Refusal, or any other error, which the caller does not get to see.
type Handler func(w http.ResponseWriter, r *http.Request) error

// grace is what a connection gets beyond the timeout: the handler is told first,
// so that there is time to answer.
const grace = time.Second

// Limits bound the work that is done at once.
type Limits struct {
	// Timeout ends a request.
	Timeout time.Duration
	// MaxInFlight is how many requests are worked on; others are refused as
	// overloaded.
	MaxInFlight int
}

// Mux routes requests like http.ServeMux, whose patterns it takes, and answers
// errors, unknown paths and methods with problems.
type Mux struct {
	mux    *http.ServeMux
	limits Limits
	slots  chan struct{}
}

// NewMux returns a Mux without routes.
func NewMux(limits Limits) *Mux {
	return &Mux{mux: http.NewServeMux(), limits: limits, slots: make(chan struct{}, limits.MaxInFlight)}
}

// Handle serves a pattern within the limits.
func (m *Mux) Handle(pattern string, h Handler) { m.HandleUnlimited(pattern, m.limited(h)) }

// HandleUnlimited serves a pattern outside the limits: for streams, and for
// probes that have to be answered under load.
func (m *Mux) HandleUnlimited(pattern string, h Handler) {
	m.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			answerError(w, r, err)
		}
	})
}

// ServeHTTP implements http.Handler.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h, pattern := m.mux.Handler(r)
	if pattern != "" {
		m.mux.ServeHTTP(w, r)
		return
	}
	// The handler for what is not routed writes text; its status is what counts.
	seen := &headerOnly{header: http.Header{}}
	h.ServeHTTP(seen, r)
	if seen.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", seen.header.Get("Allow"))
		writeProblem(w, NewProblem(http.StatusMethodNotAllowed, codeMethodNotAllowed, "allowed: "+seen.header.Get("Allow")))
		return
	}
	writeProblem(w, NewProblem(http.StatusNotFound, "not-found", "there is no such path"))
}

func (m *Mux) limited(h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		select {
		case m.slots <- struct{}{}:
			defer func() { <-m.slots }()
		default:
			return overloaded("too many requests are being worked on")
		}
		ctx, cancel := context.WithTimeout(r.Context(), m.limits.Timeout)
		defer cancel()
		// A client that sends its body or reads the answer too slowly keeps its
		// slot not much longer than this. Test recorders have no deadlines.
		control := http.NewResponseController(w)
		end := time.Now().Add(m.limits.Timeout + grace)
		_ = control.SetReadDeadline(end)
		_ = control.SetWriteDeadline(end)
		return h(w, r.WithContext(ctx))
	}
}

func answerError(w http.ResponseWriter, r *http.Request, err error) {
	p := asProblem(err)
	if p.Status == http.StatusInternalServerError && r.Context().Err() == nil {
		slog.ErrorContext(r.Context(), "request failed", "request_id", RequestID(r.Context()), "error", err)
	}
	writeProblem(w, p)
}

func isTimeout(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// headerOnly keeps the beginning of an answer.
type headerOnly struct {
	header http.Header
	status int
}

func (h *headerOnly) Header() http.Header         { return h.header }
func (h *headerOnly) WriteHeader(status int)      { h.status = status }
func (h *headerOnly) Write(b []byte) (int, error) { return len(b), nil }
