package sqlite

import (
	"context"
	"fmt"
	"runtime"

	"petri/eventstore"
)

// Bounds of one transaction: beyond them a group gains nothing and its first
// member waits longer.
const (
	maxGroup = 512
	maxBytes = 1 << 20
)

// write is the only goroutine that writes. While it commits, jobs queue up and
// become the next transaction.
func (s *Store) write() {
	defer close(s.stopped)
	w := &writer{db: s.writes}
	defer w.drop()
	var left *job
	for {
		var group []*job
		group, left = s.collect(left)
		if group == nil {
			return
		}
		err := w.run(group)
		if err == nil {
			s.added.Raise()
		}
		answer(group, err)
		// Those who were answered may ask again before the next group closes.
		runtime.Gosched()
	}
}

// collect waits for a job and takes what has queued behind it. It returns the
// job that no longer fitted, and no group when the store closes.
func (s *Store) collect(left *job) (group []*job, next *job) {
	size := 0
	if left != nil {
		group, size = append(group, left), left.size
	}
	for len(group) < maxGroup {
		j := s.next(len(group) == 0)
		if j == nil {
			break
		}
		if !j.state.CompareAndSwap(waiting, taken) {
			continue
		}
		if len(group) > 0 && size+j.size > maxBytes {
			return group, j
		}
		group, size = append(group, j), size+j.size
	}
	return group, nil
}

// next returns the next job, nil when there is none yet or the store closes.
func (s *Store) next(wait bool) *job {
	if !wait {
		select {
		case j := <-s.queue:
			return j
		default:
			return nil
		}
	}
	select {
	case <-s.closing:
		return nil
	default:
	}
	select {
	case j := <-s.queue:
		return j
	case <-s.closing:
		return nil
	}
}

// answer tells every job of a transaction how it ended. When the transaction
// failed a refusal does not count either: it may rest on what was not written.
func answer(group []*job, failure error) {
	for _, j := range group {
		if failure != nil {
			j.done <- failure
			continue
		}
		j.done <- j.refused
	}
}

// run decides and writes one group. An error means that nothing of it counts.
func (w *writer) run(group []*job) error {
	ctx := context.Background() // one caller's end must not undo the others' work
	if err := w.begin(ctx); err != nil {
		return err
	}
	b, err := w.load(ctx, group)
	if err != nil {
		return w.abandon(ctx, err)
	}
	for _, j := range group {
		j.refused = j.decide(b)
	}
	if b.empty() {
		return w.rollback(ctx)
	}
	if err := w.insert(ctx, b); err != nil {
		return w.abandon(ctx, err)
	}
	if err := w.commit(ctx); err != nil {
		return w.abandon(ctx, fmt.Errorf("%w: %w", eventstore.ErrUnknownOutcome, err))
	}
	return nil
}
