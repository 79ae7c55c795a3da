package admission

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"petri/eventstore"
)

func validateWrites(writes []eventstore.Write) ([]eventstore.Write, error) {
	out := make([]eventstore.Write, len(writes))
	count, size := 0, 0
	for i, w := range writes {
		if len(w.Events) == 0 {
			return nil, invalid("a write has no events")
		}
		if count += len(w.Events); count > MaxEvents {
			return nil, invalid("more than %d events", MaxEvents)
		}
		out[i] = eventstore.Write{Stream: w.Stream, Expected: w.Expected, Events: make([]eventstore.NewEvent, len(w.Events))}
		for j, e := range w.Events {
			stored, err := validateEvent(e)
			if err != nil {
				return nil, err
			}
			if size += len(stored.Data); size > MaxRequestBytes {
				return nil, invalid("data of all events is longer than %d bytes", MaxRequestBytes)
			}
			out[i].Events[j] = stored
		}
	}
	return out, nil
}

func validateEvent(e eventstore.NewEvent) (eventstore.NewEvent, error) {
	if err := ValidateName("event type", e.Type); err != nil {
		return e, err
	}
	if err := validateOptional("command", e.Command); err != nil {
		return e, err
	}
	if err := validateOptional("mode", e.Mode); err != nil {
		return e, err
	}
	if e.SchemaVersion < 1 {
		return e, invalid("schema version is below 1")
	}
	data, err := compactObject(e.Data)
	e.Data = data
	return e, err
}

// compactObject returns a copy of data without insignificant space, so that
// what is stored does not share memory with the caller.
func compactObject(data json.RawMessage) (json.RawMessage, error) {
	var b bytes.Buffer
	if !utf8.Valid(data) || json.Compact(&b, data) != nil || b.Bytes()[0] != '{' {
		return nil, invalid("data is not a JSON object")
	}
	if b.Len() > MaxDataBytes {
		return nil, invalid("data of an event is longer than %d bytes", MaxDataBytes)
	}
	return b.Bytes(), nil
}

func compactState(state json.RawMessage) (json.RawMessage, error) {
	var b bytes.Buffer
	if !utf8.Valid(state) || json.Compact(&b, state) != nil {
		return nil, invalid("state is not JSON")
	}
	return b.Bytes(), nil
}
