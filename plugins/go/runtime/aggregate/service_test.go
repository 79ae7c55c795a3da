package aggregate_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"petri/aggregate"
	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/eventstore/sqlite"
	"petri/internal/example/order"
	"petri/value"
)

type service = aggregate.Service[order.State]

// eachStore runs a test on every adapter of the default build.
func eachStore(t *testing.T, test func(t *testing.T, store eventstore.Store)) {
	t.Run("memory", func(t *testing.T) {
		store := memory.New()
		defer store.Close()
		test(t, store)
	})
	t.Run("sqlite", func(t *testing.T) {
		store := openSQLite(t, filepath.Join(t.TempDir(), "events.db"))
		defer store.Close()
		test(t, store)
	})
}

func openSQLite(t testing.TB, path string) eventstore.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func newService(store eventstore.Store, opts aggregate.Options) *service {
	return aggregate.NewService(store, order.Model{}, opts)
}

func call(command, input string) aggregate.Call {
	return aggregate.Call{Command: command, Input: value.MustJSON(input).Node()}
}

func withKey(c aggregate.Call, key string) aggregate.Call {
	c.Key = key
	return c
}

func create(t *testing.T, s *service) aggregate.Instance {
	t.Helper()
	created, err := s.Create(t.Context(), call("create", "{}"))
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func fire(t *testing.T, s *service, id string, c aggregate.Call) aggregate.Instance {
	t.Helper()
	fired, err := s.Fire(t.Context(), id, c)
	if err != nil {
		t.Fatalf("%s: %v", c.Command, err)
	}
	return fired
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if got := aggregate.CodeOf(err); got != code {
		t.Errorf("the error is %v with code %q, want %q", err, got, code)
	}
}

const validInput = `{"customer_email":"a@b","total":5}`

func TestAnInstanceMovesThroughItsCommands(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		s := newService(store, aggregate.Options{})
		id := create(t, s).ID
		fire(t, s, id, call("validate", validInput))
		paid := fire(t, s, id, call("pay", `{"amount":"5"}`))
		got, err := s.Get(t.Context(), id)
		if err != nil || !reflect.DeepEqual(got, paid) {
			t.Errorf("reading gives %+v (%v), firing gave %+v", got, err, paid)
		}
		if paid.Version != 3 || string(paid.Marking) != `{"received":0,"validated":0,"paid":1,"cancelled":0}` {
			t.Errorf("version %d, marking %s", paid.Version, paid.Marking)
		}
		if want := `{"customer_email":"a@b","total":5,"notes":0,"paid_by":{"anonymous":"5"}}`; string(paid.Data) != want {
			t.Errorf("data %s, want %s", paid.Data, want)
		}
	})
}

func TestRefusalsSayWhyAndStoreNothing(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		s := newService(store, aggregate.Options{})
		id := create(t, s).ID
		for _, c := range []struct {
			call aggregate.Call
			code string
		}{
			{call("validate", `{"customer_email":"a@b"}`), aggregate.CodeInvalidInput},
			{call("validate", `{"customer_email":"a@b","total":1,"x":1}`), aggregate.CodeInvalidInput},
			{call("validate", `{"customer_email":"a@b","total":0}`), aggregate.CodeGuardFailed},
			{call("pay", `{"amount":"0"}`), aggregate.CodeNotEnabled},
			{call("create", `{}`), aggregate.CodeExists},
		} {
			_, err := s.Fire(t.Context(), id, c.call)
			wantCode(t, err, c.code)
		}
		for _, missing := range []string{"none", "../x", "", "a/b"} {
			_, err := s.Fire(t.Context(), missing, call("note", "{}"))
			wantCode(t, err, aggregate.CodeNotFound)
		}
		if _, err := s.Fire(t.Context(), id, call("fly", "{}")); err == nil || aggregate.CodeOf(err) != "" {
			t.Errorf("an unknown command gives %v, want an error that is no refusal", err)
		}
		if head, err := store.Head(t.Context()); head != 1 || err != nil {
			t.Errorf("the store holds %d events (%v), want the one that created", head, err)
		}
	})
}

