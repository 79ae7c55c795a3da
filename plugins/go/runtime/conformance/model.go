package conformance

import (
	"encoding/json"
	"errors"
	"fmt"

	"petri/aggregate"
	"petri/eventstore"
	"petri/value"
)

// Model replays a trace against the behaviour alone. Every event that a decision
// leads to is also folded, and every state is printed and read back: both have to
// give the state that was decided.
func Model[S any](model aggregate.Model[S], trace Trace) error {
	i := instance[S]{model: model, state: model.Initial()}
	for n, step := range trace.Steps {
		if err := i.step(step); err != nil {
			return fmt.Errorf("step %d, %s %s: %w", n, step.Command, step.Input, err)
		}
	}
	return nil
}

type instance[S any] struct {
	model   aggregate.Model[S]
	state   S
	version int64
}

func (i *instance[S]) step(step Step) error {
	got, err := i.decide(step)
	if err != nil {
		return err
	}
	return step.compare(got)
}

func (i *instance[S]) decide(step Step) (outcome, error) {
	creates, known := i.model.Creates(step.Command)
	switch {
	case !known:
		return outcome{}, fmt.Errorf("no command %q", step.Command)
	case creates && i.version > 0:
		return outcome{Outcome: "refused", Code: aggregate.CodeExists}, nil
	case !creates && i.version == 0:
		return outcome{Outcome: "refused", Code: aggregate.CodeNotFound}, nil
	}
	input, err := value.ParseObject(step.Input)
	if err != nil {
		return outcome{}, err
	}
	at, err := step.time()
	if err != nil {
		return outcome{}, err
	}
	before := string(i.model.Data(i.state))
	decision, err := i.model.Decide(i.state, aggregate.Request{
		Command: step.Command, Input: input, Actor: step.Actor.actor(), At: at,
	})
	if after := string(i.model.Data(i.state)); after != before {
		return outcome{}, fmt.Errorf("the decision changed the state from %s to %s", before, after)
	}
	var refusal *aggregate.Refusal
	if errors.As(err, &refusal) {
		return refused(refusal)
	}
	if err != nil {
		return outcome{}, err
	}
	return i.fire(step, at, decision)
}

func (i *instance[S]) fire(step Step, at value.Time, decision aggregate.Decision[S]) (outcome, error) {
	ev := eventstore.Event{Version: i.version + 1, NewEvent: decision.Event}
	ev.At = at.Std()
	if step.Actor != nil {
		ev.Actor = step.Actor.ID
	}
	decided := i.print(decision.State)
	folded, err := i.model.Apply(i.state, ev)
	if err != nil {
		return outcome{}, fmt.Errorf("fold: %w", err)
	}
	if err := sameState(decided, i.print(folded)); err != nil {
		return outcome{}, fmt.Errorf("the fold of the event differs from the decision: %w", err)
	}
	restored, err := i.restore(decided)
	if err != nil {
		return outcome{}, err
	}
	i.state, i.version = restored, i.version+1
	enabled, err := json.Marshal(i.model.Enabled(i.state))
	if err != nil {
		return outcome{}, err
	}
	return outcome{
		Outcome: "fired",
		Mode:    decision.Event.Mode,
		Event:   &event{decision.Event.Type, decision.Event.Data},
		Version: i.version,
		State:   &decided,
		Enabled: enabled,
	}, nil
}

func (i *instance[S]) print(s S) state { return state{i.model.Marking(s), i.model.Data(s)} }

// restore reads a printed state back and makes sure that it prints the same.
func (i *instance[S]) restore(printed state) (S, error) {
	var none S
	marking, err := value.ParseObject(printed.Marking)
	if err != nil {
		return none, err
	}
	data, err := value.ParseObject(printed.Data)
	if err != nil {
		return none, err
	}
	restored, err := i.model.Restore(marking, data)
	if err != nil {
		return none, fmt.Errorf("restore: %w", err)
	}
	if err := sameState(printed, i.print(restored)); err != nil {
		return none, fmt.Errorf("the restored state differs: %w", err)
	}
	return restored, nil
}

func sameState(a, b state) error {
	if string(a.Marking) != string(b.Marking) {
		return fmt.Errorf("expected %s, got %s", a.Marking, b.Marking)
	}
	if string(a.Data) != string(b.Data) {
		return fmt.Errorf("expected %s, got %s", a.Data, b.Data)
	}
	return nil
}
