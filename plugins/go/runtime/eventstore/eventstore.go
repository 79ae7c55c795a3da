// Package eventstore defines the append-only log that every generated
// application keeps its state in.
//
// A stream is the history of one instance; its versions are 1, 2, 3, ... without
// gaps. Over all streams the store numbers events 1, 2, 3, ... in commit order,
// again without gaps, so that a reader can assert that each position is the one
// after the last. Adapters live in the packages below this one and all pass the
// same suite of JSON vectors.
package eventstore

import (
	"context"
	"encoding/json"
	"time"
)

// NewEvent is what a caller asks to append; the store adds identity, version,
// position and time.
type NewEvent struct {
	// Type is the event's name, such as "order_validated".
	Type string
	// Command is the command that caused it; Mode the net transition that
	// fired. Replay reads the transition from here and never guesses.
	Command string
	Mode    string
	// Data is the payload: one JSON object.
	Data json.RawMessage
	// SchemaVersion is the version of the payload's shape, from 1.
	SchemaVersion int
}

// Metadata is shared by all events of one append.
type Metadata struct {
	Actor       string // who asked; empty when nobody is signed in
	Correlation string // the request or process that this belongs to
	Causation   string // the event that led to this one
	ModelHash   string // the behaviour hash of the model that decided
	// At is the time of the decision, in UTC with millisecond precision. The
	// caller sets it, because guards may have read it.
	At time.Time
}

// Event is a stored event.
type Event struct {
	ID       string // UUIDv5(key, index) when the append had a key, else UUIDv7
	Stream   string
	Version  int64 // position in its stream, from 1
	Position int64 // position in the store, from 1, contiguous
	NewEvent
	Metadata
}

// ExpectedKind says what a writer believes of a stream. The zero value is
// invalid: an expectation must be written out.
type ExpectedKind int

// The kinds of expectation.
const (
	_ ExpectedKind = iota
	KindAny
	KindNoStream
	KindExists
	KindExact
)

// Expected is an optimistic check on one stream's version.
type Expected struct {
	Kind    ExpectedKind
	Version int64 // for KindExact; at least 1
}

// Any makes no claim about the stream.
func Any() Expected { return Expected{Kind: KindAny} }

// NoStream claims that the stream has no event.
func NoStream() Expected { return Expected{Kind: KindNoStream} }

// Exists claims that the stream has at least one event.
func Exists() Expected { return Expected{Kind: KindExists} }

// Exact claims that the stream's newest version is v, at least 1.
func Exact(v int64) Expected { return Expected{Kind: KindExact, Version: v} }

// Write appends events to one stream.
type Write struct {
	Stream   string
	Expected Expected
	Events   []NewEvent
}

// Check asserts a stream's version without writing to it.
type Check struct {
	Stream   string
	Expected Expected
}

// AppendRequest is one atomic append: all of its writes happen, or none.
type AppendRequest struct {
	Writes []Write
	Checks []Check
	// Key makes the append idempotent: the same key with the same body answers
	// with the stored result, another body is ErrKeyReused. Empty means none.
	Key string
	// Fingerprint says what the key stands for and is compared in place of the
	// body. A caller that decides again on a retry, and may then ask for other
	// events, sets it to a hash of what it was itself asked. Empty means the
	// hash of writes, checks and actor. It needs a Key.
	Fingerprint string
	Meta        Metadata
}

// AppendResult tells where the events landed.
type AppendResult struct {
	Versions  map[string]int64 // newest version of each written stream
	Positions []int64          // global position of each event, in request order
	Replayed  bool             // the key had been used before; nothing was written
}

// Filter narrows ReadAll and Subscribe. A zero Filter lets everything pass.
type Filter struct {
	StreamPrefix string   // only streams whose name starts so
	Types        []string // only these event types
}

// Snapshot is a cached fold of a stream. Losing one costs time, never data.
type Snapshot struct {
	Stream      string
	Version     int64
	ReducerHash string // of the code that folded; another hash is a miss
	State       json.RawMessage
}

// Store is an event store. Its methods are safe for concurrent use and return
// only after what they promise is durable.
type Store interface {
	// Append checks every expectation, then writes all events in one
	// transaction. Errors: *ConflictError listing every failing check,
	// ErrKeyReused, *InvalidError, ErrClosed, and ErrUnknownOutcome when ctx
	// ended or the disk failed while the transaction was being committed. After
	// every other error nothing was written.
	Append(ctx context.Context, req AppendRequest) (AppendResult, error)
	// Lookup returns the stored result of an append made under key, with
	// Replayed set, and false when there was none. It is ErrKeyReused when the
	// append was made with another fingerprint. A caller that cannot decide a
	// second time, because the first one changed the state, asks here first.
	Lookup(ctx context.Context, key, fingerprint string) (AppendResult, bool, error)
	// ReadStream returns up to max events of a stream with version >= from,
	// oldest first. A stream that does not exist has no events.
	ReadStream(ctx context.Context, stream string, from int64, max int) ([]Event, error)
	// ReadAll returns up to max events with position > after that pass the
	// filter, in position order, and the position up to which it has looked.
	ReadAll(ctx context.Context, after int64, filter Filter, max int) (events []Event, scanned int64, err error)
	// Subscribe delivers every event with position > after, first the past,
	// then new ones as they are committed, until ctx ends or handle fails, and
	// returns that error. Nothing is dropped for a slow handler. A position past
	// Head is an *InvalidError: that reader has seen another log.
	Subscribe(ctx context.Context, after int64, filter Filter, handle func(context.Context, Event) error) error
	// Head returns the newest position, 0 for an empty store.
	Head(ctx context.Context) (int64, error)
	// Streams pages over the names of streams that start with prefix, in
	// code-point order, after the name given; for lists.
	Streams(ctx context.Context, prefix, after string, max int) ([]string, error)

	// LoadSnapshot returns the newest snapshot that was saved for the stream by
	// that reducer. SaveSnapshot keeps the newer of s and what it has; a
	// snapshot of a version that the stream has not reached is an *InvalidError.
	LoadSnapshot(ctx context.Context, stream, reducerHash string) (Snapshot, bool, error)
	SaveSnapshot(ctx context.Context, s Snapshot) error

	// LoadCheckpoint and SaveCheckpoint keep a named subscriber's position, 0
	// when none was saved. It may move back, for a rebuild, but not past Head.
	LoadCheckpoint(ctx context.Context, name string) (int64, error)
	SaveCheckpoint(ctx context.Context, name string, position int64) error

	// Ping reports whether the store can serve; for readiness probes.
	Ping(ctx context.Context) error
	Close() error
}
