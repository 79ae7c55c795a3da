package api_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"petri/eventstore/memory"
)

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

func (a *app) stream(ctx context.Context, headers ...string) <-chan string {
	a.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.server.URL+"/api/order/events", nil)
	if err != nil {
		a.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		a.t.Fatalf("the stream answers %d %v", res.StatusCode, res.Header)
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		defer res.Body.Close()
		for scanner := bufio.NewScanner(res.Body); scanner.Scan(); {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

func TestAStreamTellsEachChangeAndResumesWhereItStopped(t *testing.T) {
	a := newApp(t, memory.New())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	before := a.create().ID
	lines := a.stream(ctx)
	id := a.create().ID
	want := fmt.Sprintf(`data: {"id":"%s","version":1}`, id)
	readUntil(t, ctx, lines, func(line string) bool {
		if strings.Contains(line, before) {
			t.Errorf("a new client is told the past: %s", line)
		}
		return line == want
	})
	a.send("POST", "/api/order/"+id+"/note", "{}")
	readUntil(t, ctx, lines, func(line string) bool { return line == "id: 3" })
	a.send("POST", "/api/order/"+id+"/note", "{}")
	var positions []string
	resumed := a.stream(ctx, "Last-Event-ID", "1")
	readUntil(t, ctx, resumed, func(line string) bool {
		if strings.HasPrefix(line, "id: ") {
			positions = append(positions, line)
		}
		return len(positions) == 3
	})
	if got := strings.Join(positions, " "); got != "id: 2 id: 3 id: 4" {
		t.Errorf("the resumed stream tells %s", got)
	}
}

func TestAQuietStreamBeats(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) { s.live.Heartbeat = 10 * time.Millisecond })
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	readUntil(t, ctx, a.stream(ctx), func(line string) bool { return line == ":" })
}

func TestStreamsBeyondTheCapAreRefusedUntilOneEnds(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) { s.live.MaxClients = 1 })
	ctx, cancel := context.WithCancel(t.Context())
	a.stream(ctx)
	a.wantProblem(a.send("GET", "/api/order/events", ""), 503, "overloaded")
	cancel()
	again, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	for a.tryStream(again) != http.StatusOK {
		if again.Err() != nil {
			t.Fatal("the place of the ended stream stays taken")
		}
	}
}

// tryStream opens and leaves a stream.
func (a *app) tryStream(ctx context.Context) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.server.URL+"/api/order/events", nil)
	if err != nil {
		a.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}

func (a *app) dial(ctx context.Context, origin string) (*websocket.Conn, *http.Response, error) {
	opts := &websocket.DialOptions{HTTPHeader: http.Header{}}
	if origin != "" {
		opts.HTTPHeader.Set("Origin", origin)
	}
	return websocket.Dial(ctx, "ws"+strings.TrimPrefix(a.server.URL, "http")+"/api/order/ws", opts)
}

func TestAWebSocketTellsEachChange(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) { s.live.Heartbeat = 10 * time.Millisecond })
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	conn, _, err := a.dial(ctx, a.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	id := a.create().ID
	for _, version := range []int{1, 2} {
		_, text, err := conn.Read(ctx)
		if want := fmt.Sprintf(`{"id":"%s","version":%d}`, id, version); err != nil || string(text) != want {
			t.Fatalf("told %s (%v), want %s", text, err, want)
		}
		a.send("POST", "/api/order/"+id+"/note", "{}")
	}
}

func TestAWebSocketOpensOnlyForTheOriginsThatMay(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) { s.live.AllowedOrigins = []string{"https://app.example"} })
	for origin, status := range map[string]int{
		"": 101, "https://app.example": 101, a.server.URL: 101,
		"https://evil.example": 403, "null": 403, "https://app.example.evil.example": 403, "http://app.example": 403,
	} {
		conn, res, err := a.dial(t.Context(), origin)
		if res == nil || res.StatusCode != status {
			t.Errorf("origin %q: %v %v, want %d", origin, res, err, status)
		}
		if conn != nil {
			conn.CloseNow()
		}
	}
}

func TestClosingEndsAllStreamsAndRefusesNewOnes(t *testing.T) {
	a := newApp(t, memory.New())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	lines := a.stream(ctx)
	conn, _, err := a.dial(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	closed := make(chan struct{})
	go func() {
		a.live.Close()
		close(closed)
	}()
	_, _, err = conn.Read(ctx)
	var end websocket.CloseError
	if !errors.As(err, &end) || end.Code != websocket.StatusGoingAway {
		t.Errorf("the socket ends with %v", err)
	}
	for range lines {
	}
	select {
	case <-closed:
	case <-ctx.Done():
		t.Fatal("closing does not end")
	}
	a.wantProblem(a.send("GET", "/api/order/events", ""), 503, "overloaded")
	a.wantProblem(a.send("GET", "/ready", ""), 503, "overloaded")
	if got := a.send("GET", "/health", ""); got.status != 200 {
		t.Errorf("/health answers %d", got.status)
	}
}

func TestManyStreamsAllTellEveryChangeInOrder(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) { s.live.MaxClients = 50 })
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	id := a.create().ID
	var streams []<-chan string
	for range 50 {
		streams = append(streams, a.stream(ctx))
	}
	go func() {
		for range 40 {
			a.send("POST", "/api/order/"+id+"/note", "{}")
		}
	}()
	for _, lines := range streams {
		next := 2
		readUntil(t, ctx, lines, func(line string) bool {
			if strings.HasPrefix(line, "id: ") {
				if line != fmt.Sprintf("id: %d", next) {
					t.Fatalf("told %s, want %d", line, next)
				}
				next++
			}
			return next == 42
		})
	}
}

func TestAClientThatIsFarBehindLosesNothing(t *testing.T) {
	a := newApp(t, memory.New())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	a.stream(ctx) // keeps the feed running; it is never read
	id := a.create().ID
	const more = 1200 // than a feed keeps
	for range more {
		a.send("POST", "/api/order/"+id+"/note", "{}")
	}
	next := 1
	readUntil(t, ctx, a.stream(ctx, "Last-Event-ID", "0"), func(line string) bool {
		if strings.HasPrefix(line, "id: ") {
			if line != fmt.Sprintf("id: %d", next) {
				t.Fatalf("told %s, want %d", line, next)
			}
			next++
		}
		return next == more+2
	})
}

func TestAClientThatDoesNotReadIsDisconnected(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) {
		s.live.WriteTimeout, s.live.MaxClients, s.live.Heartbeat = 50*time.Millisecond, 1, time.Microsecond
	})
	conn, err := net.Dial("tcp", a.server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "GET /api/order/events HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for a.tryStream(ctx) == http.StatusOK { // until the silent client has the only place
	}
	for a.tryStream(ctx) != http.StatusOK {
		if ctx.Err() != nil {
			t.Fatal("the silent client keeps its place")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestAStreamEndsWithTheStore(t *testing.T) {
	store := memory.New()
	a := newApp(t, store)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	lines := a.stream(ctx)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for range lines {
	}
	if ctx.Err() != nil {
		t.Error("the stream goes on without a store")
	}
}

// readUntil gives a stream's lines to see until it returns true.
func readUntil(t *testing.T, ctx context.Context, lines <-chan string, see func(string) bool) {
	t.Helper()
	for {
		select {
		case line, open := <-lines:
			if !open {
				t.Fatal("the stream ended")
			}
			if see(line) {
				return
			}
		case <-ctx.Done():
			t.Fatal("the stream is silent")
		}
	}
}
