package suite

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"petri/eventstore"
)

// Model draws sequences of calls and compares each answer with that of a naive
// store: one list of events, searched from the front.
func Model(t *testing.T, open Opener) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &model{store: open(t), t: rt}
		defer m.store.Close()
		rt.Repeat(map[string]func(*rapid.T){
			"append":      m.append,
			"retry":       m.retry,
			"read stream": m.readStream,
			"read all":    m.readAll,
			"streams":     m.streams,
			"lookup":      m.lookup,
			"":            m.head,
		})
	})
}

type model struct {
	store eventstore.Store
	t     *rapid.T
	log   []entry
	asked []eventstore.AppendRequest
	keys  map[string]keyed
}

type entry struct {
	stream, kind string
	version      int64
}

type keyed struct {
	body   string
	result eventstore.AppendResult
}

var (
	modelStreams = rapid.SampledFrom([]string{"a", "ab", "b", "ä", "🙂"})
	modelTypes   = rapid.SampledFrom([]string{"x", "y"})
	modelKeys    = rapid.SampledFrom([]string{"", "", "k1", "k2", "k3"})
)

func (m *model) count(stream string) int64 {
	n := int64(0)
	for _, e := range m.log {
		if e.stream == stream {
			n++
		}
	}
	return n
}

func (m *model) drawExpected(t *rapid.T) eventstore.Expected {
	return rapid.OneOf(
		rapid.Just(eventstore.Any()), rapid.Just(eventstore.NoStream()), rapid.Just(eventstore.Exists()),
		rapid.Map(rapid.Int64Range(1, 6), eventstore.Exact),
	).Draw(t, "expected")
}

func (m *model) drawRequest(t *rapid.T) eventstore.AppendRequest {
	req := eventstore.AppendRequest{Key: modelKeys.Draw(t, "key"), Meta: meta()}
	names := rapid.SliceOfNDistinct(modelStreams, 1, 4, rapid.ID).Draw(t, "streams")
	writes := rapid.IntRange(1, len(names)).Draw(t, "writes")
	for i, name := range names {
		expected := m.drawExpected(t)
		if i >= writes {
			if expected.Kind != eventstore.KindAny {
				req.Checks = append(req.Checks, eventstore.Check{Stream: name, Expected: expected})
			}
			continue
		}
		events := stepped(rapid.IntRange(1, 3).Draw(t, "events"))
		for j := range events {
			events[j].Type = modelTypes.Draw(t, "type")
		}
		req.Writes = append(req.Writes, eventstore.Write{Stream: name, Expected: expected, Events: events})
	}
	return req
}

func (m *model) append(t *rapid.T) { m.ask(t, m.drawRequest(t)) }

// retry asks again what was asked before.
func (m *model) retry(t *rapid.T) {
	if len(m.asked) == 0 {
		t.Skip("nothing was asked yet")
	}
	m.ask(t, rapid.SampledFrom(m.asked).Draw(t, "request"))
}

func (m *model) ask(t *rapid.T, req eventstore.AppendRequest) {
	m.asked = append(m.asked, req)
	result, err := m.store.Append(t.Context(), req)
	got := showOutcome(result, err)
	if want := m.expectAppend(req); got != want {
		t.Fatalf("%+v\nanswered %s\nexpected %s", req, got, want)
	}
}

func showOutcome(r eventstore.AppendResult, err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(r.Replayed, r.Versions, r.Positions)
}

// expectAppend says how the naive store answers, and lets it happen.
func (m *model) expectAppend(req eventstore.AppendRequest) string {
	body := fmt.Sprintf("%+v %+v", req.Writes, req.Checks)
	if before, used := m.keys[req.Key]; used {
		if before.body != body {
			return eventstore.ErrKeyReused.Error()
		}
		before.result.Replayed = true
		return showOutcome(before.result, nil)
	}
	var failed []eventstore.FailedCheck
	for _, w := range req.Writes {
		failed = m.check(failed, w.Stream, w.Expected)
	}
	for _, c := range req.Checks {
		failed = m.check(failed, c.Stream, c.Expected)
	}
	if failed != nil {
		return (&eventstore.ConflictError{Failed: failed}).Error()
	}
	result := eventstore.AppendResult{Versions: map[string]int64{}}
	for _, w := range req.Writes {
		for _, e := range w.Events {
			m.log = append(m.log, entry{w.Stream, e.Type, m.count(w.Stream) + 1})
			result.Positions = append(result.Positions, int64(len(m.log)))
		}
		result.Versions[w.Stream] = m.count(w.Stream)
	}
	if req.Key != "" {
		if m.keys == nil {
			m.keys = map[string]keyed{}
		}
		m.keys[req.Key] = keyed{body, result}
	}
	return showOutcome(result, nil)
}

