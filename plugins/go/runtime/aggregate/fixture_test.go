package aggregate_test

import (
	"path/filepath"
	"testing"

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
