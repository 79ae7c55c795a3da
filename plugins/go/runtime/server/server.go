// Package server runs an HTTP server until it is told to end, and lets requests
// that are under way finish.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Timeouts of a connection. Those of a request are the handler's, because a
// stream has none.
const (
	readHeaderTimeout = 10 * time.Second
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 64 << 10
)

// Options of a server.
type Options struct {
	Addr string // host and port; port 0 takes a free one
	// ShutdownTimeout is how long requests that are under way may take when the
	// server ends.
	ShutdownTimeout time.Duration
	// EndStreams ends requests that would not end by themselves.
	EndStreams func()
	Log        *slog.Logger
	// Started, if not nil, is called with the address of the listener.
	Started func(addr net.Addr)
}

// Run serves until ctx ends, or the process gets SIGINT or SIGTERM; a second
// signal ends it at once. It returns nil when all requests were finished.
func Run(ctx context.Context, h http.Handler, opts Options) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", opts.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", opts.Addr, err)
	}
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: readHeaderTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(opts.Log.Handler(), slog.LevelWarn),
	}
	opts.Log.Info("listening", "url", "http://"+listener.Addr().String())
	if opts.Started != nil {
		opts.Started(listener.Addr())
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop() // from here on a signal has its usual effect
	return shutDown(srv, opts)
}

func shutDown(srv *http.Server, opts Options) error {
	opts.Log.Info("shutting down", "timeout", opts.ShutdownTimeout)
	ctx, cancel := context.WithTimeout(context.Background(), opts.ShutdownTimeout)
	defer cancel()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if opts.EndStreams != nil {
			opts.EndStreams()
		}
	}()
	err := srv.Shutdown(ctx)
	select {
	case <-ended:
	case <-ctx.Done():
		err = errors.Join(err, ctx.Err())
	}
	if err != nil {
		return errors.Join(fmt.Errorf("shut down: %w", err), srv.Close())
	}
	return nil
}
