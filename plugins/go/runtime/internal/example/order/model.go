package order

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"petri/aggregate"
	"petri/eventstore"
	"petri/value"
)

// Model implements aggregate.Model.
type Model struct{}

var _ aggregate.Model[State] = Model{}

// Slug implements aggregate.Model.
func (Model) Slug() string { return "order" }

// Hash implements aggregate.Model.
func (Model) Hash() string { return "order-1" }

// Creates implements aggregate.Model.
func (Model) Creates(command string) (creates, known bool) {
	switch command {
	case "create":
		return true, true
	case "validate", "pay", "cancel", "note":
		return false, true
	default:
		return false, false
	}
}

// Initial implements aggregate.Model.
func (Model) Initial() State { return initial() }

// Marking implements aggregate.Model.
func (Model) Marking(s State) json.RawMessage { return s.Marking.json() }

// Data implements aggregate.Model.
func (Model) Data(s State) json.RawMessage { return s.Data.json() }

// Restore implements aggregate.Model.
func (Model) Restore(marking, data value.Node) (State, error) { return restore(marking, data) }

// Decide implements aggregate.Model.
func (m Model) Decide(s State, req aggregate.Request) (aggregate.Decision[State], error) {
	r := value.NewReader(req.Input)
	event := eventstore.NewEvent{Command: req.Command, Mode: req.Command, Data: json.RawMessage("{}"), SchemaVersion: 1}
	guard := func() error { return nil }
	switch req.Command {
	case "create":
		event.Type = "order_created"
	case "note":
		event.Type = "order_noted"
	case "cancel":
		event.Type = "order_cancelled"
	case "validate":
		in := readValidated(r)
		event.Type, event.Data = "order_validated", in.json()
		guard = func() error { return unless(in.Total > 0 && strings.Contains(in.CustomerEmail, "@")) }
	case "pay":
		in := readPaid(r)
		event.Type, event.Data = "payment_processed", in.json()
		guard = func() error { return unless(in.Amount.String() == fmt.Sprint(s.Data.Total)) }
	default:
		return aggregate.Decision[State]{}, fmt.Errorf("order: no command %q", req.Command)
	}
	if faults := r.Faults(); faults != nil {
		return aggregate.Decision[State]{}, &aggregate.Refusal{Code: aggregate.CodeInvalidInput, Errors: faults}
	}
	if reasons := obstacles(s, req.Command); len(reasons) > 0 {
		return aggregate.Decision[State]{}, &aggregate.Refusal{Code: aggregate.CodeNotEnabled, Reasons: reasons}
	}
	if err := guard(); err != nil {
		return aggregate.Decision[State]{}, err
	}
	s.Data.Paid = maps.Clone(s.Data.Paid)
	next, err := m.Apply(s, eventstore.Event{NewEvent: event})
	return aggregate.Decision[State]{Event: event, State: next}, err
}

func unless(ok bool) error {
	if !ok {
		return &aggregate.Refusal{Code: aggregate.CodeGuardFailed}
	}
	return nil
}

// Apply implements aggregate.Model.
func (Model) Apply(s State, ev eventstore.Event) (State, error) {
	payload, err := value.ParseObject(ev.Data)
	if err != nil {
		return s, err
	}
	r := value.NewReader(payload)
	switch ev.Mode {
	case "create":
	case "note":
		s.Data.Notes++
	case "cancel":
		s.Marking.Received--
		s.Marking.Cancelled++
	case "validate":
		in := readValidated(r)
		s.Marking.Received--
		s.Marking.Validated++
		s.Data.CustomerEmail, s.Data.Total = in.CustomerEmail, in.Total
	case "pay":
		in := readPaid(r)
		s.Marking.Validated--
		s.Marking.Paid++
		s.Data.Paid[in.Payer] = in.Amount
	default:
		return s, fmt.Errorf("order: no mode %q", ev.Mode)
	}
	return s, r.Err()
}

// Enabled implements aggregate.Model.
func (Model) Enabled(s State) []aggregate.CommandStatus {
	var statuses []aggregate.CommandStatus
	for _, command := range []string{"validate", "pay", "cancel", "note"} {
		reasons := obstacles(s, command)
		statuses = append(statuses, aggregate.CommandStatus{Command: command, Enabled: len(reasons) == 0, Reasons: reasons})
	}
	return statuses
}

func obstacles(s State, command string) []aggregate.Reason {
	switch command {
	case "validate", "cancel":
		return missing("received", s.Marking.Received)
	case "pay":
		return missing("validated", s.Marking.Validated)
	default:
		return []aggregate.Reason{}
	}
}

func missing(place string, have int64) []aggregate.Reason {
	if have > 0 {
		return []aggregate.Reason{}
	}
	return []aggregate.Reason{{
		Code: "missing-tokens", Place: place, Need: value.Wire(value.Int, 1), Have: value.Wire(value.Int, have),
		Message: fmt.Sprintf("needs 1 in %s, has %d", place, have),
	}}
}
