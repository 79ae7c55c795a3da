package aggregate

import (
	"context"
	"fmt"

	"petri/eventstore"
	"petri/value"
)

// maxID bounds the identity in a path.
const maxID = 64

// ValidID tells whether an instance could have this identity.
func ValidID(id string) bool {
	if id == "" || len(id) > maxID {
		return false
	}
	for i := range len(id) {
		c := id[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// Get returns an instance, or a *Refusal with CodeNotFound.
func (s *Service[S]) Get(ctx context.Context, id string) (Instance, error) {
	if !ValidID(id) {
		return Instance{}, refuse(CodeNotFound)
	}
	l, err := s.load(ctx, s.stream(id))
	if err != nil {
		return Instance{}, err
	}
	if l.version == 0 {
		return Instance{}, refuse(CodeNotFound)
	}
	return s.instance(id, l), nil
}

// At returns an instance as it was at a version, or a *Refusal with CodeNotFound
// when it has not reached it.
func (s *Service[S]) At(ctx context.Context, id string, version int64) (Instance, error) {
	if !ValidID(id) || version < 1 {
		return Instance{}, refuse(CodeNotFound)
	}
	l, err := s.loadAt(ctx, s.stream(id), version)
	if err != nil {
		return Instance{}, err
	}
	if l.version == 0 {
		return Instance{}, refuse(CodeNotFound)
	}
	return s.instance(id, l), nil
}

// History returns up to limit events with a version above after, oldest first,
// and the version to go on from, 0 at the end.
func (s *Service[S]) History(ctx context.Context, id string, after int64, limit int) ([]Event, int64, error) {
	if !ValidID(id) {
		return nil, 0, refuse(CodeNotFound)
	}
	stored, err := s.store.ReadStream(ctx, s.stream(id), after+1, limit+1)
	if err != nil {
		return nil, 0, fmt.Errorf("read the history of %s: %w", id, err)
	}
	if len(stored) == 0 {
		if err := s.mustExist(ctx, id, after); err != nil {
			return nil, 0, err
		}
	}
	next := int64(0)
	if len(stored) > limit {
		stored = stored[:limit]
		next = stored[limit-1].Version
	}
	events := make([]Event, len(stored))
	for i, ev := range stored {
		if events[i], err = eventOf(ev); err != nil {
			return nil, 0, err
		}
	}
	return events, next, nil
}

// mustExist tells an instance without newer events from none at all.
func (s *Service[S]) mustExist(ctx context.Context, id string, after int64) error {
	if after > 0 {
		first, err := s.store.ReadStream(ctx, s.stream(id), 1, 1)
		if err != nil {
			return fmt.Errorf("read the history of %s: %w", id, err)
		}
		if len(first) > 0 {
			return nil
		}
	}
	return refuse(CodeNotFound)
}

func eventOf(ev eventstore.Event) (Event, error) {
	at, ok := value.TimeOf(ev.At)
	if !ok {
		return Event{}, fmt.Errorf("event %s: the time %s cannot be shown", ev.ID, ev.At)
	}
	shown := Event{
		ID: ev.ID, Version: ev.Version, Type: ev.Type, Command: ev.Command, Mode: ev.Mode,
		Data: ev.Data, At: at, SchemaVersion: ev.SchemaVersion,
	}
	if ev.Actor != "" {
		shown.Actor = &ev.Actor
	}
	return shown, nil
}

// List returns up to limit instances with an identity above after, in the order
// of their identities, and the identity to go on from, "" at the end.
func (s *Service[S]) List(ctx context.Context, after string, limit int) ([]Instance, string, error) {
	from := ""
	if after != "" {
		from = s.stream(after)
	}
	streams, err := s.store.Streams(ctx, s.prefix, from, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("list %s: %w", s.Slug(), err)
	}
	next := ""
	if len(streams) > limit {
		streams = streams[:limit]
		next = s.id(streams[limit-1])
	}
	instances := make([]Instance, len(streams))
	for i, stream := range streams {
		l, err := s.load(ctx, stream)
		if err != nil {
			return nil, "", err
		}
		instances[i] = s.instance(s.id(stream), l)
	}
	return instances, next, nil
}
