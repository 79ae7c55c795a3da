package suite

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"petri/eventstore"
)

// decisionTime is the time of a decision where a vector gives none.
const decisionTime = "2026-01-02T03:04:05.006Z"

// timeFormat is RFC 3339 in UTC with milliseconds.
const timeFormat = "2006-01-02T15:04:05.000Z"

type eventForm struct {
	Type          *string         `json:"type"`
	Command       string          `json:"command"`
	Mode          string          `json:"mode"`
	Data          json.RawMessage `json:"data"`
	SchemaVersion *int            `json:"schema_version"`
}

func (f eventForm) event() eventstore.NewEvent {
	e := eventstore.NewEvent{Type: "happened", Command: f.Command, Mode: f.Mode, Data: f.Data, SchemaVersion: 1}
	if f.Type != nil {
		e.Type = *f.Type
	}
	if f.Data == nil {
		e.Data = json.RawMessage(`{}`)
	}
	if f.SchemaVersion != nil {
		e.SchemaVersion = *f.SchemaVersion
	}
	return e
}

type writeForm struct {
	Stream   string          `json:"stream"`
	Expected json.RawMessage `json:"expected"`
	Events   []eventForm     `json:"events"`
}

type checkForm struct {
	Stream   string          `json:"stream"`
	Expected json.RawMessage `json:"expected"`
}

type metaForm struct {
	Actor       string  `json:"actor"`
	Correlation string  `json:"correlation"`
	Causation   string  `json:"causation"`
	ModelHash   string  `json:"model_hash"`
	At          *string `json:"at"`
}

type appendForm struct {
	Writes      []writeForm `json:"writes"`
	Checks      []checkForm `json:"checks"`
	Key         string      `json:"key"`
	Fingerprint string      `json:"fingerprint"`
	Meta        metaForm    `json:"meta"`
}

func (f appendForm) request() (eventstore.AppendRequest, error) {
	req := eventstore.AppendRequest{Key: f.Key, Fingerprint: f.Fingerprint, Meta: eventstore.Metadata{
		Actor: f.Meta.Actor, Correlation: f.Meta.Correlation, Causation: f.Meta.Causation, ModelHash: f.Meta.ModelHash,
	}}
	at := decisionTime
	if f.Meta.At != nil {
		at = *f.Meta.At
	}
	var err error
	if at != "" {
		if req.Meta.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
			return req, err
		}
	}
	for _, w := range f.Writes {
		expected, err := parseExpected(w.Expected)
		if err != nil {
			return req, err
		}
		write := eventstore.Write{Stream: w.Stream, Expected: expected}
		for _, e := range w.Events {
			write.Events = append(write.Events, e.event())
		}
		req.Writes = append(req.Writes, write)
	}
	for _, c := range f.Checks {
		expected, err := parseExpected(c.Expected)
		if err != nil {
			return req, err
		}
		req.Checks = append(req.Checks, eventstore.Check{Stream: c.Stream, Expected: expected})
	}
	return req, nil
}

// parseExpected reads "any", "no_stream", "exists", a version, or null for an
// expectation that is not stated.
func parseExpected(text json.RawMessage) (eventstore.Expected, error) {
	switch string(text) {
	case "", "null":
		return eventstore.Expected{}, nil
	case `"any"`:
		return eventstore.Any(), nil
	case `"no_stream"`:
		return eventstore.NoStream(), nil
	case `"exists"`:
		return eventstore.Exists(), nil
	}
	var version int64
	if err := json.Unmarshal(text, &version); err != nil {
		return eventstore.Expected{}, fmt.Errorf("expected %s: %w", text, err)
	}
	return eventstore.Exact(version), nil
}

func showExpected(e eventstore.Expected) any {
	switch e.Kind {
	case eventstore.KindAny:
		return "any"
	case eventstore.KindNoStream:
		return "no_stream"
	case eventstore.KindExists:
		return "exists"
	default:
		return e.Version
	}
}

func showEvents(events []eventstore.Event) []any {
	list := []any{}
	for _, e := range events {
		list = append(list, map[string]any{
			"id": e.ID, "stream": e.Stream, "version": e.Version, "position": e.Position,
			"type": e.Type, "command": e.Command, "mode": e.Mode, "data": e.Data, "schema_version": e.SchemaVersion,
			"actor": e.Actor, "correlation": e.Correlation, "causation": e.Causation, "model_hash": e.ModelHash,
			"at": e.At.Format(timeFormat),
		})
	}
	return list
}

// showError answers for an error of the contract; another one ends the case.
func showError(err error) (any, error) {
	var conflict *eventstore.ConflictError
	var invalid *eventstore.InvalidError
	switch {
	case errors.As(err, &conflict):
		failed := []any{}
		for _, f := range conflict.Failed {
			failed = append(failed, map[string]any{"stream": f.Stream, "expected": showExpected(f.Expected), "actual": f.Actual})
		}
		return map[string]any{"error": "conflict", "failed": failed}, nil
	case errors.As(err, &invalid):
		return map[string]any{"error": "invalid", "reason": invalid.Reason}, nil
	case errors.Is(err, eventstore.ErrKeyReused):
		return map[string]any{"error": "key_reused"}, nil
	case errors.Is(err, eventstore.ErrClosed):
		return map[string]any{"error": "closed"}, nil
	}
	return nil, err
}
