package workflow

import (
	"fmt"
	"slices"
	"strings"

	"petri/aggregate"
	"petri/eventstore"
	"petri/value"
)

// Machine runs a net: it decides commands, folds events and tells what is
// enabled. It holds no instance and is safe for concurrent use.
type Machine[S any] struct {
	net         Net[S]
	commands    map[string]*Command[S]
	transitions map[string]*Transition[S]
	sorted      []int // the places by code point of their ids
}

// New returns the machine for a net, which must not change afterwards.
func New[S any](net Net[S]) *Machine[S] {
	m := &Machine[S]{
		net:         net,
		commands:    make(map[string]*Command[S], len(net.Commands)),
		transitions: make(map[string]*Transition[S], len(net.Transitions)),
	}
	for i := range net.Commands {
		m.commands[net.Commands[i].ID] = &net.Commands[i]
	}
	for i := range net.Transitions {
		m.transitions[net.Transitions[i].ID] = &net.Transitions[i]
	}
	m.sorted = make([]int, len(net.Places))
	for i := range m.sorted {
		m.sorted[i] = i
	}
	slices.SortFunc(m.sorted, func(i, j int) int {
		return strings.Compare(net.Places[i].ID, net.Places[j].ID)
	})
	return m
}

// Slug names the aggregate in routes and streams.
func (m *Machine[S]) Slug() string { return m.net.Slug }

// Hash identifies the behaviour of the model.
func (m *Machine[S]) Hash() string { return m.net.Hash }

// Initial returns the state that a creating command starts from.
func (m *Machine[S]) Initial() S {
	s := m.net.Initial()
	marking := m.net.Marking(&s)
	for i, place := range m.net.Places {
		marking[i] = place.Initial
	}
	return s
}

// Creates tells whether a command makes an instance.
func (m *Machine[S]) Creates(command string) (creates, known bool) {
	c, known := m.commands[command]
	return known && c.Creates, known
}

// Decide is steps 2 to 7 of a decision. It does not change s. What it refuses is
// an *aggregate.Refusal.
func (m *Machine[S]) Decide(s S, req aggregate.Request) (aggregate.Decision[S], error) {
	var none aggregate.Decision[S]
	command, known := m.commands[req.Command]
	if !known {
		return none, fmt.Errorf("%s has no command %q", m.net.Slug, req.Command)
	}
	input, err := command.read(req.Input)
	if err != nil {
		return none, err
	}
	f := firing[S]{state: s, command: command, input: input, call: m.callOf(req)}
	if command.Record != nil {
		f.payload = command.Record(s, input)
	}
	mode, next, err := m.fire(f)
	if err != nil {
		return none, err
	}
	event := eventstore.NewEvent{
		Type:          command.Event,
		Command:       command.ID,
		Mode:          mode.ID,
		Data:          body(f.payload),
		SchemaVersion: command.Schema,
	}
	return aggregate.Decision[S]{Event: event, State: next}, nil
}

// read is step 2.
func (c *Command[S]) read(object value.Node) (any, error) {
	r := value.NewReader(object)
	var input any
	if c.Read != nil {
		input = c.Read(r)
	}
	if faults := r.Faults(); len(faults) > 0 {
		return nil, &aggregate.Refusal{Code: aggregate.CodeInvalidInput, Errors: faults}
	}
	return input, nil
}

// callOf is the call that a request makes: the actor with all the roles that its
// roles imply.
func (m *Machine[S]) callOf(req aggregate.Request) *Call {
	if req.Actor == nil {
		return &Call{At: req.At}
	}
	actor := *req.Actor
	actor.Roles = slices.Clone(req.Actor.Roles)
	for _, role := range req.Actor.Roles {
		actor.Roles = append(actor.Roles, m.net.Roles[role]...)
	}
	slices.Sort(actor.Roles)
	actor.Roles = slices.Compact(actor.Roles)
	return &Call{Actor: &actor, At: req.At}
}
