package aggregate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"petri/eventstore"
	"petri/value"
)

// Call is a command from outside.
type Call struct {
	Command string
	Input   value.Node // an object
	Actor   *Actor
	// Key makes the call idempotent: the same call under the same key answers as
	// it did the first time, another call is refused as key-reused.
	Key string
	// IfVersion refuses the call as stale unless the instance is at this
	// version; 0 means any.
	IfVersion int64
	// Correlation is kept with the event: the request that this belongs to.
	Correlation string

	fingerprint string // what the key stands for
}

// Create makes an instance. The error is a *Refusal or that of the store.
func (s *Service[S]) Create(ctx context.Context, call Call) (Instance, error) {
	return s.run(ctx, "", call)
}

// Fire runs a command on an instance. The error is a *Refusal or that of the
// store.
func (s *Service[S]) Fire(ctx context.Context, id string, call Call) (Instance, error) {
	if !ValidID(id) {
		return Instance{}, refuse(CodeNotFound)
	}
	leave, err := s.gate.enter(ctx, id)
	if err != nil {
		return Instance{}, err
	}
	defer leave()
	return s.run(ctx, id, call)
}

// run answers from what is stored under the call's key, or else decides. A
// refusal looks once more: the same call may have succeeded meanwhile.
func (s *Service[S]) run(ctx context.Context, id string, call Call) (Instance, error) {
	if call.Key != "" {
		call.fingerprint = s.fingerprint(call, id)
	}
	if answer, found, err := s.replay(ctx, call); found || err != nil {
		return answer, err
	}
	answer, err := s.decideUntilStored(ctx, id, call)
	if CodeOf(err) != "" {
		if earlier, found, lookupErr := s.replay(ctx, call); found || lookupErr != nil {
			return earlier, lookupErr
		}
	}
	return answer, err
}

func (s *Service[S]) decideUntilStored(ctx context.Context, id string, call Call) (Instance, error) {
	for attempt := range s.opts.Attempts {
		if err := pause(ctx, attempt); err != nil {
			return Instance{}, err
		}
		answer, err := s.decide(ctx, id, call)
		var conflict *eventstore.ConflictError
		switch {
		case errors.As(err, &conflict):
			continue
		case errors.Is(err, eventstore.ErrKeyReused):
			return Instance{}, refuse(CodeKeyReused)
		default:
			return answer, err
		}
	}
	return Instance{}, refuse(CodeConflict)
}

// pause waits before another attempt, for longer each time and never the same,
// so that those who collided do not collide again.
func pause(ctx context.Context, attempt int) error {
	if attempt == 0 {
		return ctx.Err()
	}
	longest := min(time.Millisecond<<attempt, 100*time.Millisecond)
	timer := time.NewTimer(rand.N(longest))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// decide is one attempt: load, decide, append.
func (s *Service[S]) decide(ctx context.Context, id string, call Call) (Instance, error) {
	l, err := s.current(ctx, id, call)
	if err != nil {
		return Instance{}, err
	}
	if id == "" {
		id = s.newID()
	}
	at, std := s.now()
	decision, err := s.model.Decide(l.state, Request{Command: call.Command, Input: call.Input, Actor: call.Actor, At: at})
	if err != nil {
		return Instance{}, err
	}
	result, err := s.store.Append(ctx, s.appendRequest(id, l.version, call, decision.Event, std))
	if err != nil {
		return Instance{}, fmt.Errorf("append to %s: %w", s.stream(id), err)
	}
	if result.Replayed {
		return s.answerOf(ctx, result)
	}
	if l.version == 0 {
		l.created = at
	}
	l.state, l.version, l.updated = decision.State, l.version+1, at
	return s.instance(id, l), nil
}

// current returns the state in which the call is decided: step 1 of a decision,
// and the version that the caller has seen.
func (s *Service[S]) current(ctx context.Context, id string, call Call) (loaded[S], error) {
	creates, known := s.model.Creates(call.Command)
	if !known {
		return loaded[S]{}, fmt.Errorf("aggregate %s: no command %q", s.Slug(), call.Command)
	}
	var l loaded[S]
	if id == "" {
		l.state = s.model.Initial()
	} else {
		var err error
		if l, err = s.load(ctx, s.stream(id)); err != nil {
			return l, err
		}
	}
	switch {
	case l.version == 0 && !creates:
		return l, refuse(CodeNotFound)
	case l.version > 0 && creates:
		return l, refuse(CodeExists)
	case call.IfVersion != 0 && call.IfVersion != l.version:
		return l, refuse(CodeStale)
	default:
		return l, nil
	}
}

func (s *Service[S]) appendRequest(id string, version int64, call Call, ev eventstore.NewEvent, at time.Time) eventstore.AppendRequest {
	expected := eventstore.NoStream()
	if version > 0 {
		expected = eventstore.Exact(version)
	}
	req := eventstore.AppendRequest{
		Writes: []eventstore.Write{{Stream: s.stream(id), Expected: expected, Events: []eventstore.NewEvent{ev}}},
		Meta:   eventstore.Metadata{Correlation: call.Correlation, ModelHash: s.model.Hash(), At: at},
	}
	if call.Actor != nil {
		req.Meta.Actor = call.Actor.ID
	}
	if call.Key != "" {
		req.Key, req.Fingerprint = storeKey(call.Key), call.fingerprint
	}
	return req
}