func (m *model) check(failed []eventstore.FailedCheck, stream string, e eventstore.Expected) []eventstore.FailedCheck {
	n := m.count(stream)
	if e == eventstore.Any() || e == eventstore.NoStream() && n == 0 || e == eventstore.Exists() && n > 0 || e == eventstore.Exact(max(n, 1)) && n > 0 {
		return failed
	}
	return append(failed, eventstore.FailedCheck{Stream: stream, Expected: e, Actual: n})
}

func (m *model) readStream(t *rapid.T) {
	stream := modelStreams.Draw(t, "stream")
	from, limit := rapid.Int64Range(0, 8).Draw(t, "from"), rapid.IntRange(1, 6).Draw(t, "max")
	events, err := m.store.ReadStream(t.Context(), stream, from, limit)
	var want []string
	for i, e := range m.log {
		if e.stream == stream && e.version >= from && len(want) < limit {
			want = append(want, e.show(i+1))
		}
	}
	m.same(t, events, want, err)
}

func (m *model) readAll(t *rapid.T) {
	after := rapid.Int64Range(0, int64(len(m.log))).Draw(t, "after")
	limit := rapid.IntRange(1, 6).Draw(t, "max")
	filter := eventstore.Filter{
		StreamPrefix: rapid.SampledFrom([]string{"", "", "a", "ab", "🙂", "z"}).Draw(t, "prefix"),
		Types:        rapid.SliceOfDistinct(modelTypes, rapid.ID).Draw(t, "types"),
	}
	events, scanned, err := m.store.ReadAll(t.Context(), after, filter, limit)
	var want []string
	looked := int64(len(m.log))
	for i, e := range m.log[after:] {
		if !strings.HasPrefix(e.stream, filter.StreamPrefix) || len(filter.Types) > 0 && !slices.Contains(filter.Types, e.kind) {
			continue
		}
		position := after + int64(i) + 1
		if want = append(want, e.show(int(position))); len(want) == limit {
			looked = position
			break
		}
	}
	m.same(t, events, want, err)
	if scanned != looked {
		t.Fatalf("looked up to %d, expected %d", scanned, looked)
	}
}

func (e entry) show(position int) string {
	return fmt.Sprint(position, e.stream, e.version, e.kind)
}

func (m *model) same(t *rapid.T, events []eventstore.Event, want []string, err error) {
	var got []string
	for _, e := range events {
		got = append(got, entry{e.Stream, e.Type, e.Version}.show(int(e.Position)))
	}
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("got %v, %v\nexpected %v", got, err, want)
	}
}

func (m *model) streams(t *rapid.T) {
	prefix := rapid.SampledFrom([]string{"", "a", "b", "z"}).Draw(t, "prefix")
	after := rapid.OneOf(rapid.Just(""), modelStreams).Draw(t, "after")
	limit := rapid.IntRange(1, 4).Draw(t, "max")
	got, err := m.store.Streams(t.Context(), prefix, after, limit)
	var want []string
	for _, e := range m.log {
		if strings.HasPrefix(e.stream, prefix) && e.stream > after && !slices.Contains(want, e.stream) {
			want = append(want, e.stream)
		}
	}
	sort.Strings(want)
	if want = want[:min(limit, len(want))]; err != nil || !slices.Equal(got, want) {
		t.Fatalf("got %v, %v\nexpected %v", got, err, want)
	}
}

func (m *model) lookup(t *rapid.T) {
	key := rapid.SampledFrom([]string{"k1", "k2", "k3"}).Draw(t, "key")
	_, found, err := m.store.Lookup(t.Context(), key, "of nobody")
	if _, used := m.keys[key]; found || used != errors.Is(err, eventstore.ErrKeyReused) {
		t.Fatalf("key %s is used: %v; lookup said %v, %v", key, used, found, err)
	}
}

func (m *model) head(t *rapid.T) {
	if head, err := m.store.Head(t.Context()); err != nil || head != int64(len(m.log)) {
		t.Fatalf("head is %d, %v; expected %d", head, err, len(m.log))
	}
}
