package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"petri/eventstore"
)

// A file that may not grow answers as a full disk does, with SQLITE_FULL.
func limitPages(t *testing.T, pages string) {
	unlimited := writerSettings
	writerSettings = append(slices.Clone(unlimited), setting{"max_page_count", pages, pages})
	t.Cleanup(func() { writerSettings = unlimited })
}

func TestAFullDiskLosesNothingAndHalfWritesNothingAndPasses(t *testing.T) {
	limitPages(t, "60")
	path := filepath.Join(t.TempDir(), "events.db")
	s := opened(t, path)
	big := json.RawMessage(`{"t":"` + strings.Repeat("x", 20_000) + `"}`)
	acknowledged := 0
	var full error
	for i := 0; full == nil; i++ {
		req := write("a", eventstore.Any())
		req.Key = fmt.Sprint(i)
		req.Writes[0].Events[0].Data = big
		req.Writes = append(req.Writes, write("b", eventstore.Any()).Writes...)
		if _, full = s.Append(t.Context(), req); full == nil {
			acknowledged++
		}
	}
	if acknowledged == 0 || !strings.Contains(full.Error(), "full") {
		t.Fatalf("after %d appends: %v", acknowledged, full)
	}
	// Nothing of the refused append is there, and its key is free.
	for _, stream := range []string{"a", "b"} {
		events, err := s.ReadStream(t.Context(), stream, 1, 1000)
		if err != nil || len(events) != acknowledged {
			t.Errorf("%s has %d events of %d, %v", stream, len(events), acknowledged, err)
		}
	}
	if _, found, err := s.Lookup(t.Context(), fmt.Sprint(acknowledged), ""); found || err != nil {
		t.Errorf("the key of the refused append is used: %v", err)
	}
	// A small append still fits, and with space again so does the big one.
	if _, err := s.Append(t.Context(), write("b", eventstore.Exact(int64(acknowledged)))); err != nil {
		t.Error(err)
	}
	s.Close()
	writerSettings[len(writerSettings)-1] = setting{"max_page_count", "600", "600"}
	s = opened(t, path)
	req := write("a", eventstore.Exact(int64(acknowledged)))
	req.Writes[0].Events[0].Data = big
	result, err := s.Append(t.Context(), req)
	if err != nil || result.Positions[0] != int64(2*acknowledged+2) {
		t.Errorf("answered %+v, %v", result, err)
	}
}

func TestATransactionThatFailsHalfWayWritesNothing(t *testing.T) {
	s := opened(t, filepath.Join(t.TempDir(), "events.db"))
	db, err := sql.Open("sqlite", s.options.dsn())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const refuse = "CREATE TRIGGER broken BEFORE INSERT ON events WHEN NEW.stream = 'b' BEGIN SELECT RAISE(ABORT, 'broken'); END"
	if _, err := db.Exec(refuse); err != nil {
		t.Fatal(err)
	}
	req := write("a", eventstore.NoStream())
	req.Writes = append(req.Writes, write("b", eventstore.NoStream()).Writes...)
	req.Key = "k"
	if _, err := s.Append(t.Context(), req); err == nil || errors.Is(err, eventstore.ErrUnknownOutcome) {
		t.Fatalf("answered %v", err)
	}
	if names, err := s.Streams(t.Context(), "", "", 9); err != nil || len(names) > 0 {
		t.Errorf("streams are %v, %v", names, err)
	}
	if events, _, err := s.ReadAll(t.Context(), 0, eventstore.Filter{}, 9); err != nil || len(events) > 0 {
		t.Errorf("events are %v, %v", events, err)
	}
	if _, err := db.Exec("DROP TRIGGER broken"); err != nil {
		t.Fatal(err)
	}
	if result, err := s.Append(t.Context(), req); err != nil || result.Positions[0] != 1 || result.Replayed {
		t.Errorf("answered %+v, %v", result, err)
	}
}
