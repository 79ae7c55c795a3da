package api_test

import (
	"net/http"
	"petri/aggregate"
	"petri/api"
	"petri/eventstore/memory"
	"strings"
	"testing"
	"time"
)

func TestRequestsBeyondTheLimitsAreRefusedAndProbesAnswered(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) { s.limits = api.Limits{Timeout: 300 * time.Millisecond, MaxInFlight: 1} })
	slow := make(chan answer)
	go func() { slow <- a.send("GET", "/slow", "") }()
	for { // until the slow request has the only slot
		if got := a.send("GET", "/api/order", ""); got.status == 503 {
			a.wantProblem(got, 503, "overloaded")
			if got.header.Get("Retry-After") == "" {
				t.Error("there is no Retry-After")
			}
			break
		}
	}
	for _, probe := range []string{"/health", "/ready"} {
		if got := a.send("GET", probe, ""); got.status != 200 || got.body != "{\"status\":\"ok\"}\n" {
			t.Errorf("%s answers %d %s under load", probe, got.status, got.body)
		}
	}
	a.wantProblem(<-slow, 503, "overloaded")
	if got := a.send("GET", "/api/order", ""); got.status != 200 {
		t.Errorf("afterwards the list answers %d", got.status)
	}
}

func TestReadinessFollowsTheStoreAndHealthDoesNot(t *testing.T) {
	store := memory.New()
	a := newApp(t, store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	a.wantProblem(a.send("GET", "/ready", ""), 503, "overloaded")
	if got := a.send("GET", "/health", ""); got.status != 200 {
		t.Errorf("/health answers %d", got.status)
	}
	a.wantProblem(a.send("GET", "/api/order", ""), 500, "internal")
}

func TestEveryAnswerHasItsRequestAndSecurityHeaders(t *testing.T) {
	a := newApp(t, memory.New())
	for path, status := range map[string]int{"/openapi.json": 200, "/nowhere": 404} {
		got := a.send("GET", path, "", "X-Request-Id", "mine")
		if got.status != status || got.header.Get("X-Request-Id") != "mine" || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s answers %d %v", path, got.status, got.header)
		}
	}
	if id := a.send("GET", "/health", "", "X-Request-Id", strings.Repeat("x", 65)).header.Get("X-Request-Id"); len(id) != 36 {
		t.Errorf("a long request identity is answered with %q", id)
	}
	a.server.Close()
	if text := a.log.String(); !strings.Contains(text, `"request_id":"mine"`) || !strings.Contains(text, `"route":"GET /openapi.json"`) {
		t.Errorf("the log is %s", text)
	}
}

func TestTheCallerIsKeptWithTheEvent(t *testing.T) {
	a := newApp(t, memory.New(), func(s *settings) {
		s.authenticate = func(r *http.Request) (*aggregate.Actor, error) {
			if name := r.Header.Get("Test-User"); name != "" {
				return &aggregate.Actor{ID: name}, nil
			}
			return nil, api.NewProblem(http.StatusUnauthorized, "unauthenticated", "sign in")
		}
	})
	a.wantProblem(a.send("POST", "/api/order", "{}"), 401, "unauthenticated")
	for _, path := range []string{"/api/order", "/api/order/x", "/api/order/x/events", "/api/order/x/at/1", "/api/order/events"} {
		a.wantProblem(a.send("GET", path, ""), 401, "unauthenticated")
	}
	made := a.send("POST", "/api/order", "{}", "Test-User", "ann")
	if got := a.send("GET", made.header.Get("Location")+"/events", "", "Test-User", "bob"); !strings.Contains(got.body, `"actor":"ann"`) {
		t.Errorf("the events are %s", got.body)
	}
}
