package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"petri/eventstore/uuid"
)

type requestIDKey struct{}

// RequestID returns the identity of the request that ctx belongs to, "" outside
// of one.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// maxRequestID bounds the identity that a caller may choose.
const maxRequestID = 64

// Wrap does for every request what is not a matter of its route: it gives it an
// identity, logs it, survives a panic and sends the headers of security.
func Wrap(h http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if id == "" || len(id) > maxRequestID || !isPrintable(id) {
			id = uuid.V7(time.Now()).String()
		}
		header := w.Header()
		header.Set("X-Request-Id", id)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "no-referrer")
		r = r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id))
		seen := &recorder{ResponseWriter: w}
		started := time.Now()
		defer func() {
			log.InfoContext(r.Context(), "request", "request_id", id, "method", r.Method, "route", r.Pattern,
				"path", r.URL.Path, "status", seen.status, "bytes", seen.bytes, "duration", time.Since(started))
		}()
		defer survive(seen, log, id)
		h.ServeHTTP(seen, r)
	})
}

// survive answers a request whose handler panicked, if nothing was sent yet.
func survive(w *recorder, log *slog.Logger, id string) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler {
		panic(cause)
	}
	log.Error("panic", "request_id", id, "cause", cause, "stack", string(debug.Stack()))
	if w.status == 0 {
		writeProblem(w, NewProblem(http.StatusInternalServerError, codeInternal, ""))
	}
}

// recorder remembers what was sent.
type recorder struct {
	http.ResponseWriter

	status int
	bytes  int64
}

// WriteHeader implements http.ResponseWriter.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController and WebSockets reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }
