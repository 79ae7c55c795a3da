package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"petri/aggregate"
	"petri/api"
	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/eventstore/sqlite"
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

const valid = `{"customer_email":"a@b","total":5}`

func TestAnOrderIsServedFromCreationToPayment(t *testing.T) {
	stores := map[string]func() eventstore.Store{
		"memory": func() eventstore.Store { return memory.New() },
		"sqlite": func() eventstore.Store {
			store, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "events.db")})
			if err != nil {
				t.Fatal(err)
			}
			return store
		},
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			store := open()
			defer store.Close()
			a := newApp(t, store)
			made := a.send("POST", "/api/order", "{}")
			var created instance
			made.json(t, &created)
			if made.status != 201 || made.header.Get("Location") != "/api/order/"+created.ID || made.header.Get("Etag") != `"1"` {
				t.Errorf("creating answers %d %v", made.status, made.header)
			}
			if created.Marking["received"] != 1 || len(created.Enabled) != 4 || created.Enabled[1].Enabled || created.Enabled[1].Reasons[0].Code != "missing-tokens" {
				t.Errorf("created %+v", created)
			}
			path := made.header.Get("Location")
			if got := a.send("POST", path+"/validate", valid); got.status != 200 || got.header.Get("Etag") != `"2"` {
				t.Errorf("validating answers %d %s", got.status, got.body)
			}
			paid := a.send("POST", path+"/pay", `{"amount":"5"}`)
			if got := a.send("GET", path, ""); got.status != 200 || got.body != paid.body {
				t.Errorf("reading gives %s, paying gave %s", got.body, paid.body)
			}
			if got := a.send("HEAD", path, ""); got.status != 200 || got.body != "" || got.header.Get("Etag") != `"3"` {
				t.Errorf("HEAD answers %d %v", got.status, got.header)
			}
			if got := a.send("GET", path+"/at/1", ""); got.body != made.body {
				t.Errorf("the past is %s, was %s", got.body, made.body)
			}
			if got := a.send("GET", path, "", "If-None-Match", `"3"`); got.status != 304 {
				t.Errorf("what the client has is answered with %d", got.status)
			}
		})
	}
}

func TestListsAndHistoriesArePaged(t *testing.T) {
	a := newApp(t, memory.New())
	id := a.create().ID
	a.create()
	a.send("POST", "/api/order/"+id+"/note", "{}")
	var list struct {
		Items []instance
		Next  *string
	}
	a.send("GET", "/api/order?limit=1", "").json(t, &list)
	if len(list.Items) != 1 || list.Next == nil {
		t.Fatalf("the first page is %+v", list)
	}
	first := list.Items[0].ID
	list.Next = nil
	a.send("GET", "/api/order?limit=1&cursor="+first, "").json(t, &list)
	if len(list.Items) != 1 || list.Items[0].ID == first || list.Next != nil {
		t.Errorf("the second page is %+v", list)
	}
	if got := a.send("GET", "/api/order/"+id+"/events?limit=1", ""); !strings.HasSuffix(got.body, "],\"next\":1}\n") {
		t.Errorf("the first events are %s", got.body)
	}
	got := a.send("GET", "/api/order/"+id+"/events?after=1", "")
	for _, part := range []string{`"version":2`, `"type":"order_noted"`, `"mode":"note"`, `"actor":null`, `"schema_version":1`, `"next":null`} {
		if !strings.Contains(got.body, part) {
			t.Errorf("the events %s lack %s", got.body, part)
		}
	}
	empty := newApp(t, memory.New()).send("GET", "/api/order", "")
	if empty.body != "{\"items\":[],\"next\":null}\n" {
		t.Errorf("an empty list is %s", empty.body)
	}
}

