package suite

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"petri/eventstore"
)

// Writers lets eight writers contend for sixteen streams while a reader asserts
// that each position is the one after the last, as it reads. Afterwards
// everything that was acknowledged is in the log, once, where it was said to be.
func Writers(t *testing.T, open Opener) {
	const writers = 8
	store := open(t)
	target := int64(size(t, 20_000))
	var acknowledged atomic.Int64
	acks := make([]map[int64]place, writers)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()

	var writing sync.WaitGroup
	for i := range writers {
		w := writer{store: store, acks: map[int64]place{}, random: rand.New(rand.NewPCG(uint64(i), 7))}
		acks[i] = w.acks
		writing.Go(func() {
			for acknowledged.Load() < target {
				n, err := w.step(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				acknowledged.Add(n)
			}
		})
	}
	reader := reader{store: store, versions: map[string]int64{}, log: map[int64]place{}}
	var reading sync.WaitGroup
	reading.Go(func() { reader.follow(ctx, t) })
	writing.Wait()
	stop()
	reading.Wait()
	if err := reader.catchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := int64(len(reader.log)); got != acknowledged.Load() {
		t.Errorf("%d events were acknowledged and the log has %d", acknowledged.Load(), got)
	}
	for _, acked := range acks {
		for position, p := range acked {
			if reader.log[position] != p {
				t.Fatalf("position %d was acknowledged as %v and holds %v", position, p, reader.log[position])
			}
		}
	}
}

// place is where an event is in its stream.
type place struct {
	stream  string
	version int64
}

type writer struct {
	store  eventstore.Store
	acks   map[int64]place
	random *rand.Rand
}

// step makes one append, which may conflict, and returns how many events it
// wrote.
func (w writer) step(ctx context.Context) (int64, error) {
	a, b := w.stream(), w.stream()
	req, err := w.request(ctx, a)
	if err != nil {
		return 0, err
	}
	if a != b && w.random.IntN(3) == 0 {
		other, err := w.request(ctx, b)
		if err != nil {
			return 0, err
		}
		req.Writes = append(req.Writes, other.Writes...)
	}
	result, err := w.store.Append(ctx, req)
	var conflict *eventstore.ConflictError
	if errors.As(err, &conflict) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return w.note(req, result), nil
}

func (w writer) stream() string { return fmt.Sprintf("s-%d", w.random.IntN(16)) }

func (w writer) request(ctx context.Context, stream string) (eventstore.AppendRequest, error) {
	n := 1 + w.random.IntN(4)
	if w.random.IntN(2) == 0 {
		return write(stream, eventstore.Any(), n), nil
	}
	version, err := newest(ctx, w.store, stream)
	return write(stream, exactly(version), n), err
}

func (w writer) note(req eventstore.AppendRequest, result eventstore.AppendResult) int64 {
	i := 0
	for _, write := range req.Writes {
		first := result.Versions[write.Stream] - int64(len(write.Events))
		for n := range write.Events {
			w.acks[result.Positions[i]] = place{write.Stream, first + int64(n) + 1}
			i++
		}
	}
	return int64(i)
}

// newest reads a stream's version by halving, as its events are many.
func newest(ctx context.Context, store eventstore.Store, stream string) (int64, error) {
	below, step := int64(0), int64(1)
	for {
		events, err := store.ReadStream(ctx, stream, below+step, 1)
		switch {
		case err != nil:
			return 0, err
		case len(events) == 1:
			below, step = below+step, step*2
		case step == 1:
			return below, nil
		default:
			step = 1
		}
	}
}

type reader struct {
	store    eventstore.Store
	last     int64
	versions map[string]int64
	log      map[int64]place
}

// follow reads until ctx ends.
func (r *reader) follow(ctx context.Context, t *testing.T) {
	for ctx.Err() == nil {
		if err := r.catchUp(t.Context()); err != nil {
			t.Error(err)
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// catchUp reads to the head and fails at the first gap.
func (r *reader) catchUp(ctx context.Context) error {
	for {
		events, scanned, err := r.store.ReadAll(ctx, r.last, eventstore.Filter{}, 500)
		if err != nil {
			return err
		}
		for _, e := range events {
			if e.Position != r.last+1 {
				return fmt.Errorf("position %d follows %d", e.Position, r.last)
			}
			if e.Version != r.versions[e.Stream]+1 {
				return fmt.Errorf("version %d of %s follows %d", e.Version, e.Stream, r.versions[e.Stream])
			}
			r.last, r.versions[e.Stream] = e.Position, e.Version
			r.log[e.Position] = place{e.Stream, e.Version}
		}
		if scanned != r.last {
			return fmt.Errorf("looked up to %d but the last position is %d", scanned, r.last)
		}
		if len(events) == 0 {
			return nil
		}
	}
}
