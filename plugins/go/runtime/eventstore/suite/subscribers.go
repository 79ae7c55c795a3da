package suite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"petri/eventstore"
)

// Subscribers checks what is promised to those who follow the log.
func Subscribers(t *testing.T, open Opener) {
	t.Run("each subscriber gets every event once and in order, however slow it is", func(t *testing.T) { everySubscriber(t, open) })
	t.Run("a subscriber that waits gets what is appended", func(t *testing.T) { waiting(t, open) })
	t.Run("a handler's error ends the subscription with that error", func(t *testing.T) { failing(t, open) })
	t.Run("the end of its context ends a subscription", func(t *testing.T) { ending(t, open) })
	t.Run("closing the store ends its subscriptions", func(t *testing.T) { closing(t, open) })
}

var errDone = errors.New("done")

func everySubscriber(t *testing.T, open Opener) {
	store, target := open(t), int64(size(t, 3_000))
	var all sync.WaitGroup
	for i, after := range []int64{0, 0, 10, 10} {
		seed(t, store, 5)
		all.Go(func() {
			last := after
			err := store.Subscribe(t.Context(), after, eventstore.Filter{}, func(_ context.Context, e eventstore.Event) error {
				if e.Position != last+1 {
					return fmt.Errorf("position %d follows %d", e.Position, last)
				}
				if last = e.Position; i%2 == 1 && last%100 == 0 {
					time.Sleep(5 * time.Millisecond) // a slow handler
				}
				if last >= target {
					return errDone
				}
				return nil
			})
			if !errors.Is(err, errDone) {
				t.Errorf("subscriber %d ended at %d: %v", i, last, err)
			}
		})
	}
	for range 4 {
		all.Go(func() {
			for head := int64(0); head < target; {
				result, err := store.Append(t.Context(), write("s", eventstore.Any(), 3))
				if err != nil {
					t.Error(err)
					return
				}
				head = result.Positions[2]
			}
		})
	}
	all.Wait()
}

func seed(t *testing.T, store eventstore.Store, n int) {
	t.Helper()
	if _, err := store.Append(t.Context(), write("seed", eventstore.Any(), n)); err != nil {
		t.Fatal(err)
	}
}

func waiting(t *testing.T, open Opener) {
	store := open(t)
	got := make(chan string, 100)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		filter := eventstore.Filter{StreamPrefix: "order-"}
		ended <- store.Subscribe(ctx, 0, filter, func(_ context.Context, e eventstore.Event) error {
			got <- e.Stream
			return nil
		})
	}()
	for i := range 20 {
		stream := fmt.Sprintf("order-%d", i)
		for _, s := range []string{stream, "user-" + stream} {
			if _, err := store.Append(t.Context(), write(s, eventstore.NoStream(), 1)); err != nil {
				t.Fatal(err)
			}
		}
		if s := <-got; s != stream { // waits for this one before the next is appended
			t.Fatalf("got %s, expected %s", s, stream)
		}
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the subscription ended with %v", err)
	}
}

func failing(t *testing.T, open Opener) {
	store := open(t)
	seed(t, store, 5)
	broken, handled := errors.New("broken"), 0
	err := store.Subscribe(t.Context(), 0, eventstore.Filter{}, func(context.Context, eventstore.Event) error {
		if handled++; handled == 3 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) || handled != 3 {
		t.Errorf("ended after %d events with %v", handled, err)
	}
}

func ending(t *testing.T, open Opener) {
	store := open(t)
	seed(t, store, 5)
	ctx, stop := context.WithCancel(t.Context())
	handled := 0
	err := store.Subscribe(ctx, 0, eventstore.Filter{}, func(context.Context, eventstore.Event) error {
		if handled++; handled == 2 {
			stop()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || handled != 2 {
		t.Errorf("ended after %d events with %v", handled, err)
	}
}

func closing(t *testing.T, open Opener) {
	store := open(t)
	seed(t, store, 1)
	ready, ended := make(chan bool, 1), make(chan error, 1)
	go func() {
		ended <- store.Subscribe(t.Context(), 0, eventstore.Filter{}, func(context.Context, eventstore.Event) error {
			ready <- true
			return nil
		})
	}()
	<-ready
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, eventstore.ErrClosed) {
		t.Errorf("the subscription ended with %v", err)
	}
}
