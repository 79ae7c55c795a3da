package config

import (
	"io"
	"log/slog"
)

// Logger returns a logger that prints to w as the settings say.
func (a App) Logger(w io.Writer) *slog.Logger {
	opts := &slog.HandlerOptions{Level: a.LogLevel}
	if a.LogFormat == LogText {
		return slog.New(slog.NewTextHandler(w, opts))
	}
	return slog.New(slog.NewJSONHandler(w, opts))
}
