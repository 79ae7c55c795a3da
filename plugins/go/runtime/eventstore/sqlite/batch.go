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

// load reads everything that the group's decisions depend on.
func (w *writer) load(ctx context.Context, group []*job) (*batch, error) {
	b := &batch{versions: map[string]int64{}, records: map[string]admission.Record{}, written: map[string]bool{}}
	if _, err := w.scan(ctx, "SELECT position FROM head", nil, &b.head); err != nil {
		return nil, err
	}
	for _, j := range group {
		for _, stream := range j.stream {
			if err := w.loadVersion(ctx, b, stream); err != nil {
				return nil, err
			}
		}
		if err := w.loadRecord(ctx, b, j.key); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (w *writer) loadVersion(ctx context.Context, b *batch, stream string) error {
	if _, known := b.versions[stream]; known {
		return nil
	}
	var version int64
	_, err := w.scan(ctx, "SELECT version FROM streams WHERE name = ?", []any{stream}, &version)
	b.versions[stream] = version
	return err
}

const selectRecord = "SELECT fingerprint, versions, first_position, events FROM append_keys WHERE key = ?"

func (w *writer) loadRecord(ctx context.Context, b *batch, key string) error {
	if key == "" {
		return nil
	}
	var row recordRow
	found, err := w.scan(ctx, selectRecord, []any{key}, row.columns()...)
	if err != nil || !found {
		return err
	}
	b.records[key], err = row.record(key)
	return err
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
