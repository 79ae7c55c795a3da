package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"petri/eventstore"
)

// held opens a store whose file another connection has locked for writing, so
// that what is asked of the store queues up until release is called.
func held(t *testing.T) (s *Store, release func()) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.db")
	s, err := Open(t.Context(), Options{Path: path, BusyTimeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	other, err := sql.Open("sqlite", s.options.dsn())
	if err != nil {
		t.Fatal(err)
	}
	lock, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	// The writer takes this one, alone, and waits for the lock with it.
	j := admitting(write("first", eventstore.NoStream()))
	first := make(chan error, 1)
	go func() { first <- s.do(context.Background(), j) }()
	waitUntil(t, func() bool { return j.state.Load() == taken })
	return s, func() {
		if err := errors.Join(lock.Rollback(), other.Close()); err != nil {
			t.Fatal(err)
		}
		if err := <-first; err != nil {
			t.Fatal(err)
		}
	}
}

type outcome struct {
	result eventstore.AppendResult
	err    error
}

// ask appends in the background and returns once the writer has been asked.
func ask(t *testing.T, s *Store, ctx context.Context, req eventstore.AppendRequest) <-chan outcome {
	t.Helper()
	before := len(s.queue)
	done := make(chan outcome, 1)
	go func() {
		result, err := s.Append(ctx, req)
		done <- outcome{result, err}
	}()
	waitUntil(t, func() bool { return len(s.queue) > before })
	return done
}

// admitting is the job of an append to one stream.
func admitting(req eventstore.AppendRequest) *job {
	return &job{stream: streamsOf(req), decide: func(b *batch) error {
		_, err := b.admit(req, "")
		return err
	}}
}

func waitUntil(t *testing.T, holds func() bool) {
	t.Helper()
	for begun := time.Now(); !holds(); {
		if time.Since(begun) > time.Minute {
			t.Fatal("waited for a minute")
		}
		time.Sleep(time.Millisecond)
	}
}

func write(stream string, expected eventstore.Expected) eventstore.AppendRequest {
	return eventstore.AppendRequest{
		Writes: []eventstore.Write{{Stream: stream, Expected: expected, Events: []eventstore.NewEvent{
			{Type: "stepped", Data: json.RawMessage(`{}`), SchemaVersion: 1},
		}}},
		Meta: eventstore.Metadata{At: time.UnixMilli(1_800_000_000_000)},
	}
}

func TestARequestOfAGroupIsCheckedAgainstWhatTheEarlierOnesWrote(t *testing.T) {
	s, release := held(t)
	keyed := write("a", eventstore.Exact(2))
	keyed.Key = "k"
	var asked []<-chan outcome
	for _, req := range []eventstore.AppendRequest{
		write("a", eventstore.NoStream()), // accepted
		write("a", eventstore.NoStream()), // refused: the one before wrote
		write("a", eventstore.Exact(1)),   // accepted, undisturbed
		keyed,                             // accepted
		keyed,                             // replayed from the same transaction
	} {
		asked = append(asked, ask(t, s, t.Context(), req))
	}
	release()
	want := []int64{2, 0, 3, 4, 4}
	for i, done := range asked {
		o := <-done
		var conflict *eventstore.ConflictError
		switch {
		case want[i] == 0:
			if !errors.As(o.err, &conflict) || conflict.Failed[0].Actual != 1 {
				t.Errorf("request %d: %v", i, o.err)
			}
		case o.err != nil || o.result.Positions[0] != want[i]:
			t.Errorf("request %d: %+v, %v", i, o.result, o.err)
		case o.result.Replayed != (i == 4):
			t.Errorf("request %d: replayed is %v", i, o.result.Replayed)
		}
	}
}

func TestAnAppendThatIsWithdrawnFromTheQueueIsNotWritten(t *testing.T) {
	s, release := held(t)
	ctx, cancel := context.WithCancel(t.Context())
	withdrawn := ask(t, s, ctx, write("withdrawn", eventstore.Any()))
	kept := ask(t, s, t.Context(), write("kept", eventstore.Any()))
	cancel()
	if o := <-withdrawn; !errors.Is(o.err, context.Canceled) || errors.Is(o.err, eventstore.ErrUnknownOutcome) {
		t.Errorf("the withdrawn append ended with %v", o.err)
	}
	release()
	if o := <-kept; o.err != nil {
		t.Error(o.err)
	}
	names, err := s.Streams(t.Context(), "", "", 9)
	if err != nil || strings.Join(names, " ") != "first kept" {
		t.Errorf("streams are %v, %v", names, err)
	}
}

func TestAnAppendThatEndsWhileItIsWrittenHasAnUnknownOutcome(t *testing.T) {
	path := filepath.Join(t.TempDir(), "events.db")
	s := opened(t, path)
	other, err := sql.Open("sqlite", s.options.dsn())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	lock, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	j := admitting(write("a", eventstore.NoStream()))
	done := make(chan error, 1)
	go func() { done <- s.do(ctx, j) }()
	waitUntil(t, func() bool { return j.state.Load() == taken })
	cancel()
	if err := <-done; !errors.Is(err, eventstore.ErrUnknownOutcome) || !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	// The next append comes after the one above, which was written after all.
	if _, err := s.Append(t.Context(), write("a", eventstore.Exact(1))); err != nil {
		t.Error(err)
	}
}

func TestAGroupIsBoundedInRequestsAndOctets(t *testing.T) {
	s := &Store{queue: make(chan *job, queueLength), closing: make(chan struct{})}
	for range maxGroup + 3 {
		s.queue <- &job{size: 1}
	}
	if group, left := s.collect(nil); len(group) != maxGroup || left != nil {
		t.Errorf("took %d requests", len(group))
	}
	s.collect(nil)
	for _, size := range []int{maxBytes / 2, maxBytes / 2, 1, 2 * maxBytes, 1} {
		s.queue <- &job{size: size}
	}
	var sizes []int
	var left *job
	for len(s.queue) > 0 || left != nil {
		var group []*job
		group, left = s.collect(left)
		sizes = append(sizes, len(group))
	}
	if len(sizes) != 4 || sizes[0] != 2 || sizes[1] != 1 || sizes[2] != 1 || sizes[3] != 1 {
		t.Errorf("groups have sizes %v", sizes)
	}
}

func TestClosingAnswersWhatIsQueuedAndKeepsWhatWasTaken(t *testing.T) {
	s, release := held(t)
	queued := ask(t, s, t.Context(), write("queued", eventstore.Any()))
	closed := make(chan error, 1)
	go func() { closed <- s.Close() }()
	waitUntil(t, func() bool { return s.usable(t.Context()) != nil })
	release()
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	if o := <-queued; !errors.Is(o.err, eventstore.ErrClosed) {
		t.Errorf("the queued append ended with %v", o.err)
	}
	again, err := Open(t.Context(), Options{Path: s.options.Path})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	names, err := again.Streams(t.Context(), "", "", 9)
	if err != nil || strings.Join(names, " ") != "first" {
		t.Errorf("streams are %v, %v", names, err)
	}
}
