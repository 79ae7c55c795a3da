package memory

import (
	"context"
	"slices"

	"petri/eventstore"
	"petri/eventstore/admission"
)

// LoadSnapshot implements eventstore.Store.
func (s *Store) LoadSnapshot(ctx context.Context, stream, reducerHash string) (eventstore.Snapshot, bool, error) {
	if err := s.Ping(ctx); err != nil {
		return eventstore.Snapshot{}, false, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	snapshot, found := s.snapshots[[2]string{stream, reducerHash}]
	snapshot.State = slices.Clone(snapshot.State)
	return snapshot, found, nil
}

// SaveSnapshot implements eventstore.Store.
func (s *Store) SaveSnapshot(ctx context.Context, snapshot eventstore.Snapshot) error {
	if err := s.Ping(ctx); err != nil {
		return err
	}
	snapshot, err := admission.ValidateSnapshot(snapshot)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := admission.ValidateReached(snapshot, s.version(snapshot.Stream)); err != nil {
		return err
	}
	key := [2]string{snapshot.Stream, snapshot.ReducerHash}
	if s.snapshots[key].Version <= snapshot.Version {
		s.snapshots[key] = snapshot
	}
	return nil
}

// LoadCheckpoint implements eventstore.Store.
func (s *Store) LoadCheckpoint(ctx context.Context, name string) (int64, error) {
	if err := s.Ping(ctx); err != nil {
		return 0, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.checkpoints[name], nil
}

// SaveCheckpoint implements eventstore.Store.
func (s *Store) SaveCheckpoint(ctx context.Context, name string, position int64) error {
	if err := s.Ping(ctx); err != nil {
		return err
	}
	if err := admission.ValidateName("checkpoint", name); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := admission.ValidateCheckpoint(position, int64(len(s.log))); err != nil {
		return err
	}
	s.checkpoints[name] = position
	return nil
}
