package tail

import (
	"context"
	"fmt"
	"time"

	"petri/eventstore"
	"petri/eventstore/admission"
)

// page bounds what a subscriber holds in memory.
const page = 256

// Source is a log that can be followed.
type Source struct {
	Store eventstore.Store
	Added *Signal
	// Poll is how long a follower waits for a signal before it looks anyway:
	// another process may have written.
	Poll time.Duration
	// Closed is closed when the store closes.
	Closed <-chan struct{}
}

// Follow implements eventstore.Store's Subscribe with one cursor over ReadAll.
func (s Source) Follow(ctx context.Context, after int64, filter eventstore.Filter, handle func(context.Context, eventstore.Event) error) error {
	head, err := s.Store.Head(ctx)
	if err != nil {
		return err
	}
	if err := admission.ValidateCheckpoint(after, head); err != nil {
		return err
	}
	for {
		// Taken before the read: what is added after the read raises it.
		added := s.Added.Wait()
		scanned, err := s.deliver(ctx, after, filter, handle)
		if err != nil {
			return err
		}
		if scanned > after {
			after = scanned
			continue
		}
		if err := s.wait(ctx, added); err != nil {
			return err
		}
	}
}

func (s Source) deliver(ctx context.Context, after int64, filter eventstore.Filter, handle func(context.Context, eventstore.Event) error) (int64, error) {
	events, scanned, err := s.Store.ReadAll(ctx, after, filter, page)
	if err != nil {
		return 0, err
	}
	all := filter.StreamPrefix == "" && len(filter.Types) == 0
	for i, e := range events {
		if all && e.Position != after+int64(i)+1 {
			return 0, fmt.Errorf("eventstore: position %d follows %d: the log has a gap", e.Position, after+int64(i))
		}
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := handle(ctx, e); err != nil {
			return 0, err
		}
	}
	return scanned, nil
}

func (s Source) wait(ctx context.Context, added <-chan struct{}) error {
	timeout := time.NewTimer(s.Poll)
	defer timeout.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.Closed:
		return eventstore.ErrClosed
	case <-added:
		return nil
	case <-timeout.C:
		return nil
	}
}
