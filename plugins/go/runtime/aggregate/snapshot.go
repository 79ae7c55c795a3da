package aggregate

import (
	"context"
	"fmt"

	"petri/eventstore"
	"petri/value"
)

// fromSnapshot returns the newest snapshot, or the state before the first event.
// A snapshot is a cache: one that cannot be read costs time and is logged.
func (s *Service[S]) fromSnapshot(ctx context.Context, stream string) loaded[S] {
	fresh := loaded[S]{state: s.model.Initial()}
	if s.opts.SnapshotEvery < 1 {
		return fresh
	}
	snapshot, found, err := s.store.LoadSnapshot(ctx, stream, s.model.Hash())
	if err == nil && !found {
		return fresh
	}
	var l loaded[S]
	if err == nil {
		l, err = s.readSnapshot(snapshot)
	}
	if err != nil {
		s.opts.Log.WarnContext(ctx, "snapshot not used", "stream", stream, "error", err)
		return fresh
	}
	return l
}

func (s *Service[S]) readSnapshot(snapshot eventstore.Snapshot) (loaded[S], error) {
	l := loaded[S]{version: snapshot.Version}
	node, err := value.ParseObject(snapshot.State)
	if err != nil {
		return l, err
	}
	r := value.NewReader(node)
	l.created = value.Required(r, "created_at", value.Instant)
	l.updated = value.Required(r, "updated_at", value.Instant)
	marking := value.Required(r, "marking", value.Any)
	data := value.Required(r, "data", value.Any)
	if err := r.Err(); err != nil {
		return l, fmt.Errorf("read the snapshot: %w", err)
	}
	l.state, err = s.model.Restore(marking.Node(), data.Node())
	return l, err
}

// saveSnapshot keeps l when reaching it took many events.
func (s *Service[S]) saveSnapshot(ctx context.Context, stream string, l loaded[S]) {
	if s.opts.SnapshotEvery < 1 || l.folded < s.opts.SnapshotEvery {
		return
	}
	var w value.Writer
	value.Put(&w, "created_at", value.Instant, l.created)
	value.Put(&w, "updated_at", value.Instant, l.updated)
	value.PutRaw(&w, "marking", s.model.Marking(l.state))
	value.PutRaw(&w, "data", s.model.Data(l.state))
	err := s.store.SaveSnapshot(ctx, eventstore.Snapshot{
		Stream: stream, Version: l.version, ReducerHash: s.model.Hash(), State: w.JSON(),
	})
	if err != nil {
		s.opts.Log.WarnContext(ctx, "snapshot not saved", "stream", stream, "error", err)
	}
}
