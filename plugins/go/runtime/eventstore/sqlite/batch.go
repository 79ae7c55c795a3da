package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"petri/eventstore"
	"petri/eventstore/admission"
)

// batch is the state that the jobs of one transaction are decided on, and what
// they add to it.
type batch struct {
	head     int64
	versions map[string]int64
	records  map[string]admission.Record

	events      []eventstore.Event
	written     map[string]bool // streams that events were added to
	keys        []admission.Record
	snapshots   []eventstore.Snapshot
	checkpoints []checkpoint
}

type checkpoint struct {
	name     string
	position int64
}

func (b *batch) version(stream string) int64 { return b.versions[stream] }

func (b *batch) empty() bool {
	return len(b.events) == 0 && len(b.snapshots) == 0 && len(b.checkpoints) == 0
}

// load reads everything that the group's decisions depend on, with one query a
// table however many jobs there are.
func (w *writer) load(ctx context.Context, group []*job) (*batch, error) {
	b := &batch{versions: map[string]int64{}, records: map[string]admission.Record{}, written: map[string]bool{}}
	if err := w.each(ctx, "SELECT position FROM head", nil, func(row scanner) error { return row.Scan(&b.head) }); err != nil {
		return nil, err
	}
	var streams, keys []string
	for _, j := range group {
		streams = append(streams, j.stream...)
		if j.key != "" {
			keys = append(keys, j.key)
		}
	}
	if err := w.loadVersions(ctx, b, streams); err != nil {
		return nil, err
	}
	return b, w.loadRecords(ctx, b, keys)
}

// The names are one parameter, so that the statement is prepared once.
const (
	selectVersions = "SELECT name, version FROM streams WHERE name IN (SELECT value FROM json_each(?))"
	selectRecords  = "SELECT key, " + recordColumns + " FROM append_keys WHERE key IN (SELECT value FROM json_each(?))"
	selectRecord   = "SELECT " + recordColumns + " FROM append_keys WHERE key = ?"
	recordColumns  = "fingerprint, versions, first_position, events"
)

func (w *writer) loadVersions(ctx context.Context, b *batch, streams []string) error {
	if len(streams) == 0 {
		return nil
	}
	return w.each(ctx, selectVersions, streams, func(row scanner) error {
		var name string
		var version int64
		err := row.Scan(&name, &version)
		b.versions[name] = version
		return err
	})
}

func (w *writer) loadRecords(ctx context.Context, b *batch, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return w.each(ctx, selectRecords, keys, func(row scanner) error {
		var key string
		var r recordRow
		if err := row.Scan(append([]any{&key}, r.columns()...)...); err != nil {
			return err
		}
		record, err := r.record(key)
		b.records[key] = record
		return err
	})
}

// recordRow is a row of append_keys without its key.
type recordRow struct {
	fingerprint   string
	versions      []byte
	first, events int64
}

func (r *recordRow) columns() []any {
	return []any{&r.fingerprint, &r.versions, &r.first, &r.events}
}

func (r *recordRow) record(key string) (admission.Record, error) {
	record := admission.Record{Key: key, Fingerprint: r.fingerprint}
	if err := json.Unmarshal(r.versions, &record.Result.Versions); err != nil {
		return record, fmt.Errorf("sqlite: the stored result of a key: %w", err)
	}
	for i := range r.events {
		record.Result.Positions = append(record.Result.Positions, r.first+i)
	}
	return record, nil
}
