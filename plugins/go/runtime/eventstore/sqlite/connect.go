package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	sqlitedriver "modernc.org/sqlite"
)

// oldestLibrary is the SQLite release that fixed the last known way for a
// write-ahead log to be corrupted by concurrent checkpoints.
var oldestLibrary = [3]int{3, 51, 3}

// setting is a pragma that was asked for and what it must answer when read back:
// a pragma that is misspelt, or that a build overrides, is silently ignored.
type setting struct{ name, asked, answer string }

var writerSettings = []setting{
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"foreign_keys", "ON", "1"},
	// A page that many transactions change is copied into the database once in
	// so many pages of the log (16 MB); the cache (32 MB) holds the inner pages
	// of the indexes.
	{"wal_autocheckpoint", "4000", "4000"},
	{"cache_size", "-32000", "-32000"},
}

var readerSettings = []setting{
	{"query_only", "ON", "1"},
	{"journal_mode", "WAL", "wal"},
}

// verified opens connections and refuses one whose settings did not take.
type verified struct {
	driver.Connector
	settings []setting
}

// open returns a pool of at most size connections with the settings.
func open(o Options, size int, settings []setting) (*sql.DB, error) {
	pragmas := make([]string, len(settings))
	for i, s := range settings {
		pragmas[i] = s.name + "(" + s.asked + ")"
	}
	connector, err := sqlitedriver.NewConnector(o.dsn(pragmas...))
	if err != nil {
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	db := sql.OpenDB(verified{Connector: connector, settings: settings})
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// Connect implements driver.Connector.
func (v verified) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := v.Connector.Connect(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqlite: open: %w", err)
	}
	if err := v.verify(ctx, conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

func (v verified) verify(ctx context.Context, conn driver.Conn) error {
	version, err := readBack(ctx, conn, "SELECT sqlite_version()")
	if err != nil {
		return err
	}
	if err := recentEnough(version); err != nil {
		return err
	}
	for _, s := range v.settings {
		got, err := readBack(ctx, conn, "PRAGMA "+s.name)
		if err != nil {
			return err
		}
		if got != s.answer {
			return fmt.Errorf("sqlite: %s was set to %s but reads back as %s", s.name, s.asked, got)
		}
	}
	return nil
}

func recentEnough(version string) error {
	var v [3]int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &v[0], &v[1], &v[2]); err != nil {
		return fmt.Errorf("sqlite: library version %q: %w", version, err)
	}
	for i := range v {
		if v[i] > oldestLibrary[i] {
			return nil
		}
		if v[i] < oldestLibrary[i] {
			return fmt.Errorf("sqlite: library %s is older than %d.%d.%d", version, oldestLibrary[0], oldestLibrary[1], oldestLibrary[2])
		}
	}
	return nil
}

// readBack returns the single value that a query answers with.
func readBack(ctx context.Context, conn driver.Conn, query string) (string, error) {
	q, ok := conn.(driver.QueryerContext)
	if !ok {
		return "", errors.New("sqlite: the driver cannot query")
	}
	rows, err := q.QueryContext(ctx, query, nil)
	if err != nil {
		return "", fmt.Errorf("sqlite: %s: %w", query, err)
	}
	defer rows.Close()
	row := make([]driver.Value, len(rows.Columns()))
	if err := rows.Next(row); err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("sqlite: %s: %w", query, err)
	}
	if len(row) != 1 || row[0] == nil {
		return "", fmt.Errorf("sqlite: %s has no answer", query)
	}
	return fmt.Sprint(row[0]), nil
}
