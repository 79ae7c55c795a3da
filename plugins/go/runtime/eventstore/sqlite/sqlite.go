package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"petri/eventstore"
	"petri/eventstore/tail"
)

// Store is an event store in a SQLite file.
type Store struct {
	options Options
	writes  *sql.DB // one connection
	reads   statements
	queue   chan *job
	added   tail.Signal
	closing chan struct{} // closed first: nothing new is taken
	stopped chan struct{} // closed when the writer has ended
	once    sync.Once
	err     error // of Close
}

var _ eventstore.Store = (*Store)(nil)

// queueLength bounds how many appends wait for the writer before more callers
// are held up.
const queueLength = 4096

// Open opens the store, creates it when there is none, and brings its schema up
// to date. It refuses a file or a library that cannot keep what the store
// promises.
func Open(ctx context.Context, o Options) (*Store, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	writes, err := open(o, 1, writerSettings)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, writes); err != nil {
		return nil, errors.Join(err, writes.Close())
	}
	reads, err := open(o, o.Readers, readerSettings)
	if err != nil {
		return nil, errors.Join(err, writes.Close())
	}
	s := &Store{
		options: o, writes: writes, reads: statements{db: reads},
		queue:   make(chan *job, queueLength),
		closing: make(chan struct{}), stopped: make(chan struct{}),
	}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, writes.Close(), reads.Close())
	}
	go s.write()
	return s, nil
}

// Ping implements eventstore.Store.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	_, err := s.head(ctx)
	return err
}

func (s *Store) usable(ctx context.Context) error {
	select {
	case <-s.closing:
		return eventstore.ErrClosed
	default:
		return ctx.Err()
	}
}

// Close implements eventstore.Store. The transaction being written is finished;
// what is still queued is answered with eventstore.ErrClosed. Closing twice is
// allowed.
func (s *Store) Close() error {
	s.once.Do(func() {
		close(s.closing)
		<-s.stopped
		// Readers first: the last connection to close empties the log.
		if err := errors.Join(s.reads.db.Close(), s.writes.Close()); err != nil {
			s.err = fmt.Errorf("sqlite: close: %w", err)
		}
	})
	return s.err
}
