package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
)

// writer holds the connection that writes and its prepared statements. Both are
// dropped after a failure and made again for the next transaction.
type writer struct {
	db   *sql.DB
	conn *sql.Conn
	stmt map[string]*sql.Stmt
}

func (w *writer) begin(ctx context.Context) error {
	if w.conn == nil {
		conn, err := w.db.Conn(ctx)
		if err != nil {
			return fmt.Errorf("sqlite: connect: %w", err)
		}
		w.conn, w.stmt = conn, map[string]*sql.Stmt{}
	}
	if err := w.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return errors.Join(err, w.drop())
	}
	return nil
}

func (w *writer) commit(ctx context.Context) error { return w.exec(ctx, "COMMIT") }

func (w *writer) rollback(ctx context.Context) error {
	if err := w.exec(ctx, "ROLLBACK"); err != nil {
		return errors.Join(err, w.drop())
	}
	return nil
}

// abandon ends a transaction that failed, whatever state it is in, by closing
// its connection.
func (w *writer) abandon(ctx context.Context, cause error) error {
	// The failure may already have ended the transaction, so that an error
	// here says nothing; closing the connection is what counts.
	_ = w.exec(ctx, "ROLLBACK")
	return errors.Join(cause, w.drop())
}

func (w *writer) drop() error {
	if w.conn == nil {
		return nil
	}
	for _, s := range w.stmt {
		s.Close()
	}
	err := w.conn.Raw(func(any) error { return driver.ErrBadConn })
	w.conn.Close()
	w.conn, w.stmt = nil, nil
	if err != nil && !errors.Is(err, driver.ErrBadConn) {
		return fmt.Errorf("sqlite: drop the connection: %w", err)
	}
	return nil
}

// prepared returns the statement for a query, made once for a connection.
func (w *writer) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := w.stmt[query]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("sqlite: prepare %s: %w", query, err)
	}
	w.stmt[query] = s
	return s, nil
}

func (w *writer) exec(ctx context.Context, query string, args ...any) error {
	s, err := w.prepared(ctx, query)
	if err != nil {
		return err
	}
	if _, err := s.ExecContext(ctx, args...); err != nil {
		return fmt.Errorf("sqlite: %s: %w", query, err)
	}
	return nil
}

// scanner is the current row of a query.
type scanner interface{ Scan(into ...any) error }

// each hands over the rows of a query, whose parameter, if it has one, is a JSON
// list of names.
func (w *writer) each(ctx context.Context, query string, names []string, row func(scanner) error) error {
	s, err := w.prepared(ctx, query)
	if err != nil {
		return err
	}
	var args []any
	if names != nil {
		list, err := json.Marshal(names)
		if err != nil {
			return fmt.Errorf("sqlite: %s: %w", query, err)
		}
		args = []any{string(list)}
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return fmt.Errorf("sqlite: %s: %w", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return fmt.Errorf("sqlite: %s: %w", query, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("sqlite: %s: %w", query, err)
	}
	return nil
}
