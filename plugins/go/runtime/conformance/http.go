package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"time"

	"petri/aggregate"
)

// missing is the id of an instance that does not exist.
const missing = "00000000-0000-7000-8000-000000000000"

const actorHeader = "Conformance-Actor"

// Site is an application under test, called through its HTTP handler.
type Site struct {
	Handler http.Handler
	// Pattern is where a command is served: "POST /api/order/{id}/ship".
	Pattern func(command string) string
	// Base is the path of the aggregate: "/api/order".
	Base  string
	Clock *Clock
}

// Clock is the time of the application under test.
type Clock struct{ now atomic.Int64 }

// Now is the time of the current step; for aggregate.Options.
func (c *Clock) Now() time.Time { return time.UnixMilli(c.now.Load()).UTC() }

// Authenticate takes the caller from a header that only tests send; for
// api.Options.
func Authenticate(r *http.Request) (*aggregate.Actor, error) {
	text := r.Header.Get(actorHeader)
	if text == "" {
		return nil, nil
	}
	var actor Actor
	if err := json.Unmarshal([]byte(text), &actor); err != nil {
		return nil, err
	}
	return actor.actor(), nil
}

// HTTP replays a trace over HTTP. Creating an instance that exists cannot be
// asked for over HTTP, so those steps are passed over.
func HTTP(site Site, trace Trace) error {
	v := visit{site: site, id: missing}
	for n, step := range trace.Steps {
		if err := v.step(step); err != nil {
			return fmt.Errorf("step %d, %s %s: %w", n, step.Command, step.Input, err)
		}
	}
	return nil
}

// visit is one instance as a caller sees it.
type visit struct {
	site Site
	id   string
}

func (v *visit) step(step Step) error {
	at, err := step.time()
	if err != nil {
		return err
	}
	v.site.Clock.now.Store(at.Std().UnixMilli())
	method, path, found := strings.Cut(v.site.Pattern(step.Command), " ")
	if !found {
		return fmt.Errorf("no route")
	}
	creates := !strings.Contains(path, "{id}")
	if creates && v.id != missing {
		return nil
	}
	answer, err := v.call(method, strings.Replace(path, "{id}", v.id, 1), step)
	if err != nil {
		return err
	}
	got, err := v.outcome(answer, creates)
	if err != nil {
		return err
	}
	return step.compare(got)
}

func (v *visit) call(method, path string, step Step) (*httptest.ResponseRecorder, error) {
	r := httptest.NewRequest(method, path, bytes.NewReader(step.Input))
	r.Header.Set("Content-Type", "application/json")
	if step.Actor != nil {
		actor, err := json.Marshal(step.Actor)
		if err != nil {
			return nil, err
		}
		r.Header.Set(actorHeader, string(actor))
	}
	w := httptest.NewRecorder()
	v.site.Handler.ServeHTTP(w, r)
	return w, nil
}

// outcome is the answer in the form of Step.Expect.
func (v *visit) outcome(answer *httptest.ResponseRecorder, creates bool) (outcome, error) {
	body := answer.Body.Bytes()
	if answer.Code >= http.StatusBadRequest {
		return problem(answer.Code, body)
	}
	want := http.StatusOK
	if creates {
		want = http.StatusCreated
	}
	if answer.Code != want {
		return outcome{}, fmt.Errorf("status %d, expected %d: %s", answer.Code, want, body)
	}
	var i struct {
		ID      string          `json:"id"`
		Version int64           `json:"version"`
		Marking json.RawMessage `json:"marking"`
		Data    json.RawMessage `json:"data"`
		Enabled json.RawMessage `json:"enabled"`
	}
	if err := json.Unmarshal(body, &i); err != nil {
		return outcome{}, err
	}
	if tag := fmt.Sprintf(`"%d"`, i.Version); answer.Header().Get("ETag") != tag {
		return outcome{}, fmt.Errorf("ETag %s, expected %s", answer.Header().Get("ETag"), tag)
	}
	v.id = i.ID
	mode, ev, err := v.newest(i.Version)
	if err != nil {
		return outcome{}, err
	}
	return outcome{
		Outcome: "fired",
		Mode:    mode,
		Event:   &ev,
		Version: i.Version,
		State:   &state{i.Marking, i.Data},
		Enabled: i.Enabled,
	}, nil
}

// newest is the event with that version.
func (v *visit) newest(version int64) (string, event, error) {
	path := fmt.Sprintf("%s/%s/events?after=%d", v.site.Base, v.id, version-1)
	w := httptest.NewRecorder()
	v.site.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	var page struct {
		Items []struct {
			Type string          `json:"type"`
			Data json.RawMessage `json:"data"`
			Mode string          `json:"mode"`
		} `json:"items"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil {
		return "", event{}, fmt.Errorf("%s: status %d: %w", path, w.Code, err)
	}
	if len(page.Items) != 1 {
		return "", event{}, fmt.Errorf("%s has %d events", path, len(page.Items))
	}
	item := page.Items[0]
	return item.Mode, event{item.Type, item.Data}, nil
}

// problem is a refusal, whose status has to fit its code.
func problem(status int, body []byte) (outcome, error) {
	o := outcome{Outcome: "refused"}
	if err := json.Unmarshal(body, &o); err != nil {
		return o, fmt.Errorf("status %d: %w", status, err)
	}
	want := http.StatusConflict
	switch o.Code {
	case aggregate.CodeInvalidInput:
		want = http.StatusUnprocessableEntity
	case aggregate.CodeNotFound:
		want = http.StatusNotFound
	case aggregate.CodeForbidden:
		want = http.StatusForbidden
	}
	if status != want {
		return o, fmt.Errorf("status %d, expected %d for %s", status, want, o.Code)
	}
	return o, nil
}
