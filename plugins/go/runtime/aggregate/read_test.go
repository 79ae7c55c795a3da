package aggregate_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"petri/aggregate"
	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/internal/example/order"
	"petri/value"
	"reflect"
	"slices"
	"testing"
	"time"
)

func TestThePastAndTheHistoryCanBeRead(t *testing.T) {
	s := newService(memory.New(), aggregate.Options{})
	id := create(t, s).ID
	noted := fire(t, s, id, aggregate.Call{Command: "note", Input: value.MustJSON("{}").Node(), Actor: &aggregate.Actor{ID: "ann"}})
	fire(t, s, id, call("cancel", "{}"))
	past, err := s.At(t.Context(), id, 2)
	if err != nil || !reflect.DeepEqual(past, noted) {
		t.Errorf("version 2 was %+v (%v), want %+v", past, err, noted)
	}
	for _, version := range []int64{0, -1, 4} {
		_, err := s.At(t.Context(), id, version)
		wantCode(t, err, aggregate.CodeNotFound)
	}
	events, next, err := s.History(t.Context(), id, 0, 2)
	if err != nil || len(events) != 2 || next != 2 || *events[1].Actor != "ann" || events[0].Actor != nil {
		t.Errorf("the first page is %+v, next %d, %v", events, next, err)
	}
	events, next, err = s.History(t.Context(), id, next, 2)
	if err != nil || len(events) != 1 || next != 0 || events[0].Type != "order_cancelled" {
		t.Errorf("the last page is %+v, next %d, %v", events, next, err)
	}
	if events, _, err = s.History(t.Context(), id, 3, 2); err != nil || len(events) != 0 {
		t.Errorf("behind the end there is %+v, %v", events, err)
	}
	_, _, err = s.History(t.Context(), "none", 0, 2)
	wantCode(t, err, aggregate.CodeNotFound)
}

func TestAListGoesOnWhereItStopped(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		s := newService(store, aggregate.Options{})
		var want []string
		for range 5 {
			want = append(want, create(t, s).ID)
		}
		slices.Sort(want) // identities made in one millisecond have no order
		var got []string
		for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
			items, next, err := s.List(t.Context(), cursor, 2)
			if err != nil || pages > 2 {
				t.Fatalf("page %d: %v", pages, err)
			}
			for _, item := range items {
				got = append(got, item.ID)
			}
			cursor = next
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("listed %v, made %v", got, want)
		}
	})
}

func TestSnapshotsChangeNothingButTheTimeItTakes(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		plain, snapping := newService(store, aggregate.Options{}), newService(store, aggregate.Options{SnapshotEvery: 3})
		id := create(t, plain).ID
		fire(t, plain, id, call("validate", validInput))
		fire(t, plain, id, call("pay", `{"amount":"5","payer":"ann"}`))
		for range 8 {
			fire(t, snapping, id, call("note", "{}"))
		}
		want, _ := plain.Get(t.Context(), id)
		if got, err := snapping.Get(t.Context(), id); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("with snapshots %+v (%v), without %+v", got, err, want)
		}
		snapshot, found, err := store.LoadSnapshot(t.Context(), "order/"+id, order.Model{}.Hash())
		if !found || err != nil || snapshot.Version < 6 {
			t.Errorf("the newest snapshot is %+v, %v, %v", snapshot, found, err)
		}
	})
}

func TestASnapshotThatCannotBeReadIsNotUsed(t *testing.T) {
	store := memory.New()
	s := newService(store, aggregate.Options{SnapshotEvery: 10, Log: slog.New(slog.DiscardHandler)})
	id := create(t, s).ID
	broken := eventstore.Snapshot{Stream: "order/" + id, Version: 1, ReducerHash: order.Model{}.Hash(), State: []byte(`{"marking":{}}`)}
	if err := store.SaveSnapshot(t.Context(), broken); err != nil {
		t.Fatal(err)
	}
	if got := fire(t, s, id, call("note", "{}")); got.Version != 2 {
		t.Errorf("version %d", got.Version)
	}
}

func TestAnEventThatCannotBeFoldedIsAnErrorAndNoRefusal(t *testing.T) {
	store := memory.New()
	s := newService(store, aggregate.Options{})
	id := create(t, s).ID
	_, err := store.Append(t.Context(), eventstore.AppendRequest{
		Writes: []eventstore.Write{{Stream: "order/" + id, Expected: eventstore.Exact(1), Events: []eventstore.NewEvent{
			{Type: "order_lost", Command: "lose", Mode: "lose", Data: []byte("{}"), SchemaVersion: 1},
		}}},
		Meta: eventstore.Metadata{At: time.UnixMilli(1).UTC()},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(t.Context(), id); err == nil || aggregate.CodeOf(err) != "" {
		t.Errorf("reading gives %v", err)
	}
}

func TestARestartKeepsTheState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.db")
	store := openSQLite(t, path)
	before := create(t, newService(store, aggregate.Options{}))
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	store = openSQLite(t, path)
	defer store.Close()
	if after, err := newService(store, aggregate.Options{}).Get(t.Context(), before.ID); err != nil || !reflect.DeepEqual(after, before) {
		t.Errorf("after a restart %+v (%v), before %+v", after, err, before)
	}
}

func TestChangesAreDeliveredInOrderFromAPositionOn(t *testing.T) {
	s := newService(memory.New(), aggregate.Options{})
	id := create(t, s).ID
	fire(t, s, id, call("note", "{}"))
	enough := errors.New("enough")
	var got []int64
	err := s.Watch(t.Context(), 1, func(_ context.Context, c aggregate.Change) error {
		got = append(got, c.Version)
		if len(got) == 1 {
			fire(t, s, id, call("note", "{}"))
			return nil
		}
		return enough
	})
	if !errors.Is(err, enough) || !reflect.DeepEqual(got, []int64{2, 3}) {
		t.Errorf("delivered %v, %v", got, err)
	}
}

func TestACallEndsWithItsContext(t *testing.T) {
	s := newService(memory.New(), aggregate.Options{})
	id := create(t, s).ID
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Fire(ctx, id, call("note", "{}")); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
