package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"petri/eventstore"
	"petri/eventstore/admission"
)

const (
	upsertStream = "INSERT INTO streams (name, version) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version"
	insertEvent  = "INSERT INTO events (" + eventColumns + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	insertKey    = "INSERT INTO append_keys (key, fingerprint, versions, first_position, events) VALUES (?, ?, ?, ?, ?)"
	updateHead   = "UPDATE head SET position = ?"
	// An older snapshot does not replace a newer one.
	upsertSnapshot = "INSERT INTO snapshots (stream, reducer_hash, version, state) VALUES (?, ?, ?, ?) " +
		"ON CONFLICT (stream, reducer_hash) DO UPDATE SET version = excluded.version, state = excluded.state " +
		"WHERE excluded.version >= snapshots.version"
	upsertCheckpoint = "INSERT INTO checkpoints (name, position) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET position = excluded.position"
)

// insert writes what the jobs of a batch have added to it.
func (w *writer) insert(ctx context.Context, b *batch) error {
	for stream := range b.written {
		if err := w.exec(ctx, upsertStream, stream, b.versions[stream]); err != nil {
			return err
		}
	}
	for _, e := range b.events {
		if err := w.exec(ctx, insertEvent, row(e)...); err != nil {
			return err
		}
	}
	for _, k := range b.keys {
		if err := w.insertKey(ctx, k); err != nil {
			return err
		}
	}
	if len(b.events) > 0 {
		if err := w.exec(ctx, updateHead, b.head); err != nil {
			return err
		}
	}
	return w.insertCaches(ctx, b)
}

func (w *writer) insertKey(ctx context.Context, k admission.Record) error {
	versions, err := json.Marshal(k.Result.Versions)
	if err != nil {
		return fmt.Errorf("sqlite: store the result of a key: %w", err)
	}
	positions := k.Result.Positions
	return w.exec(ctx, insertKey, k.Key, k.Fingerprint, string(versions), positions[0], len(positions))
}

func (w *writer) insertCaches(ctx context.Context, b *batch) error {
	for _, s := range b.snapshots {
		if err := w.exec(ctx, upsertSnapshot, s.Stream, s.ReducerHash, s.Version, string(s.State)); err != nil {
			return err
		}
	}
	for _, c := range b.checkpoints {
		if err := w.exec(ctx, upsertCheckpoint, c.name, c.position); err != nil {
			return err
		}
	}
	return nil
}

// row is an event in the order of eventColumns.
func row(e eventstore.Event) []any {
	return []any{
		e.Position, e.Stream, e.Version, e.ID, e.Type, e.Command, e.Mode, string(e.Data), e.SchemaVersion,
		e.Actor, e.Correlation, e.Causation, e.ModelHash, e.At.UnixMilli(),
	}
}
