package api

import (
	"context"
	"log/slog"
	"net/http"
)

// status is the answer of a probe.
type status struct {
	Status string `json:"status"`
}

// Health tells that the process serves. It asks nobody else, so that trouble
// with the store does not have the process killed.
func Health() Handler {
	return func(w http.ResponseWriter, _ *http.Request) error {
		writeJSON(w, http.StatusOK, status{"ok"})
		return nil
	}
}

// Ready tells whether requests can be answered: ping asks the store, and the
// process is not about to end.
func Ready(ping func(context.Context) error, live *Live) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if live.Closing() {
			return overloaded("shutting down")
		}
		if err := ping(r.Context()); err != nil {
			slog.WarnContext(r.Context(), "not ready", "error", err)
			return overloaded("the event store does not answer")
		}
		writeJSON(w, http.StatusOK, status{"ok"})
		return nil
	}
}

// Document serves a file that was built in.
func Document(contentType string, body []byte) Handler {
	return func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", contentType)
		_, err := w.Write(body)
		return err
	}
}
