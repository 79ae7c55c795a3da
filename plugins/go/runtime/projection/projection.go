// Package projection runs subscribers that remember how far they have come.
package projection

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"petri/eventstore"
)

// Projector feeds events to a handler, in order, from where it stopped the last
// time. The checkpoint is saved after the handler has returned, so that a kill
// in between repeats an event and never leaves one out: a handler must bear
// that, for example by keeping the position with what it writes.
type Projector struct {
	// Name of the checkpoint; one projector at a time may run under it.
	Name   string
	Store  eventstore.Store
	Filter eventstore.Filter
	// Handle takes one event. An error stops the projector before the event.
	Handle func(ctx context.Context, ev eventstore.Event) error
	// SaveEvery is how many events are handled before the checkpoint is saved;
	// below 1 means each. Whatever it is, the checkpoint is saved at the end.
	SaveEvery int
}

// Run feeds events until ctx ends or Handle fails, and returns that error.
func (p *Projector) Run(ctx context.Context) error {
	done, err := p.Store.LoadCheckpoint(ctx, p.Name)
	if err != nil {
		return fmt.Errorf("load the checkpoint %s: %w", p.Name, err)
	}
	saved := done
	err = p.Store.Subscribe(ctx, done, p.Filter, func(ctx context.Context, ev eventstore.Event) error {
		if ev.Position <= done {
			return fmt.Errorf("projection %s: position %d follows %d", p.Name, ev.Position, done)
		}
		if err := p.Handle(ctx, ev); err != nil {
			return fmt.Errorf("projection %s at position %d: %w", p.Name, ev.Position, err)
		}
		done = ev.Position
		if done-saved < int64(p.SaveEvery) {
			return nil
		}
		if err := p.save(ctx, done); err != nil {
			return err
		}
		saved = done
		return nil
	})
	if done == saved {
		return err
	}
	// What was handled is handled, also when ctx has ended.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTimeout)
	defer cancel()
	return errors.Join(err, p.save(ctx, done))
}

// saveTimeout bounds the last saving of a checkpoint.
const saveTimeout = 5 * time.Second

func (p *Projector) save(ctx context.Context, position int64) error {
	if err := p.Store.SaveCheckpoint(ctx, p.Name, position); err != nil {
		return fmt.Errorf("save the checkpoint %s: %w", p.Name, err)
	}
	return nil
}

// The pauses between two attempts of Keep.
const (
	firstPause = 100 * time.Millisecond
	lastPause  = 30 * time.Second
)

// Keep runs the projector until ctx ends; after an error it starts again, each
// time after a longer pause.
func (p *Projector) Keep(ctx context.Context, log *slog.Logger) {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := p.Run(ctx)
		if ctx.Err() != nil {
			return
		}
		log.ErrorContext(ctx, "projection stopped", "name", p.Name, "error", err, "again_in", pause)
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}
