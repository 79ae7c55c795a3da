package memory

import (
	"context"
	"slices"
	"strings"

	"petri/eventstore"
	"petri/eventstore/admission"
	"petri/eventstore/tail"
)

// Lookup implements eventstore.Store.
func (s *Store) Lookup(ctx context.Context, key, fingerprint string) (eventstore.AppendResult, bool, error) {
	if err := s.Ping(ctx); err != nil {
		return eventstore.AppendResult{}, false, err
	}
	if err := admission.ValidateName("key", key); err != nil {
		return eventstore.AppendResult{}, false, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	record, used := s.records[key]
	if !used {
		return eventstore.AppendResult{}, false, nil
	}
	result, err := record.Replay(fingerprint)
	return result, err == nil, err
}

// ReadStream implements eventstore.Store.
func (s *Store) ReadStream(ctx context.Context, stream string, from int64, limit int) ([]eventstore.Event, error) {
	if err := s.Ping(ctx); err != nil {
		return nil, err
	}
	if err := admission.ValidateName("stream", stream); err != nil {
		return nil, err
	}
	if err := admission.ValidatePage(from, limit); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	positions := s.streams[stream]
	first := min(max(from-1, 0), int64(len(positions)))
	positions = positions[first:]
	events := make([]eventstore.Event, 0, min(limit, len(positions)))
	for _, p := range positions[:min(limit, len(positions))] {
		events = append(events, copyOf(s.log[p-1]))
	}
	return events, nil
}

// ReadAll implements eventstore.Store.
func (s *Store) ReadAll(ctx context.Context, after int64, filter eventstore.Filter, limit int) ([]eventstore.Event, int64, error) {
	if err := s.Ping(ctx); err != nil {
		return nil, 0, err
	}
	if err := admission.ValidatePage(after, limit); err != nil {
		return nil, 0, err
	}
	if err := admission.ValidateFilter(filter); err != nil {
		return nil, 0, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	var events []eventstore.Event
	for p := after; p < int64(len(s.log)); p++ {
		if !passes(filter, s.log[p]) {
			continue
		}
		events = append(events, copyOf(s.log[p]))
		if len(events) == limit {
			return events, p + 1, nil
		}
	}
	return events, max(after, int64(len(s.log))), nil
}

// Subscribe implements eventstore.Store.
func (s *Store) Subscribe(ctx context.Context, after int64, filter eventstore.Filter, handle func(context.Context, eventstore.Event) error) error {
	return tail.Source{Store: s, Added: &s.added, Poll: poll, Closed: s.closed}.Follow(ctx, after, filter, handle)
}

// Head implements eventstore.Store.
func (s *Store) Head(ctx context.Context) (int64, error) {
	if err := s.Ping(ctx); err != nil {
		return 0, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return int64(len(s.log)), nil
}

// Streams implements eventstore.Store.
func (s *Store) Streams(ctx context.Context, prefix, after string, limit int) ([]string, error) {
	if err := s.Ping(ctx); err != nil {
		return nil, err
	}
	if err := admission.ValidateList(prefix, after, limit); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	var names []string
	first, found := slices.BinarySearch(s.names, after)
	if found {
		first++
	}
	for _, name := range s.names[first:] {
		if len(names) == limit {
			break
		}
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	return names, nil
}

func passes(f eventstore.Filter, e eventstore.Event) bool {
	return strings.HasPrefix(e.Stream, f.StreamPrefix) &&
		(len(f.Types) == 0 || slices.Contains(f.Types, e.Type))
}

// copyOf lets the caller change the data without changing history.
func copyOf(e eventstore.Event) eventstore.Event {
	e.Data = slices.Clone(e.Data)
	return e
}
