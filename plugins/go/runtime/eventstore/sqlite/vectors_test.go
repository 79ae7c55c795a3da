package sqlite_test

import (
	"path/filepath"
	"testing"

	"petri/eventstore"
	"petri/eventstore/sqlite"
	"petri/eventstore/suite"
)

func TestSQLitePassesTheVectors(t *testing.T) {
	paths := map[eventstore.Store]string{}
	suite.Run(t, suite.Adapter{
		Open: func(t *testing.T) eventstore.Store {
			path := filepath.Join(t.TempDir(), "events.db")
			s := openAt(t, path)
			paths[s] = path
			return s
		},
		Reopen: func(t *testing.T, s eventstore.Store) eventstore.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			again := openAt(t, paths[s])
			paths[again] = paths[s]
			return again
		},
	})
}

func open(t testing.TB) *sqlite.Store {
	return openAt(t, filepath.Join(t.TempDir(), "events.db"))
}

func openAt(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
