package sqlite

import (
	"context"
	"fmt"
	"sync/atomic"

	"petri/eventstore"
)

// A job waits in the queue until the writer takes it or its caller withdraws it.
const (
	waiting int32 = iota
	taken
	withdrawn
)

// job is one request to the writer.
type job struct {
	state  atomic.Int32
	size   int      // octets that it adds to a transaction
	key    string   // idempotency key that it reads, if any
	stream []string // streams whose version it reads
	// decide checks the job against the batch, which holds the effects of the
	// earlier jobs of the same transaction, and adds its own.
	decide func(*batch) error
	// refused is what decide said; it counts once the transaction is over.
	refused error
	done    chan error
}

// do hands a job to the writer and waits until what it did is durable.
func (s *Store) do(ctx context.Context, j *job) error {
	j.done = make(chan error, 1)
	select {
	case s.queue <- j:
	case <-s.closing:
		return eventstore.ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-j.done:
		return err
	case <-s.stopped:
		return j.afterStop()
	case <-ctx.Done():
		return j.withdraw(ctx)
	}
}

// withdraw takes a job back, which is too late when the writer has it.
func (j *job) withdraw(ctx context.Context) error {
	if j.state.CompareAndSwap(waiting, withdrawn) {
		return ctx.Err()
	}
	select {
	case err := <-j.done:
		return err
	default:
		return fmt.Errorf("%w: %w", eventstore.ErrUnknownOutcome, ctx.Err())
	}
}

// afterStop answers a job that may have been in the last transaction.
func (j *job) afterStop() error {
	select {
	case err := <-j.done:
		return err
	default:
		return eventstore.ErrClosed
	}
}
