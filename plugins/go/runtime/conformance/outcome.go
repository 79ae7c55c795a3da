package conformance

import (
	"encoding/json"
	"fmt"

	"petri/aggregate"
	"petri/value"
)

// outcome is what a step led to, in the form of Step.Expect.
type outcome struct {
	Outcome string `json:"outcome"`

	Mode    string          `json:"mode,omitempty"`
	Event   *event          `json:"event,omitempty"`
	Version int64           `json:"version,omitempty"`
	State   *state          `json:"state,omitempty"`
	Enabled json.RawMessage `json:"enabled,omitempty"`

	Code       string            `json:"code,omitempty"`
	Reasons    []json.RawMessage `json:"reasons,omitempty"`
	Errors     []inputError      `json:"errors,omitempty"`
	Constraint string            `json:"constraint,omitempty"`
}

type event struct {
	Type string          `json:"type"`
	Data json.RawMessage `json:"data"`
}

type state struct {
	Marking json.RawMessage `json:"marking"`
	Data    json.RawMessage `json:"data"`
}

// inputError has no message: that is for people and may differ.
type inputError struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
}

func refused(r *aggregate.Refusal) (outcome, error) {
	o := outcome{Outcome: "refused", Code: r.Code, Constraint: r.Constraint}
	for _, reason := range r.Reasons {
		text, err := json.Marshal(reason)
		if err != nil {
			return o, err
		}
		o.Reasons = append(o.Reasons, text)
	}
	for _, fault := range r.Errors {
		o.Errors = append(o.Errors, inputError{fault.Pointer, string(fault.Code)})
	}
	return o, nil
}

// compare tells how an outcome differs from what a step expects. State and
// enabled commands may be left out of a step; what is there is compared.
func (s Step) compare(got outcome) error {
	var expected outcome
	if err := json.Unmarshal(s.Expect, &expected); err != nil {
		return err
	}
	if expected.State == nil {
		got.State = nil
	}
	if expected.Enabled == nil {
		got.Enabled = nil
	}
	text, err := json.Marshal(got)
	if err != nil {
		return err
	}
	return same(s.Expect, text)
}

// same compares two JSON texts in canonical form.
func same(expected, got []byte) error {
	want, err := canonical(expected)
	if err != nil {
		return err
	}
	have, err := canonical(got)
	if err != nil {
		return err
	}
	if want != have {
		return fmt.Errorf("expected %s\n     got %s", want, have)
	}
	return nil
}

func canonical(text []byte) (string, error) {
	node, err := value.Parse(text)
	if err != nil {
		return "", err
	}
	return string(value.AppendCanonical(nil, node)), nil
}
