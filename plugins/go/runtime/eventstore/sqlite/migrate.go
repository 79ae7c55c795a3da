package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema to the newest version, each step in a transaction
// that also records it, and refuses a file that a newer program has changed.
func migrate(ctx context.Context, db *sql.DB) error {
	// Sorted by name, and the first name is that of version 1.
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("sqlite: list migrations: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("sqlite: migrate: %w", err)
	}
	if err := migrateFrom(ctx, tx, files); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("sqlite: migrate: %w", err)
	}
	return nil
}

func migrateFrom(ctx context.Context, tx *sql.Tx, files []string) error {
	version, err := schemaVersion(ctx, tx)
	if err != nil {
		return fmt.Errorf("sqlite: read the schema's version: %w", err)
	}
	if version > len(files) {
		return fmt.Errorf("sqlite: the file has schema %d and this program knows up to %d: use a newer program", version, len(files))
	}
	for i := version; i < len(files); i++ {
		statements, err := migrations.ReadFile(files[i])
		if err != nil {
			return fmt.Errorf("sqlite: read %s: %w", files[i], err)
		}
		if _, err := tx.ExecContext(ctx, string(statements)); err != nil {
			return fmt.Errorf("sqlite: run %s: %w", files[i], err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO eventstore_schema (version) VALUES (?)", i+1); err != nil {
			return fmt.Errorf("sqlite: record %s: %w", files[i], err)
		}
	}
	return nil
}

func schemaVersion(ctx context.Context, tx *sql.Tx) (int, error) {
	const create = "CREATE TABLE IF NOT EXISTS eventstore_schema (version INTEGER PRIMARY KEY) STRICT"
	if _, err := tx.ExecContext(ctx, create); err != nil {
		return 0, err
	}
	var version int
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM eventstore_schema").Scan(&version)
	return version, err
}
