package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"petri/eventstore"
	"petri/eventstore/admission"
	"petri/eventstore/tail"
)

const eventColumns = "position, stream, version, id, type, command, mode, data, schema_version, " +
	"actor, correlation, causation, model_hash, at"

// ReadStream implements eventstore.Store.
func (s *Store) ReadStream(ctx context.Context, stream string, from int64, max int) ([]eventstore.Event, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	if err := admission.ValidateName("stream", stream); err != nil {
		return nil, err
	}
	if err := admission.ValidatePage(from, max); err != nil {
		return nil, err
	}
	const query = "SELECT " + eventColumns + " FROM events WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?"
	return s.events(ctx, query, stream, from, max)
}

// ReadAll implements eventstore.Store.
func (s *Store) ReadAll(ctx context.Context, after int64, filter eventstore.Filter, max int) ([]eventstore.Event, int64, error) {
	if err := s.usable(ctx); err != nil {
		return nil, 0, err
	}
	if err := admission.ValidatePage(after, max); err != nil {
		return nil, 0, err
	}
	if err := admission.ValidateFilter(filter); err != nil {
		return nil, 0, err
	}
	head, err := s.head(ctx)
	if err != nil {
		return nil, 0, err
	}
	if head <= after {
		return nil, after, nil
	}
	// Up to head nothing changes any more, so that both reads agree.
	where, args, err := conditions(filter)
	if err != nil {
		return nil, 0, err
	}
	query := "SELECT " + eventColumns + " FROM events WHERE position > ? AND position <= ?" + where + " ORDER BY position LIMIT ?"
	events, err := s.events(ctx, query, append(append([]any{after, head}, args...), max)...)
	if err != nil {
		return nil, 0, err
	}
	if len(events) == max {
		return events, events[max-1].Position, nil
	}
	return events, head, nil
}

func conditions(f eventstore.Filter) (where string, args []any, err error) {
	if f.StreamPrefix != "" {
		where += " AND substr(stream, 1, length(?)) = ?"
		args = append(args, f.StreamPrefix, f.StreamPrefix)
	}
	if len(f.Types) > 0 {
		types, err := json.Marshal(f.Types)
		if err != nil {
			return "", nil, fmt.Errorf("sqlite: the types of a filter: %w", err)
		}
		where += " AND type IN (SELECT value FROM json_each(?))"
		args = append(args, string(types))
	}
	return where, args, nil
}

// Subscribe implements eventstore.Store.
func (s *Store) Subscribe(ctx context.Context, after int64, filter eventstore.Filter, handle func(context.Context, eventstore.Event) error) error {
	return tail.Source{Store: s, Added: &s.added, Poll: s.options.Poll, Closed: s.closing}.Follow(ctx, after, filter, handle)
}

// Head implements eventstore.Store.
func (s *Store) Head(ctx context.Context) (int64, error) {
	if err := s.usable(ctx); err != nil {
		return 0, err
	}
	return s.head(ctx)
}

func (s *Store) head(ctx context.Context) (int64, error) {
	var head int64
	_, err := s.one(ctx, "SELECT position FROM head", nil, &head)
	return head, err
}

// Streams implements eventstore.Store.
func (s *Store) Streams(ctx context.Context, prefix, after string, max int) ([]string, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	if err := admission.ValidateList(prefix, after, max); err != nil {
		return nil, err
	}
	// Names that start with prefix lie together in the order of octets, which
	// for UTF-8 is that of code points: read from the first until one differs.
	const query = "SELECT name FROM streams WHERE name >= ? AND name > ? ORDER BY name LIMIT ?"
	rows, err := s.reads.query(ctx, query, prefix, after, max)
	if err != nil {
		return nil, s.failed(ctx, "list streams", err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, s.failed(ctx, "list streams", err)
		}
		if !strings.HasPrefix(name, prefix) {
			break
		}
		names = append(names, name)
	}
	return names, s.failed(ctx, "list streams", rows.Err())
}

func (s *Store) events(ctx context.Context, query string, args ...any) ([]eventstore.Event, error) {
	rows, err := s.reads.query(ctx, query, args...)
	if err != nil {
		return nil, s.failed(ctx, "read events", err)
	}
	defer rows.Close()
	var events []eventstore.Event
	for rows.Next() {
		e, err := scanEvent(rows)
		if err != nil {
			return nil, s.failed(ctx, "read events", err)
		}
		events = append(events, e)
	}
	return events, s.failed(ctx, "read events", rows.Err())
}

func scanEvent(rows *sql.Rows) (eventstore.Event, error) {
	var e eventstore.Event
	var data []byte
	var at int64
	err := rows.Scan(&e.Position, &e.Stream, &e.Version, &e.ID, &e.Type, &e.Command, &e.Mode, &data, &e.SchemaVersion,
		&e.Actor, &e.Correlation, &e.Causation, &e.ModelHash, &at)
	e.Data, e.At = data, time.UnixMilli(at).UTC()
	return e, err
}

// one reads a single row and tells whether there is one.
func (s *Store) one(ctx context.Context, query string, args []any, into ...any) (bool, error) {
	rows, err := s.reads.query(ctx, query, args...)
	if err != nil {
		return false, s.failed(ctx, "read", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return false, s.failed(ctx, "read", rows.Err())
	}
	err = rows.Scan(into...)
	return err == nil, s.failed(ctx, "read", err)
}

// failed says what went wrong: the caller's context, a store closed meanwhile,
// or the database.
func (s *Store) failed(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	if stop := s.usable(ctx); stop != nil {
		return stop
	}
	return fmt.Errorf("sqlite: %s: %w", doing, err)
}
