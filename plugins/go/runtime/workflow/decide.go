package workflow

import (
	"encoding/json"
	"errors"

	"petri/aggregate"
	"petri/value"
)

// firing is a command that has passed the first steps of a decision. Without an
// input, payload and call it asks about the state alone.
type firing[S any] struct {
	state   S
	command *Command[S]
	input   any
	payload any // a Payload, or nil when the event is empty
	call    *Call
}

// candidate is a mode whose arcs can be followed.
type candidate[S any] struct {
	mode *Transition[S]
	arcs Arcs
	next S // the state with its data taken
}

// fire is steps 4 to 7: it picks the mode, asks the guard, makes the next state
// and asks the constraints.
func (m *Machine[S]) fire(f firing[S]) (*Transition[S], S, error) {
	chosen, reasons, err := m.choose(f)
	switch {
	case err != nil:
		return nil, f.state, refusal(err)
	case chosen == nil:
		return nil, f.state, &aggregate.Refusal{Code: aggregate.CodeNotEnabled, Reasons: reasons}
	}
	if err := ask(chosen.mode, f); err != nil {
		return nil, f.state, err
	}
	if err := m.effect(chosen, f); err != nil {
		return nil, f.state, refusal(err)
	}
	return chosen.mode, chosen.next, m.keep(chosen.next, f.call)
}

// choose is step 4: the first mode whose arcs can be followed, or the reasons of
// all, or the first error.
func (m *Machine[S]) choose(f firing[S]) (*candidate[S], []aggregate.Reason, error) {
	var reasons []aggregate.Reason
	var failed error
	for _, i := range f.command.Modes {
		c, missing, err := m.examine(&m.net.Transitions[i], f)
		switch {
		case err == nil && len(missing) == 0:
			return c, nil, nil
		case err == nil:
			reasons = append(reasons, missing...)
		case failed == nil:
			failed = err
		}
	}
	return nil, reasons, failed
}

// examine is steps 5a and 5b for one mode.
func (m *Machine[S]) examine(t *Transition[S], f firing[S]) (*candidate[S], []aggregate.Reason, error) {
	c := &candidate[S]{mode: t, next: f.state}
	var err error
	if c.arcs, err = t.arcs(f.state, f.input, f.payload, f.call); err != nil {
		return nil, nil, err
	}
	reasons, err := c.arcs.Reasons(m.net.Places, m.net.Marking(&f.state))
	if err != nil {
		return nil, nil, err
	}
	if t.Unshare != nil {
		t.Unshare(&c.next)
	}
	if t.Take != nil {
		check := Check{reasons: reasons}
		t.Take(f.state, &c.next, f.input, f.payload, f.call, &check)
		reasons, err = check.reasons, check.Err()
	}
	return c, reasons, err
}

// ask is step 5c.
func ask[S any](t *Transition[S], f firing[S]) error {
	if t.Guard == nil {
		return nil
	}
	ok, err := t.Guard(f.state, f.input, f.call)
	switch {
	case err != nil:
		return refusal(err)
	case !ok:
		return &aggregate.Refusal{Code: aggregate.CodeGuardFailed}
	default:
		return nil
	}
}

// effect is step 6.
func (m *Machine[S]) effect(c *candidate[S], f firing[S]) error {
	if err := c.arcs.Fire(m.net.Marking(&c.next)); err != nil {
		return err
	}
	if c.mode.Put == nil {
		return nil
	}
	return c.mode.Put(f.state, &c.next, f.payload, f.call)
}

// keep is step 7.
func (m *Machine[S]) keep(next S, call *Call) error {
	for _, constraint := range m.net.Constraints {
		holds, err := constraint.Holds(next, call)
		if err != nil {
			return refusal(err)
		}
		if !holds {
			return &aggregate.Refusal{Code: aggregate.CodeConstraintViolated, Constraint: constraint.ID}
		}
	}
	return nil
}

// refusal turns an expression without a value into a refusal.
func refusal(err error) error {
	var failed *value.Error
	if errors.As(err, &failed) {
		return &aggregate.Refusal{Code: string(failed.Code)}
	}
	return err
}

// body is the JSON of an event's payload.
func body(payload any) json.RawMessage {
	if p, ok := payload.(Payload); ok {
		return p.JSON()
	}
	return json.RawMessage("{}")
}
