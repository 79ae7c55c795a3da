// Package memory keeps an event store in the memory of the process: for tests,
// and for trying an application without a disk. It keeps every promise of
// eventstore.Store except that it outlives the process.
package memory

import (
	"context"
	"slices"
	"sync"
	"time"

	"petri/eventstore"
	"petri/eventstore/admission"
	"petri/eventstore/tail"
)

// poll is only a safety net: nobody else can write to this store.
const poll = time.Second

// Store is an event store in memory.
type Store struct {
	mu          sync.RWMutex
	log         []eventstore.Event                // by position-1
	streams     map[string][]int64                // positions by stream, in version order
	names       []string                          // of streams, sorted
	records     map[string]admission.Record       // by key
	snapshots   map[[2]string]eventstore.Snapshot // by stream and reducer hash
	checkpoints map[string]int64
	added       tail.Signal
	closed      chan struct{}
}

var _ eventstore.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{
		streams:     map[string][]int64{},
		records:     map[string]admission.Record{},
		snapshots:   map[[2]string]eventstore.Snapshot{},
		checkpoints: map[string]int64{},
		closed:      make(chan struct{}),
	}
}

// Append implements eventstore.Store.
func (s *Store) Append(ctx context.Context, req eventstore.AppendRequest) (eventstore.AppendResult, error) {
	if err := s.Ping(ctx); err != nil {
		return eventstore.AppendResult{}, err
	}
	req, err := admission.Validate(req)
	if err != nil {
		return eventstore.AppendResult{}, err
	}
	fingerprint, err := admission.Fingerprint(req)
	if err != nil {
		return eventstore.AppendResult{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if record, used := s.records[req.Key]; used {
		return record.Replay(fingerprint)
	}
	if err := admission.Conflict(req, s.version); err != nil {
		return eventstore.AppendResult{}, err
	}
	events, result := admission.Place(req, int64(len(s.log)), s.version)
	s.keep(events)
	if req.Key != "" {
		s.records[req.Key] = admission.Record{Key: req.Key, Fingerprint: fingerprint, Result: admission.CloneResult(result)}
	}
	s.added.Raise()
	return result, nil
}

func (s *Store) version(stream string) int64 { return int64(len(s.streams[stream])) }

func (s *Store) keep(events []eventstore.Event) {
	s.log = append(s.log, events...)
	for _, e := range events {
		if len(s.streams[e.Stream]) == 0 {
			i, _ := slices.BinarySearch(s.names, e.Stream)
			s.names = slices.Insert(s.names, i, e.Stream)
		}
		s.streams[e.Stream] = append(s.streams[e.Stream], e.Position)
	}
}

// Ping implements eventstore.Store.
func (s *Store) Ping(ctx context.Context) error {
	select {
	case <-s.closed:
		return eventstore.ErrClosed
	default:
		return ctx.Err()
	}
}

// Close implements eventstore.Store. Closing twice is allowed.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
	default:
		close(s.closed)
	}
	return nil
}
