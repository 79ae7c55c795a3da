package projection_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/eventstore/sqlite"
	"petri/projection"
)

func eachStore(t *testing.T, test func(t *testing.T, store eventstore.Store)) {
	t.Run("memory", func(t *testing.T) {
		store := memory.New()
		defer store.Close()
		test(t, store)
	})
	t.Run("sqlite", func(t *testing.T) {
		store, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "events.db")})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		test(t, store)
	})
}

func add(t *testing.T, store eventstore.Store, streams ...string) {
	t.Helper()
	for _, stream := range streams {
		_, err := store.Append(t.Context(), eventstore.AppendRequest{
			Writes: []eventstore.Write{{Stream: stream, Expected: eventstore.Any(), Events: []eventstore.NewEvent{
				{Type: "added", Command: "add", Mode: "add", Data: []byte("{}"), SchemaVersion: 1},
			}}},
			Meta: eventstore.Metadata{At: time.UnixMilli(0).UTC()},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

var errEnough = errors.New("enough")

// run handles events until the one at position last, and returns the positions.
func run(t *testing.T, store eventstore.Store, every int, last int64, during func(eventstore.Event)) []int64 {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var seen []int64
	p := projection.Projector{Name: "p", Store: store, SaveEvery: every, Filter: eventstore.Filter{StreamPrefix: "a/"},
		Handle: func(_ context.Context, ev eventstore.Event) error {
			seen = append(seen, ev.Position)
			during(ev)
			if ev.Position == last {
				cancel()
			}
			return nil
		}}
	if err := p.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the projector ends with %v", err)
	}
	return seen
}

func TestAProjectorCatchesUpGoesLiveAndContinuesWhereItStopped(t *testing.T) {
	for _, every := range []int{0, 1, 10} {
		t.Run(fmt.Sprint("saving every ", every), func(t *testing.T) {
			eachStore(t, func(t *testing.T, store eventstore.Store) {
				add(t, store, "a/1", "b/1", "a/2")
				got := run(t, store, every, 4, func(ev eventstore.Event) {
					if ev.Position == 3 {
						add(t, store, "a/1")
					}
				})
				if want := []int64{1, 3, 4}; !reflect.DeepEqual(got, want) {
					t.Errorf("first handled %v, want %v", got, want)
				}
				add(t, store, "a/1", "b/1", "a/1")
				if got, want := run(t, store, every, 7, func(eventstore.Event) {}), []int64{5, 7}; !reflect.DeepEqual(got, want) {
					t.Errorf("then handled %v, want %v", got, want)
				}
			})
		})
	}
}

func TestAnEventWhoseHandlerFailsIsHandledAgain(t *testing.T) {
	eachStore(t, func(t *testing.T, store eventstore.Store) {
		add(t, store, "a/1", "a/1", "a/1")
		p := projection.Projector{Name: "p", Store: store, SaveEvery: 100, Handle: func(_ context.Context, ev eventstore.Event) error {
			if ev.Position == 2 {
				return errEnough
			}
			return nil
		}}
		if err := p.Run(t.Context()); !errors.Is(err, errEnough) {
			t.Errorf("the projector ends with %v", err)
		}
		if at, err := store.LoadCheckpoint(t.Context(), "p"); at != 1 || err != nil {
			t.Errorf("the checkpoint is %d, %v", at, err)
		}
	})
}

func TestAProjectorThatIsKeptStartsAgainAfterAnError(t *testing.T) {
	store := memory.New()
	add(t, store, "a/1", "a/1")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var seen []int64
	p := projection.Projector{Name: "p", Store: store, Handle: func(_ context.Context, ev eventstore.Event) error {
		seen = append(seen, ev.Position)
		if len(seen) == 1 {
			return errEnough
		}
		if ev.Position == 2 {
			cancel()
		}
		return nil
	}}
	p.Keep(ctx, slog.New(slog.DiscardHandler))
	if want := []int64{1, 1, 2}; !reflect.DeepEqual(seen, want) {
		t.Errorf("handled %v, want %v", seen, want)
	}
}
