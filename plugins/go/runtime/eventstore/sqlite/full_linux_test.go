package sqlite

import (
	"encoding/json"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"petri/eventstore"
)

// limitFiles makes every write beyond size octets of a file fail in the middle,
// as on a disk that is full, until the function it returns is called.
func limitFiles(t *testing.T, size uint64) (lift func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ) // the write fails instead
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	limit := syscall.Rlimit{Cur: size, Max: before.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	lift = func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Error(err)
		}
		signal.Reset(syscall.SIGXFSZ)
	}
	t.Cleanup(lift)
	return lift
}

func TestAWriteThatFailsDuringTheCommitLeavesNothingAndPasses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.db")
	s := opened(t, path)
	for range 3 {
		if _, err := s.Append(t.Context(), write("a", eventstore.Any())); err != nil {
			t.Fatal(err)
		}
	}
	log, err := os.Stat(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	lift := limitFiles(t, uint64(log.Size())+10_000)
	big := write("a", eventstore.Exact(3))
	big.Key = "big"
	big.Writes[0].Events[0].Data = json.RawMessage(`{"t":"` + strings.Repeat("x", 100_000) + `"}`)
	for range 2 { // the second finds the store as the first left it
		if _, err := s.Append(t.Context(), big); !errors.Is(err, eventstore.ErrUnknownOutcome) {
			t.Fatalf("answered %v", err)
		}
	}
	assertVersion(t, s, 3)
	lift()
	// The retry under the same key finds out that it was not written.
	result, err := s.Append(t.Context(), big)
	if err != nil || result.Replayed || result.Positions[0] != 4 {
		t.Fatalf("answered %+v, %v", result, err)
	}
	s.Close()
	assertVersion(t, opened(t, path), 4)
}

func assertVersion(t *testing.T, s *Store, version int) {
	t.Helper()
	events, scanned, err := s.ReadAll(t.Context(), 0, eventstore.Filter{}, 100)
	if err != nil || len(events) != version || scanned != int64(version) {
		t.Errorf("%d events up to %d, %v; expected %d", len(events), scanned, err, version)
	}
}
