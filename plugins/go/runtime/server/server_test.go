package server_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"
	"time"

	"petri/server"
)

func start(t *testing.T, ctx context.Context, h http.HandlerFunc, timeout time.Duration, end func()) (url string, ended <-chan error) {
	t.Helper()
	addr := make(chan net.Addr, 1)
	done := make(chan error, 1)
	go func() {
		done <- server.Run(ctx, h, server.Options{
			Addr: "127.0.0.1:0", ShutdownTimeout: timeout, EndStreams: end, Log: slog.New(slog.DiscardHandler),
			Started: func(a net.Addr) { addr <- a },
		})
	}()
	select {
	case a := <-addr:
		return "http://" + a.String(), done
	case err := <-done:
		t.Fatal(err)
		return "", nil
	}
}

func get(url string) (string, error) {
	res, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return string(body), err
}

func TestARequestThatIsUnderWayIsFinishedAtTheEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	entered, leave := make(chan struct{}), make(chan struct{})
	url, ended := start(t, ctx, func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-leave
		_, _ = io.WriteString(w, "done")
	}, time.Minute, func() { close(leave) })
	type result struct {
		body string
		err  error
	}
	answered := make(chan result, 1)
	go func() {
		body, err := get(url)
		answered <- result{body, err}
	}()
	<-entered
	cancel()
	if got := <-answered; got.body != "done" || got.err != nil {
		t.Errorf("the request was answered with %q, %v", got.body, got.err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the server ends with %v", err)
	}
	if _, err := get(url); err == nil {
		t.Error("the server still answers")
	}
}

func TestARequestThatDoesNotEndIsCutOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	entered := make(chan struct{})
	url, ended := start(t, ctx, func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	}, time.Millisecond, nil)
	go func() { _, _ = get(url) }()
	<-entered
	cancel()
	if err := <-ended; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the server ends with %v", err)
	}
}

func TestASignalEndsTheServer(t *testing.T) {
	_, ended := start(t, t.Context(), func(http.ResponseWriter, *http.Request) {}, time.Minute, nil)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the server ends with %v", err)
	}
}

func TestAnAddressThatIsTakenIsAnError(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	err = server.Run(t.Context(), http.NotFoundHandler(), server.Options{Addr: listener.Addr().String(), Log: slog.New(slog.DiscardHandler)})
	if !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("the error is %v", err)
	}
}
