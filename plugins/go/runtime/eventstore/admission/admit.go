package admission

import (
	"strconv"
	"time"

	"petri/eventstore"
	"petri/eventstore/uuid"
)

// keySpace is the namespace of event identities that come from keys.
var keySpace = uuid.UUID{0x8d, 0x1f, 0x5b, 0x0a, 0x6c, 0x2e, 0x4d, 0x47, 0x9a, 0x35, 0x52, 0xe4, 0x70, 0xb1, 0x1c, 0x93}

// Record is what is kept of an append that had a key.
type Record struct {
	Key         string
	Fingerprint string
	Result      eventstore.AppendResult
}

// Replay answers a request whose key has been used: with the stored result, or
// with eventstore.ErrKeyReused when it stands for something else.
func (r Record) Replay(fingerprint string) (eventstore.AppendResult, error) {
	if r.Fingerprint != fingerprint {
		return eventstore.AppendResult{}, eventstore.ErrKeyReused
	}
	result := CloneResult(r.Result)
	result.Replayed = true
	return result, nil
}

// CloneResult copies a result, so that a caller may change its own.
func CloneResult(r eventstore.AppendResult) eventstore.AppendResult {
	versions := make(map[string]int64, len(r.Versions))
	for stream, v := range r.Versions {
		versions[stream] = v
	}
	r.Versions = versions
	r.Positions = append([]int64(nil), r.Positions...)
	return r
}

// Conflict returns an *eventstore.ConflictError with every expectation that
// does not hold: of the writes, then of the checks.
func Conflict(req eventstore.AppendRequest, version func(stream string) int64) error {
	var failed []eventstore.FailedCheck
	check := func(stream string, e eventstore.Expected) {
		if actual := version(stream); !Holds(e, actual) {
			failed = append(failed, eventstore.FailedCheck{Stream: stream, Expected: e, Actual: actual})
		}
	}
	for _, w := range req.Writes {
		check(w.Stream, w.Expected)
	}
	for _, c := range req.Checks {
		check(c.Stream, c.Expected)
	}
	if len(failed) > 0 {
		return &eventstore.ConflictError{Failed: failed}
	}
	return nil
}

// Holds tells whether a stream at version actual meets the expectation.
func Holds(e eventstore.Expected, actual int64) bool {
	switch e.Kind {
	case eventstore.KindAny:
		return true
	case eventstore.KindNoStream:
		return actual == 0
	case eventstore.KindExists:
		return actual > 0
	case eventstore.KindExact:
		return actual == e.Version
	default:
		return false
	}
}

// Place gives every event of an admitted request its identity, version and
// position: the positions follow head, in the order of the request.
func Place(req eventstore.AppendRequest, head int64, version func(stream string) int64) ([]eventstore.Event, eventstore.AppendResult) {
	var events []eventstore.Event
	result := eventstore.AppendResult{Versions: make(map[string]int64, len(req.Writes))}
	for _, w := range req.Writes {
		v := version(w.Stream)
		for _, e := range w.Events {
			v, head = v+1, head+1
			events = append(events, eventstore.Event{
				ID:     EventID(req.Key, len(events)),
				Stream: w.Stream, Version: v, Position: head,
				NewEvent: e, Metadata: req.Meta,
			})
			result.Positions = append(result.Positions, head)
		}
		result.Versions[w.Stream] = v
	}
	return events, result
}

// EventID is the identity of the event at index of an append: from its key, so
// that no key can produce an event twice, or else a new one.
func EventID(key string, index int) string {
	if key == "" {
		return uuid.V7(time.Now()).String()
	}
	return uuid.V5(uuid.V5(keySpace, key), strconv.Itoa(index)).String()
}
