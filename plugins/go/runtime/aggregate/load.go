package aggregate

import (
	"context"
	"fmt"

	"petri/eventstore"
	"petri/value"
)

// page is how many events are read at once.
const page = 500

// loaded is an instance in memory. Version 0 means that it does not exist.
type loaded[S any] struct {
	state   S
	version int64
	created value.Time
	updated value.Time
	folded  int // events that were folded to get here
}

// load returns the newest state of a stream.
func (s *Service[S]) load(ctx context.Context, stream string) (loaded[S], error) {
	l := s.fromSnapshot(ctx, stream)
	for {
		events, err := s.store.ReadStream(ctx, stream, l.version+1, page)
		if err != nil {
			return l, fmt.Errorf("read %s: %w", stream, err)
		}
		for _, ev := range events {
			if err := s.fold(&l, ev); err != nil {
				return l, err
			}
		}
		if len(events) < page {
			s.saveSnapshot(ctx, stream, l)
			return l, nil
		}
	}
}

// loadAt returns the state of a stream at a version that it has reached, folded
// from the beginning; version 0 when it has not.
func (s *Service[S]) loadAt(ctx context.Context, stream string, version int64) (loaded[S], error) {
	l := loaded[S]{state: s.model.Initial()}
	for l.version < version {
		events, err := s.store.ReadStream(ctx, stream, l.version+1, int(min(page, version-l.version)))
		if err != nil {
			return l, fmt.Errorf("read %s: %w", stream, err)
		}
		if len(events) == 0 {
			return loaded[S]{}, nil
		}
		for _, ev := range events {
			if err := s.fold(&l, ev); err != nil {
				return l, err
			}
		}
	}
	return l, nil
}

// fold applies the event that follows.
func (s *Service[S]) fold(l *loaded[S], ev eventstore.Event) error {
	if ev.Version != l.version+1 {
		return fmt.Errorf("fold %s: version %d follows %d", ev.Stream, ev.Version, l.version)
	}
	state, err := s.model.Apply(l.state, ev)
	if err != nil {
		return fmt.Errorf("fold %s at version %d (%s): %w", ev.Stream, ev.Version, ev.Type, err)
	}
	at, ok := value.TimeOf(ev.At)
	if !ok {
		return fmt.Errorf("fold %s at version %d: the time %s cannot be kept", ev.Stream, ev.Version, ev.At)
	}
	if ev.Version == 1 {
		l.created = at
	}
	l.state, l.version, l.updated = state, ev.Version, at
	l.folded++
	return nil
}

// instance is what callers see of l.
func (s *Service[S]) instance(id string, l loaded[S]) Instance {
	return Instance{
		ID: id, Version: l.version,
		Marking: s.model.Marking(l.state), Data: s.model.Data(l.state),
		Enabled:   s.model.Enabled(l.state),
		CreatedAt: l.created, UpdatedAt: l.updated,
	}
}
