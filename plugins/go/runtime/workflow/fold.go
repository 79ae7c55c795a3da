package workflow

import (
	"encoding/json"
	"fmt"
	"strings"

	"petri/aggregate"
	"petri/eventstore"
	"petri/value"
)

// Apply returns the state after an event: the effect of its mode. It owns s.
func (m *Machine[S]) Apply(s S, ev eventstore.Event) (S, error) {
	command, known := m.commands[ev.Command]
	if !known {
		return s, fmt.Errorf("event %d of %s: no command %q", ev.Version, ev.Stream, ev.Command)
	}
	mode, known := m.transitions[ev.Mode]
	if !known {
		return s, fmt.Errorf("event %d of %s: no mode %q", ev.Version, ev.Stream, ev.Mode)
	}
	next, err := m.apply(s, command, mode, ev)
	if err != nil {
		return s, fmt.Errorf("event %d of %s: %w", ev.Version, ev.Stream, err)
	}
	return next, nil
}

func (m *Machine[S]) apply(s S, command *Command[S], mode *Transition[S], ev eventstore.Event) (S, error) {
	payload, err := command.replay(ev.Data)
	if err != nil {
		return s, err
	}
	call := callAt(ev)
	arcs, err := mode.arcs(s, nil, payload, call)
	if err != nil {
		return s, err
	}
	next := s
	if mode.Rereads {
		mode.Unshare(&next)
	}
	if mode.Take != nil {
		check := Check{folding: true}
		mode.Take(s, &next, nil, payload, call, &check)
		if err := check.Err(); err != nil {
			return s, err
		}
	}
	if err := arcs.Fire(m.net.Marking(&next)); err != nil {
		return s, err
	}
	if mode.Put == nil {
		return next, nil
	}
	return next, mode.Put(s, &next, payload, call)
}

// replay reads a payload. Members that the model does not know were written by
// another version of it and are left alone.
func (c *Command[S]) replay(data json.RawMessage) (any, error) {
	if c.Replay == nil {
		return nil, nil
	}
	object, err := value.ParseObject(data)
	if err != nil {
		return nil, err
	}
	r := value.NewReader(object)
	payload := c.Replay(r)
	for _, fault := range r.Faults() {
		if fault.Code != value.UnknownField {
			return nil, &fault
		}
	}
	return payload, nil
}

// callAt is the call that led to an event, as far as an effect may look at it.
func callAt(ev eventstore.Event) *Call {
	at, _ := value.TimeOf(ev.At)
	if ev.Actor == "" {
		return &Call{At: at}
	}
	return &Call{Actor: &aggregate.Actor{ID: ev.Actor}, At: at}
}

// Marking prints the tokens of a state.
func (m *Machine[S]) Marking(s S) json.RawMessage {
	var w value.Writer
	marking := m.net.Marking(&s)
	for _, i := range m.sorted {
		value.Put(&w, m.net.Places[i].ID, value.Int, marking[i])
	}
	return w.JSON()
}

// Data prints the data of a state.
func (m *Machine[S]) Data(s S) json.RawMessage {
	if m.net.Data == nil {
		return json.RawMessage("{}")
	}
	return m.net.Data(s)
}

// Restore reads back what Marking and Data printed.
func (m *Machine[S]) Restore(marking, data value.Node) (S, error) {
	s := m.net.Initial()
	if err := m.restoreMarking(m.net.Marking(&s), marking); err != nil {
		return s, err
	}
	if m.net.Restore == nil {
		return s, nil
	}
	r := value.NewReader(data)
	m.net.Restore(r, &s)
	if faults := r.Faults(); len(faults) > 0 {
		return s, &faults[0]
	}
	return s, nil
}

// restoreMarking reads the members in the order in which Marking prints them.
func (m *Machine[S]) restoreMarking(tokens []int64, marking value.Node) error {
	members := marking.Members()
	if len(members) != len(m.sorted) {
		return fmt.Errorf("the marking has %d places, not %d", len(members), len(m.sorted))
	}
	for k, i := range m.sorted {
		if id := members[k].Key.Text(); id != m.net.Places[i].ID {
			return fmt.Errorf("the marking has a place %s", strings.ToValidUTF8(id, "?"))
		}
		n, fault := value.Int.Decode(members[k].Value)
		if fault != nil {
			return fault
		}
		tokens[i] = n
	}
	return nil
}
