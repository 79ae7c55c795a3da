package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"petri/eventstore"
)

func opened(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func refused(t *testing.T, o Options, why string) {
	t.Helper()
	s, err := Open(t.Context(), o)
	if err == nil {
		s.Close()
		t.Fatalf("opened, although %s", why)
	}
	if !strings.Contains(err.Error(), why) {
		t.Errorf("refused with %v, expected %s", err, why)
	}
}

func TestOpenRefusesWhatCannotKeepItsPromises(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.db")
	refused(t, Options{}, "the path of the database file is missing")
	refused(t, Options{Path: path, Readers: -1}, "an option is negative")
	refused(t, Options{Path: path, Poll: -time.Second}, "an option is negative")
	refused(t, Options{Path: ":memory:"}, "journal_mode was set to WAL but reads back as memory")
	refused(t, Options{Path: filepath.Join(t.TempDir(), "missing", "events.db")}, "open")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, Options{Path: path}, "not a database")
}

func TestOpenRefusesASettingThatDoesNotReadBack(t *testing.T) {
	for i, wrong := range []string{"delete", "1", "0"} {
		settings := writerSettings
		writerSettings = append([]setting(nil), settings...)
		writerSettings[i].answer = wrong
		refused(t, Options{Path: filepath.Join(t.TempDir(), "events.db")}, "but reads back as "+settings[i].answer)
		writerSettings = settings
	}
}

func TestOpenRefusesASchemaThatIsNewerThanTheProgram(t *testing.T) {
	s := opened(t, filepath.Join(t.TempDir(), "events.db"))
	if _, err := s.reads.db.Exec("PRAGMA query_only = OFF"); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", s.options.dsn())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO eventstore_schema (version) VALUES (99)"); err != nil {
		t.Fatal(err)
	}
	refused(t, Options{Path: s.options.Path}, "the file has schema 99 and this program knows up to 1")
}

func TestOnlyALibraryFromTheFirstSafeReleaseOnIsAccepted(t *testing.T) {
	for version, accepted := range map[string]bool{
		"3.51.3": true, "3.51.10": true, "3.52.0": true, "4.0.0": true,
		"3.51.2": false, "3.50.9": false, "3.9.99": false, "2.99.99": false, "new": false,
	} {
		if err := recentEnough(version); (err == nil) != accepted {
			t.Errorf("%s: %v", version, err)
		}
	}
}

func TestEveryConnectionThatWritesSyncsFully(t *testing.T) {
	s := opened(t, filepath.Join(t.TempDir(), "events.db"))
	w := &writer{db: s.writes}
	s.Close()
	db, err := open(s.options, 1, writerSettings)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w = &writer{db: db}
	for range 3 { // a connection that was dropped is replaced by another
		if err := w.begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		var level int
		if err := w.each(t.Context(), "PRAGMA synchronous", nil, func(row scanner) error { return row.Scan(&level) }); err != nil || level != 2 {
			t.Errorf("synchronous is %d, %v", level, err)
		}
		if err := w.abandon(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
}

func TestHistoryCannotBeChangedOrRemoved(t *testing.T) {
	s := opened(t, filepath.Join(t.TempDir(), "events.db"))
	if _, err := s.Append(t.Context(), write("a", eventstore.NoStream())); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", s.options.dsn())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{"UPDATE events SET data = '{}'", "DELETE FROM events"} {
		if _, err := db.Exec(statement); err == nil || !strings.Contains(err.Error(), "history is immutable") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

func TestAPathMayHaveAnyCharacters(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a b.db", "a?b=c.db", "a#b.db", "100%.db", "a%20b.db", "é🙂.db", "a:b.db"} {
		s := opened(t, filepath.Join(folder, name))
		if _, err := s.Append(t.Context(), write("a", eventstore.NoStream())); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestTwoStoresOnOneFileShareOneLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.db")
	stores := []*Store{opened(t, path), opened(t, path)}
	const each = 100
	var all sync.WaitGroup
	for i, s := range stores {
		all.Go(func() {
			for range each {
				if _, err := s.Append(t.Context(), write(fmt.Sprintf("s-%d", i), eventstore.Any())); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for _, s := range stores {
		events, _, err := s.ReadAll(t.Context(), 0, eventstore.Filter{}, 3*each)
		if err != nil || len(events) != 2*each {
			t.Fatalf("%d events, %v", len(events), err)
		}
		for i, e := range events {
			if e.Position != int64(i)+1 {
				t.Fatalf("position %d at place %d", e.Position, i+1)
			}
		}
	}
}

func TestASubscriberSeesWhatAnotherStoreWrote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.db")
	reads, writes := opened(t, path), opened(t, path)
	ctx, stop := context.WithCancel(t.Context())
	got := make(chan eventstore.Event)
	ended := make(chan error, 1)
	go func() {
		ended <- reads.Subscribe(ctx, 0, eventstore.Filter{}, func(_ context.Context, e eventstore.Event) error {
			got <- e
			return nil
		})
	}()
	for i := range 3 {
		if _, err := writes.Append(t.Context(), write("a", eventstore.Any())); err != nil {
			t.Fatal(err)
		}
		if e := <-got; e.Version != int64(i)+1 {
			t.Errorf("got version %d", e.Version)
		}
	}
	stop()
	<-ended
}
