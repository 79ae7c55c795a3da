package api_test

import (
	"path/filepath"
	"petri/api"
	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/eventstore/sqlite"
	"strings"
	"sync"
	"testing"
)

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