func TestWhatIsWrongIsAnsweredWithItsProblem(t *testing.T) {
	a := newApp(t, memory.New())
	id := a.create().ID
	order := "/api/order/" + id
	a.send("POST", order+"/note", "{}", "Idempotency-Key", "used")
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
		code                     string
	}{
		{"unknown path", "GET", "/nowhere", "", nil, 404, "not-found"},
		{"unknown command", "POST", order + "/fly", "{}", nil, 404, "not-found"},
		{"unknown instance", "GET", "/api/order/none", "", nil, 404, "not-found"},
		{"fire on an unknown instance", "POST", "/api/order/none/note", "{}", nil, 404, "not-found"},
		{"identity with an escape", "GET", "/api/order/..%2fx", "", nil, 404, "not-found"},
		{"history of an unknown instance", "GET", "/api/order/none/events", "", nil, 404, "not-found"},
		{"version not reached", "GET", order + "/at/9", "", nil, 404, "not-found"},
		{"version that is no number", "GET", order + "/at/x", "", nil, 404, "not-found"},
		{"method", "DELETE", order, "", nil, 405, "method-not-allowed"},
		{"no media type", "POST", order + "/note", "{}", []string{"Content-Type", ""}, 415, "unsupported-media-type"},
		{"form", "POST", order + "/note", "a=b", []string{"Content-Type", "", "Content-Type", "application/x-www-form-urlencoded"}, 415, "unsupported-media-type"},
		{"charset", "POST", order + "/note", "{}", []string{"Content-Type", "", "Content-Type", "application/json; charset=latin1"}, 415, "unsupported-media-type"},
		{"compressed body", "POST", order + "/note", "{}", []string{"Content-Encoding", "gzip"}, 415, "unsupported-media-type"},
		{"large body", "POST", order + "/note", `{"a":"` + strings.Repeat("x", 1000) + `"}`, nil, 413, "body-too-large"},
		{"no object", "POST", order + "/note", "[]", nil, 422, "invalid-body"},
		{"two values", "POST", order + "/note", "{}{}", nil, 422, "invalid-body"},
		{"duplicate key", "POST", order + "/validate", `{"total":1,"total":2}`, nil, 422, "invalid-body"},
		{"invalid input", "POST", order + "/validate", `{"total":"1"}`, nil, 422, "invalid-input"},
		{"surrogate", "POST", order + "/validate", `{"customer_email":"\ud800aaa","total":1}`, nil, 422, "invalid-input"},
		{"not enabled", "POST", order + "/pay", `{"amount":"1"}`, nil, 409, "not-enabled"},
		{"guard", "POST", order + "/validate", `{"customer_email":"none","total":1}`, nil, 409, "guard-failed"},
		{"stale", "POST", order + "/note", "{}", []string{"If-Match", `"1"`}, 412, "stale"},
		{"tag of no version", "POST", order + "/note", "{}", []string{"If-Match", `"02"`}, 412, "stale"},
		{"malformed tag", "POST", order + "/note", "{}", []string{"If-Match", "2"}, 400, "bad-request"},
		{"weak tag", "POST", order + "/note", "{}", []string{"If-Match", `W/"2"`}, 400, "bad-request"},
		{"two tags", "POST", order + "/note", "{}", []string{"If-Match", `"2"`, "If-Match", `"2"`}, 400, "bad-request"},
		{"tag on creation", "POST", "/api/order", "{}", []string{"If-Match", "*"}, 400, "bad-request"},
		{"key used otherwise", "POST", order + "/cancel", "{}", []string{"Idempotency-Key", "used"}, 422, "key-reused"},
		{"key with a space", "POST", order + "/note", "{}", []string{"Idempotency-Key", "a b"}, 400, "bad-request"},
		{"long key", "POST", order + "/note", "{}", []string{"Idempotency-Key", strings.Repeat("k", 201)}, 400, "bad-request"},
		{"limit 0", "GET", "/api/order?limit=0", "", nil, 400, "bad-request"},
		{"limit above", "GET", "/api/order?limit=201", "", nil, 400, "bad-request"},
		{"limit twice", "GET", "/api/order?limit=1&limit=2", "", nil, 400, "bad-request"},
		{"limit with a sign", "GET", "/api/order?limit=%2B1", "", nil, 400, "bad-request"},
		{"unknown parameter", "GET", "/api/order?page=2", "", nil, 400, "bad-request"},
		{"cursor", "GET", "/api/order?cursor=a/b", "", nil, 400, "bad-request"},
		{"after", "GET", order + "/events?after=-1", "", nil, 400, "bad-request"},
		{"after at the end of the numbers", "GET", order + "/events?after=9223372036854775807", "", nil, 400, "bad-request"},
		{"panic", "GET", "/panic", "", nil, 500, "internal"},
		{"unforeseen error", "GET", "/broken", "", nil, 500, "internal"},
		{"no WebSocket", "GET", "/api/order/ws", "", nil, 426, "upgrade-required"},
		{"position ahead", "GET", "/api/order/events", "", []string{"Last-Event-ID", "99"}, 400, "bad-request"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := *a
			b.t = t
			got := b.send(c.method, c.path, c.body, c.headers...)
			b.wantProblem(got, c.status, c.code)
			if strings.Contains(got.body, "secret") || strings.Contains(got.body, "boom") {
				t.Errorf("the answer tells too much: %s", got.body)
			}
		})
	}
	if got := a.send("DELETE", order, ""); got.header.Get("Allow") != "GET, HEAD" {
		t.Errorf("Allow is %q", got.header.Get("Allow"))
	}
	if got := a.send("GET", order+"/events", ""); strings.Count(got.body, `"command"`) != 2 {
		t.Errorf("refused requests left events: %s", got.body)
	}
}

