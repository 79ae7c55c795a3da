package aggregate

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"petri/eventstore"
	"petri/eventstore/uuid"
	"petri/value"
)

// Options tune a Service. The zero value is ready for use.
type Options struct {
	// SnapshotEvery is how many events are folded before a snapshot is saved;
	// below 1 no snapshots are used.
	SnapshotEvery int
	// Attempts is how often a command is decided before it is given up because
	// others are faster; below 1 means DefaultAttempts.
	Attempts int
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Log takes what went wrong without a caller to tell; nil means slog.Default.
	Log *slog.Logger
}

// DefaultAttempts is enough where each process takes one command at a time for
// an instance, as a Service does: others are other processes.
const DefaultAttempts = 10

// Service runs the commands of one aggregate. It is safe for concurrent use.
type Service[S any] struct {
	store  eventstore.Store
	model  Model[S]
	opts   Options
	prefix string // of the names of streams
	gate   gate
}

// NewService returns a Service that keeps its events in store.
func NewService[S any](store eventstore.Store, model Model[S], opts Options) *Service[S] {
	if opts.Attempts < 1 {
		opts.Attempts = DefaultAttempts
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	return &Service[S]{store: store, model: model, opts: opts, prefix: StreamPrefix(model.Slug())}
}

// StreamPrefix is how the names of an aggregate's streams start. A slug holds no
// slash, so that no prefix is the beginning of another.
func StreamPrefix(slug string) string { return slug + "/" }

// Slug names the aggregate.
func (s *Service[S]) Slug() string { return s.model.Slug() }

func (s *Service[S]) stream(id string) string { return s.prefix + id }

func (s *Service[S]) id(stream string) string { return strings.TrimPrefix(stream, s.prefix) }

// newID returns an identity that sorts by the time of its making.
func (s *Service[S]) newID() string { return uuid.V7(s.opts.Now()).String() }

// now returns the time of a decision, in both of its forms.
func (s *Service[S]) now() (value.Time, time.Time) {
	at, ok := value.TimeOf(s.opts.Now())
	if !ok {
		panic("aggregate: the clock is outside the years 1 to 9999")
	}
	return at, at.Std()
}

// Change tells that an instance has reached a version.
type Change struct {
	ID       string
	Version  int64
	Position int64 // in the store; where to go on
}

// Head returns the position of the newest event of the store.
func (s *Service[S]) Head(ctx context.Context) (int64, error) { return s.store.Head(ctx) }

// Watch delivers the changes after a position and then each as it happens, until
// ctx ends or handle fails.
func (s *Service[S]) Watch(ctx context.Context, after int64, handle func(context.Context, Change) error) error {
	filter := eventstore.Filter{StreamPrefix: s.prefix}
	return s.store.Subscribe(ctx, after, filter, func(ctx context.Context, ev eventstore.Event) error {
		return handle(ctx, Change{ID: s.id(ev.Stream), Version: ev.Version, Position: ev.Position})
	})
}
