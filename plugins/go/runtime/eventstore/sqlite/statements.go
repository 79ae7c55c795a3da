package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// statements are the prepared queries of the readers. A query's text never
// depends on what is asked for, so that they stay few.
type statements struct {
	db   *sql.DB
	made sync.Map // *sql.Stmt by query
}

// query runs a query that is prepared once for each connection.
func (s *statements) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := s.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

func (s *statements) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if made, ok := s.made.Load(query); ok {
		return made.(*sql.Stmt), nil
	}
	stmt, err := s.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", query, err)
	}
	made, raced := s.made.LoadOrStore(query, stmt)
	if raced {
		stmt.Close()
	}
	return made.(*sql.Stmt), nil
}
