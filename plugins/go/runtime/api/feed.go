package api

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"petri/aggregate"
)

// recentChanges is how many changes a feed keeps. A client that is further
// behind reads them from the store, so that it loses nothing.
const recentChanges = 1024

// feed reads the changes of an aggregate once for all streams that are open. It
// runs while somebody listens.
type feed struct {
	aggregate Aggregate

	mu        sync.Mutex
	listeners int
	stop      context.CancelFunc
	from      int64              // every change behind it is in recent
	recent    []aggregate.Change // by position
	added     chan struct{}      // closed by the next change, or the end
	failed    bool               // the store ended the subscription
}

// listen delivers the changes after a position until ctx ends or the store
// fails; the channel is closed then.
func (f *feed) listen(ctx context.Context, after int64) (<-chan aggregate.Change, error) {
	if err := f.join(ctx); err != nil {
		return nil, err
	}
	changes := make(chan aggregate.Change)
	go func() {
		defer close(changes)
		defer f.leave()
		// An error ends the stream; the client comes back.
		_ = f.deliver(ctx, after, func(ctx context.Context, c aggregate.Change) error {
			select {
			case changes <- c:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	return changes, nil
}

// join starts the subscription for the first listener, and for the first after
// it has failed.
func (f *feed) join(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.listeners == 0 || f.failed {
		head, err := f.aggregate.Head(ctx)
		if err != nil {
			return err
		}
		if f.stop != nil {
			f.stop()
		}
		running, stop := context.WithCancel(context.WithoutCancel(ctx))
		f.stop, f.from, f.recent, f.added, f.failed = stop, head, nil, make(chan struct{}), false
		go f.run(running, head)
	}
	f.listeners++
	return nil
}

func (f *feed) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.listeners--; f.listeners == 0 {
		f.stop()
	}
}

func (f *feed) run(ctx context.Context, after int64) {
	_ = f.aggregate.Watch(ctx, after, f.add)
	f.mu.Lock()
	defer f.mu.Unlock()
	if ctx.Err() == nil {
		f.failed = true
		close(f.added)
	}
}

func (f *feed) add(ctx context.Context, c aggregate.Change) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err() // another subscription may have taken its place
	}
	if len(f.recent) == recentChanges {
		f.from = f.recent[0].Position
		f.recent = f.recent[1:]
	}
	f.recent = append(f.recent, c)
	close(f.added)
	f.added = make(chan struct{})
	return nil
}

// since returns the changes after a position and a channel that is closed when
// there are more. Covered is false when the feed does not reach back so far.
func (f *feed) since(after int64) (changes []aggregate.Change, added <-chan struct{}, covered bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failed {
		return nil, nil, false, errFeedFailed
	}
	if after < f.from {
		return nil, nil, false, nil
	}
	first, found := slices.BinarySearchFunc(f.recent, after, func(c aggregate.Change, position int64) int {
		return cmp.Compare(c.Position, position)
	})
	if found {
		first++
	}
	return slices.Clone(f.recent[first:]), f.added, true, nil
}

var (
	errFeedFailed = errors.New("api: the subscription has ended")
	errCovered    = errors.New("api: the feed has what follows")
)

func (f *feed) deliver(ctx context.Context, after int64, handle func(context.Context, aggregate.Change) error) error {
	for {
		changes, added, covered, err := f.since(after)
		if err != nil {
			return err
		}
		if !covered {
			if after, err = f.catchUp(ctx, after, handle); err != nil {
				return err
			}
			continue
		}
		for _, c := range changes {
			if err := handle(ctx, c); err != nil {
				return err
			}
			after = c.Position
		}
		if len(changes) > 0 {
			continue
		}
		select {
		case <-added:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// catchUp delivers changes from the store until the feed has what follows.
func (f *feed) catchUp(ctx context.Context, after int64, handle func(context.Context, aggregate.Change) error) (int64, error) {
	err := f.aggregate.Watch(ctx, after, func(ctx context.Context, c aggregate.Change) error {
		if err := handle(ctx, c); err != nil {
			return err
		}
		after = c.Position
		if f.covers(after) {
			return errCovered
		}
		return nil
	})
	if errors.Is(err, errCovered) {
		err = nil
	}
	return after, err
}

func (f *feed) covers(position int64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return position >= f.from
}
