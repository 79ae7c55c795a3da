package suite

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"
	"time"

	"petri/eventstore"
)

// Opener returns a new empty store and registers its clean-up.
type Opener func(t testing.TB) eventstore.Store

// size is how many events a test writes: fewer with -short, and as many as the
// environment's PETRI_EVENTS says for a long run.
func size(t testing.TB, ordinary int) int {
	if text := os.Getenv("PETRI_EVENTS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("PETRI_EVENTS: %v", err)
		}
		return n
	}
	if testing.Short() {
		return ordinary / 10
	}
	return ordinary
}

func meta() eventstore.Metadata {
	return eventstore.Metadata{At: time.UnixMilli(1_800_000_000_000)}
}

// stepped returns n events.
func stepped(n int) []eventstore.NewEvent {
	events := make([]eventstore.NewEvent, n)
	for i := range events {
		events[i] = eventstore.NewEvent{Type: "stepped", Data: json.RawMessage(`{}`), SchemaVersion: 1}
	}
	return events
}

// write is an append of n events to one stream.
func write(stream string, expected eventstore.Expected, n int) eventstore.AppendRequest {
	return eventstore.AppendRequest{
		Writes: []eventstore.Write{{Stream: stream, Expected: expected, Events: stepped(n)}},
		Meta:   meta(),
	}
}

// exactly expects a version that a reader has seen.
func exactly(version int64) eventstore.Expected {
	if version == 0 {
		return eventstore.NoStream()
	}
	return eventstore.Exact(version)
}