func TestInputErrorsPointAtTheirFields(t *testing.T) {
	a := newApp(t, memory.New())
	got := a.send("POST", "/api/order/"+a.create().ID+"/validate", `{"x~/y":1,"total":"1"}`)
	var p api.Problem
	got.json(t, &p)
	var pointers []string
	for _, e := range p.Errors {
		pointers = append(pointers, e.Pointer+" "+string(e.Code))
	}
	if want := "/customer_email required,/total wrong-type,/x~0~1y unknown-field"; strings.Join(pointers, ",") != want {
		t.Errorf("errors are %v, want %s", pointers, want)
	}
}

func TestAKeyIsAnsweredAsItWasTheFirstTime(t *testing.T) {
	a := newApp(t, memory.New())
	first := a.send("POST", "/api/order", "{}", "Idempotency-Key", "k1")
	path := first.header.Get("Location")
	noted := a.send("POST", path+"/note", "{}", "Idempotency-Key", "k2", "If-Match", `"1"`)
	a.send("POST", path+"/cancel", "{}")
	again := a.send("POST", "/api/order", " { } ", "Idempotency-Key", "k1")
	if again.status != 201 || again.body != first.body || again.header.Get("Location") != path {
		t.Errorf("creating again answers %d %s, first %s", again.status, again.body, first.body)
	}
	if got := a.send("POST", path+"/note", "{}", "Idempotency-Key", "k2", "If-Match", `"1"`); got.status != 200 || got.body != noted.body {
		t.Errorf("noting again answers %d %s, first %s", got.status, got.body, noted.body)
	}
}

func TestOfManyParallelRequestsExactlyOneWins(t *testing.T) {
	a := newApp(t, memory.New())
	path := "/api/order/" + a.create().ID + "/validate"
	var wg sync.WaitGroup
	statuses := make(chan int, 50)
	for range 50 {
		wg.Go(func() { statuses <- a.send("POST", path, valid).status })
	}
	wg.Wait()
	close(statuses)
	count := map[int]int{}
	for s := range statuses {
		count[s]++
	}
	if count[200] != 1 || count[409] != 49 {
		t.Errorf("answered %v", count)
	}
}

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
	a.wantProblem(a.send("GET", "/api/order/events", ""), 401, "unauthenticated")
	made := a.send("POST", "/api/order", "{}", "Test-User", "ann")
	if got := a.send("GET", made.header.Get("Location")+"/events", ""); !strings.Contains(got.body, `"actor":"ann"`) {
		t.Errorf("the events are %s", got.body)
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
