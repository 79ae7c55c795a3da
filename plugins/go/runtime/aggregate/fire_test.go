package aggregate_test

import (
	"fmt"
	"petri/aggregate"
	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/value"
	"reflect"
	"sync"
	"testing"
)

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
