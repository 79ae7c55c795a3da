package eventstore

import (
	"errors"
	"fmt"
	"strings"
)

// ErrKeyReused reports an idempotency key that was used with another body.
var ErrKeyReused = errors.New("eventstore: idempotency key reused with another request")

// ErrClosed reports use of a closed store.
var ErrClosed = errors.New("eventstore: store is closed")

// ErrUnknownOutcome reports an append that may or may not have been written. A
// retry with the same idempotency key finds out.
var ErrUnknownOutcome = errors.New("eventstore: the append may or may not have been written")

// InvalidError reports a request that no state of the store could accept.
type InvalidError struct{ Reason string }

func (e *InvalidError) Error() string { return "eventstore: invalid request: " + e.Reason }

// FailedCheck is one expectation that did not hold.
type FailedCheck struct {
	Stream   string
	Expected Expected
	Actual   int64 // newest version, 0 when the stream does not exist
}

// ConflictError lists every expectation of an append that did not hold.
type ConflictError struct{ Failed []FailedCheck }

func (e *ConflictError) Error() string {
	parts := make([]string, len(e.Failed))
	for i, f := range e.Failed {
		parts[i] = fmt.Sprintf("%s is at version %d, expected %s", f.Stream, f.Actual, f.Expected)
	}
	return "eventstore: conflict: " + strings.Join(parts, "; ")
}

// String says the expectation in words.
func (e Expected) String() string {
	switch e.Kind {
	case KindAny:
		return "any version"
	case KindNoStream:
		return "no stream"
	case KindExists:
		return "an existing stream"
	case KindExact:
		return fmt.Sprintf("version %d", e.Version)
	default:
		return "nothing stated"
	}
}