func TestOfManyFirstFiringsExactlyOneWins(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		s := newService(store, aggregate.Options{})
		id := create(t, s).ID
		won, refused := race(50, func(int) error {
			_, err := s.Fire(t.Context(), id, call("validate", validInput))
			return err
		})
		if won != 1 || refused[aggregate.CodeNotEnabled] != 49 {
			t.Errorf("%d won, refused %v", won, refused)
		}
	})
}

func TestCommandsThatAreAlwaysEnabledAllHappenAcrossProcesses(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		// Two services stand for two processes: they do not share a gate.
		services := []*service{newService(store, aggregate.Options{}), newService(store, aggregate.Options{})}
		id := create(t, services[0]).ID
		won, refused := race(40, func(i int) error {
			_, err := services[i%2].Fire(t.Context(), id, call("note", "{}"))
			return err
		})
		if won != 40 {
			t.Errorf("%d won, refused %v", won, refused)
		}
		if got := fire(t, services[0], id, call("note", "{}")).Version; got != 42 {
			t.Errorf("version %d, want 42", got)
		}
	})
}

// race runs f n times at once and counts successes and the codes of refusals.
func race(n int, f func(i int) error) (won int, refused map[string]int) {
	refused = map[string]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			err := f(i)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else {
				refused[aggregate.CodeOf(err)]++
			}
		})
	}
	wg.Wait()
	return won, refused
}

func TestAKeyReplaysTheStoredAnswerAlthoughTheStateHasMovedOn(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		s := newService(store, aggregate.Options{})
		first, err := s.Create(t.Context(), withKey(call("create", "{}"), "c"))
		if err != nil {
			t.Fatal(err)
		}
		validated := fire(t, s, first.ID, withKey(call("validate", validInput), "v"))
		fire(t, s, first.ID, call("pay", `{"amount":"5"}`))
		again, err := s.Create(t.Context(), withKey(call("create", "{}"), "c"))
		if err != nil || !reflect.DeepEqual(again, first) {
			t.Errorf("creating again gives %+v (%v), want %+v", again, err, first)
		}
		stale := withKey(call("validate", `{"total":5,"customer_email":"a@b"}`), "v")
		stale.IfVersion = 1
		if got := fire(t, s, first.ID, stale); !reflect.DeepEqual(got, validated) {
			t.Errorf("validating again gives %+v, want %+v", got, validated)
		}
		for name, other := range map[string]aggregate.Call{
			"another input":   call("validate", `{"total":6,"customer_email":"a@b"}`),
			"another command": call("cancel", "{}"),
			"another actor":   {Command: "validate", Input: value.MustJSON(validInput).Node(), Actor: &aggregate.Actor{ID: "eve"}},
		} {
			_, err := s.Fire(t.Context(), first.ID, withKey(other, "v"))
			if aggregate.CodeOf(err) != aggregate.CodeKeyReused {
				t.Errorf("%s under the same key gives %v", name, err)
			}
		}
	})
}

func TestOneKeySentManyTimesAtOnceHappensOnce(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		services := []*service{newService(store, aggregate.Options{}), newService(store, aggregate.Options{})}
		id := create(t, services[0]).ID
		won, refused := race(20, func(i int) error {
			got, err := services[i%2].Fire(t.Context(), id, withKey(call("validate", validInput), "same"))
			if err == nil && got.Version != 2 {
				return fmt.Errorf("version %d", got.Version)
			}
			return err
		})
		if won != 20 {
			t.Errorf("%d were answered, refused %v", won, refused)
		}
		created := map[string]bool{}
		var mu sync.Mutex
		race(20, func(i int) error {
			got, err := services[i%2].Create(t.Context(), withKey(call("create", "{}"), "new"))
			mu.Lock()
			defer mu.Unlock()
			created[got.ID] = true
			return err
		})
		if head, _ := store.Head(t.Context()); len(created) != 1 || head != 3 {
			t.Errorf("%d instances, %d events", len(created), head)
		}
	})
}

func TestACallForAnotherVersionIsStale(t *testing.T) {
	s := newService(memory.New(), aggregate.Options{})
	id := create(t, s).ID
	c := call("note", "{}")
	c.IfVersion = 1
	fire(t, s, id, c)
	_, err := s.Fire(t.Context(), id, c)
	wantCode(t, err, aggregate.CodeStale)
	_, err = s.Fire(t.Context(), "none", c)
	wantCode(t, err, aggregate.CodeNotFound)
}

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
