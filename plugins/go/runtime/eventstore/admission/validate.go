package admission

import (
	"fmt"
	"time"

	"petri/eventstore"
)

func invalid(format string, args ...any) error {
	return &eventstore.InvalidError{Reason: fmt.Sprintf(format, args...)}
}

// Validate returns an *eventstore.InvalidError for a request that no state of
// the store could accept, and otherwise the request in the form in which it is
// stored: data without insignificant space, time in UTC.
func Validate(req eventstore.AppendRequest) (eventstore.AppendRequest, error) {
	if err := validateKey(req); err != nil {
		return req, err
	}
	meta, err := validateMeta(req.Meta)
	if err != nil {
		return req, err
	}
	req.Meta = meta
	if err := validateStreams(req); err != nil {
		return req, err
	}
	req.Writes, err = validateWrites(req.Writes)
	return req, err
}

func validateKey(req eventstore.AppendRequest) error {
	if req.Key == "" {
		if req.Fingerprint != "" {
			return invalid("a fingerprint without a key")
		}
		return nil
	}
	if err := ValidateName("key", req.Key); err != nil {
		return err
	}
	return validateOptional("fingerprint", req.Fingerprint)
}

func validateMeta(m eventstore.Metadata) (eventstore.Metadata, error) {
	names := []struct{ field, value string }{
		{"actor", m.Actor}, {"correlation", m.Correlation},
		{"causation", m.Causation}, {"model hash", m.ModelHash},
	}
	for _, n := range names {
		if err := validateOptional(n.field, n.value); err != nil {
			return m, err
		}
	}
	if m.At.IsZero() {
		return m, invalid("time of decision is missing")
	}
	// Guards may have read the time, so shortening it here would store a
	// decision that was made at another instant.
	if m.At.Nanosecond()%int(time.Millisecond) != 0 {
		return m, invalid("time of decision is finer than a millisecond")
	}
	m.At = m.At.UTC()
	if y := m.At.Year(); y < 1 || y > 9999 {
		return m, invalid("time of decision is outside the years 1 to 9999")
	}
	return m, nil
}

func validateStreams(req eventstore.AppendRequest) error {
	if len(req.Writes) == 0 {
		return invalid("nothing to write")
	}
	if len(req.Writes)+len(req.Checks) > MaxStreams {
		return invalid("more than %d streams", MaxStreams)
	}
	seen := make(map[string]bool, len(req.Writes)+len(req.Checks))
	for _, w := range req.Writes {
		if err := validateStream(seen, w.Stream, w.Expected); err != nil {
			return err
		}
	}
	for _, c := range req.Checks {
		if err := validateStream(seen, c.Stream, c.Expected); err != nil {
			return err
		}
		if c.Expected.Kind == eventstore.KindAny {
			return invalid("a check of any version checks nothing")
		}
	}
	return nil
}

func validateStream(seen map[string]bool, stream string, e eventstore.Expected) error {
	if err := ValidateName("stream", stream); err != nil {
		return err
	}
	if seen[stream] {
		return invalid("a stream is named twice")
	}
	seen[stream] = true
	return validateExpected(e)
}

func validateExpected(e eventstore.Expected) error {
	switch e.Kind {
	case eventstore.KindAny, eventstore.KindNoStream, eventstore.KindExists:
		if e.Version != 0 {
			return invalid("a version is expected but not an exact one")
		}
		return nil
	case eventstore.KindExact:
		if e.Version < 1 {
			return invalid("an exact version below 1")
		}
		return nil
	default:
		return invalid("an expectation is not stated")
	}
}
