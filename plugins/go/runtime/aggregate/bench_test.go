package aggregate_test

import (
	"path/filepath"
	"testing"

	"petri/aggregate"
	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/internal/example/order"
)

// BenchmarkFold reads an instance of 1,000 events from memory. Target: 200,000
// events a second.
func BenchmarkFold(b *testing.B) {
	store := memory.New()
	s := aggregate.NewService(store, order.Model{}, aggregate.Options{})
	made, err := s.Create(b.Context(), call("create", "{}"))
	if err != nil {
		b.Fatal(err)
	}
	for range 998 {
		if _, err := s.Fire(b.Context(), made.ID, call("note", "{}")); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := s.Fire(b.Context(), made.ID, call("validate", validInput)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Get(b.Context(), made.ID); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkApply folds payloads with fields.
func BenchmarkApply(b *testing.B) {
	m := order.Model{}
	ev := eventstore.Event{NewEvent: eventstore.NewEvent{Mode: "validate", Data: []byte(`{"customer_email":"ann@example.org","total":120}`)}}
	s := m.Initial()
	for b.Loop() {
		var err error
		if s, err = m.Apply(s, ev); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkList reads a page of 50 instances from SQLite.
func BenchmarkList(b *testing.B) {
	store := openSQLite(b, filepath.Join(b.TempDir(), "events.db"))
	defer store.Close()
	s := aggregate.NewService(store, order.Model{}, aggregate.Options{SnapshotEvery: 100})
	for range 50 {
		if _, err := s.Create(b.Context(), call("create", "{}")); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if items, _, err := s.List(b.Context(), "", 50); err != nil || len(items) != 50 {
			b.Fatal(len(items), err)
		}
	}
}
