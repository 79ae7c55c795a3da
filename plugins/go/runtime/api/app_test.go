package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"petri/aggregate"
	"petri/api"
	"petri/eventstore"
	"petri/internal/example/order"
)

// app is the example application on a real server.
type app struct {
	t      *testing.T
	server *httptest.Server
	live   *api.Live
	log    *bytes.Buffer
}

type settings struct {
	limits       api.Limits
	live         api.LiveOptions
	authenticate func(*http.Request) (*aggregate.Actor, error)
}

func newApp(t *testing.T, store eventstore.Store, change ...func(*settings)) *app {
	t.Helper()
	s := settings{
		limits: api.Limits{Timeout: 10 * time.Second, MaxInFlight: 100},
		live:   api.LiveOptions{MaxClients: 10, Heartbeat: time.Minute, WriteTimeout: 5 * time.Second},
	}
	for _, c := range change {
		c(&s)
	}
	live := api.NewLive(s.live)
	orders := api.NewResource(aggregate.NewService(store, order.Model{}, aggregate.Options{SnapshotEvery: 10}), api.Options{
		BodyLimit: 1000, PageLimit: 200, Authenticate: s.authenticate, Live: live,
	})
	mux := api.NewMux(s.limits)
	mux.Handle("POST /api/order", orders.Create("create"))
	mux.Handle("GET /api/order", orders.List())
	mux.Handle("GET /api/order/{id}", orders.Get())
	for _, command := range []string{"validate", "pay", "cancel", "note"} {
		mux.Handle("POST /api/order/{id}/"+command, orders.Fire(command))
	}
	mux.Handle("GET /api/order/{id}/events", orders.History())
	mux.Handle("GET /api/order/{id}/at/{version}", orders.At())
	mux.HandleUnlimited("GET /api/order/events", orders.Stream())
	mux.HandleUnlimited("GET /api/order/ws", orders.Socket())
	mux.HandleUnlimited("GET /health", api.Health())
	mux.HandleUnlimited("GET /ready", api.Ready(store.Ping, live))
	mux.Handle("GET /openapi.json", api.Document("application/json", []byte(`{"openapi":"3.1.0"}`)))
	mux.Handle("GET /panic", func(http.ResponseWriter, *http.Request) error { panic("boom") })
	mux.Handle("GET /broken", func(http.ResponseWriter, *http.Request) error { return errors.New("secret") })
	mux.Handle("GET /slow", func(_ http.ResponseWriter, r *http.Request) error { <-r.Context().Done(); return r.Context().Err() })
	log := &bytes.Buffer{}
	server := httptest.NewServer(api.Wrap(mux, slog.New(slog.NewJSONHandler(&lockedWriter{w: log}, nil))))
	t.Cleanup(func() {
		live.Close()
		server.Close()
	})
	return &app{t: t, server: server, live: live, log: log}
}

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

type answer struct {
	status int
	header http.Header
	body   string
}

// json decodes the body into v.
func (a answer) json(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		t.Fatalf("%d %s: %v", a.status, a.body, err)
	}
}

// send makes a request; headers are given as name, value, name, value.
func (a *app) send(method, path, body string, headers ...string) answer {
	a.t.Helper()
	req, err := http.NewRequestWithContext(a.t.Context(), method, a.server.URL+path, strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i+1] == "" {
			req.Header.Del(headers[i])
		} else {
			req.Header.Add(headers[i], headers[i+1])
		}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(text)}
}

type instance struct {
	ID      string                    `json:"id"`
	Version int64                     `json:"version"`
	Marking map[string]int64          `json:"marking"`
	Data    map[string]any            `json:"data"`
	Enabled []aggregate.CommandStatus `json:"enabled"`
	Created string                    `json:"created_at"`
}

func (a *app) create() instance {
	a.t.Helper()
	var made instance
	a.send("POST", "/api/order", "{}").json(a.t, &made)
	return made
}

func (a *app) wantProblem(got answer, status int, code string) {
	a.t.Helper()
	var p api.Problem
	got.json(a.t, &p)
	if got.status != status || p.Status != status || p.Code != code || got.header.Get("Content-Type") != "application/problem+json" {
		a.t.Errorf("answered %d %s, want %d %s", got.status, got.body, status, code)
	}
}
