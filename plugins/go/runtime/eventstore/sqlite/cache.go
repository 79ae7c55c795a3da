package sqlite

import (
	"context"

	"petri/eventstore"
	"petri/eventstore/admission"
)

// Lookup implements eventstore.Store.
func (s *Store) Lookup(ctx context.Context, key, fingerprint string) (eventstore.AppendResult, bool, error) {
	if err := s.usable(ctx); err != nil {
		return eventstore.AppendResult{}, false, err
	}
	if err := admission.ValidateName("key", key); err != nil {
		return eventstore.AppendResult{}, false, err
	}
	var row recordRow
	found, err := s.one(ctx, selectRecord, []any{key}, row.columns()...)
	if err != nil || !found {
		return eventstore.AppendResult{}, false, err
	}
	record, err := row.record(key)
	if err != nil {
		return eventstore.AppendResult{}, false, err
	}
	result, err := record.Replay(fingerprint)
	return result, err == nil, err
}

// LoadSnapshot implements eventstore.Store.
func (s *Store) LoadSnapshot(ctx context.Context, stream, reducerHash string) (eventstore.Snapshot, bool, error) {
	if err := s.usable(ctx); err != nil {
		return eventstore.Snapshot{}, false, err
	}
	snapshot := eventstore.Snapshot{Stream: stream, ReducerHash: reducerHash}
	var state []byte
	const query = "SELECT version, state FROM snapshots WHERE stream = ? AND reducer_hash = ?"
	found, err := s.one(ctx, query, []any{stream, reducerHash}, &snapshot.Version, &state)
	if err != nil || !found {
		return eventstore.Snapshot{}, false, err
	}
	snapshot.State = state
	return snapshot, true, nil
}

// SaveSnapshot implements eventstore.Store.
func (s *Store) SaveSnapshot(ctx context.Context, snapshot eventstore.Snapshot) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	snapshot, err := admission.ValidateSnapshot(snapshot)
	if err != nil {
		return err
	}
	j := &job{stream: []string{snapshot.Stream}, size: len(snapshot.State)}
	j.decide = func(b *batch) error {
		if err := admission.ValidateReached(snapshot, b.version(snapshot.Stream)); err != nil {
			return err
		}
		b.snapshots = append(b.snapshots, snapshot)
		return nil
	}
	return s.do(ctx, j)
}

// LoadCheckpoint implements eventstore.Store.
func (s *Store) LoadCheckpoint(ctx context.Context, name string) (int64, error) {
	if err := s.usable(ctx); err != nil {
		return 0, err
	}
	var position int64
	_, err := s.one(ctx, "SELECT position FROM checkpoints WHERE name = ?", []any{name}, &position)
	return position, err
}

// SaveCheckpoint implements eventstore.Store.
func (s *Store) SaveCheckpoint(ctx context.Context, name string, position int64) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	if err := admission.ValidateName("checkpoint", name); err != nil {
		return err
	}
	j := &job{size: rowOverhead}
	j.decide = func(b *batch) error {
		if err := admission.ValidateCheckpoint(position, b.head); err != nil {
			return err
		}
		b.checkpoints = append(b.checkpoints, checkpoint{name: name, position: position})
		return nil
	}
	return s.do(ctx, j)
}
