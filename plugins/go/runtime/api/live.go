package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"petri/aggregate"
)

// LiveOptions bound the streams.
type LiveOptions struct {
	// MaxClients is how many streams may be open at once.
	MaxClients int
	// Heartbeat is how often something is sent on a quiet stream, so that
	// everybody on the way sees that it is in use.
	Heartbeat time.Duration
	// WriteTimeout ends the stream of a client that does not read. It resumes
	// where it stopped and loses nothing.
	WriteTimeout time.Duration
	// AllowedOrigins may open a WebSocket beside the server's own origin, such
	// as "https://app.example.org".
	AllowedOrigins []string
}

// Live is the set of open streams.
type Live struct {
	opts    LiveOptions
	mu      sync.Mutex
	clients int
	done    sync.WaitGroup
	ending  context.Context // ends with the set
	end     context.CancelFunc
}

// NewLive returns an empty set.
func NewLive(opts LiveOptions) *Live {
	ctx, cancel := context.WithCancel(context.Background())
	return &Live{opts: opts, ending: ctx, end: cancel}
}

// Close ends all streams, refuses new ones and waits until the last has ended.
// Closing twice is allowed.
func (l *Live) Close() {
	l.mu.Lock()
	l.end() // under the lock: who joined before it is waited for
	l.mu.Unlock()
	l.done.Wait()
}

// Closing tells whether Close was called.
func (l *Live) Closing() bool { return l.ending.Err() != nil }

// join counts a stream in; its context ends when the set closes.
func (l *Live) join(ctx context.Context) (context.Context, func(), error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.Closing() {
		return nil, nil, overloaded("shutting down")
	}
	if l.clients >= l.opts.MaxClients {
		return nil, nil, overloaded("too many streams are open")
	}
	l.clients++
	l.done.Add(1)
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(l.ending, cancel)
	return ctx, func() {
		stop()
		cancel()
		l.mu.Lock()
		l.clients--
		l.mu.Unlock()
		l.done.Done()
	}, nil
}

// message is what a client is told. It reads the instance itself, so that what
// it may see is decided in one place.
type message struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

// Stream sends changes as server-sent events. The id of an event is its
// position; a client that comes back with Last-Event-ID misses nothing.
func (res *Resource) Stream() Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := res.reading(r); err != nil {
			return err
		}
		after, err := res.resume(r)
		if err != nil {
			return err
		}
		ctx, leave, err := res.opts.Live.join(r.Context())
		if err != nil {
			return err
		}
		defer leave()
		changes, err := res.feed.listen(ctx, after)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Accel-Buffering", "no")
		s := eventStream{w: w, control: http.NewResponseController(w), timeout: res.opts.Live.opts.WriteTimeout}
		if err := s.send("retry: 1000\n\n"); err != nil {
			return nil
		}
		s.run(ctx, changes, res.opts.Live.opts.Heartbeat)
		return nil
	}
}

// resume is the position that the client has seen; a new one starts at the end.
func (res *Resource) resume(r *http.Request) (int64, error) {
	head, err := res.aggregate.Head(r.Context())
	if err != nil {
		return 0, err
	}
	text, given, err := single(r, "Last-Event-ID")
	if err != nil || !given {
		return head, err
	}
	position, ok := decimal(text)
	if !ok || position > head {
		return 0, badRequest("Last-Event-ID must be the id of an event of this stream")
	}
	return position, nil
}

type eventStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	timeout time.Duration
}

func (s eventStream) run(ctx context.Context, changes <-chan aggregate.Change, heartbeat time.Duration) {
	ticker := time.NewTicker(heartbeat)
	defer ticker.Stop()
	for {
		var text string
		select {
		case c, open := <-changes:
			if !open {
				return
			}
			text = fmt.Sprintf("id: %d\ndata: {\"id\":%s,\"version\":%d}\n\n", c.Position, strconv.Quote(c.ID), c.Version)
		case <-ticker.C:
			text = ":\n\n"
		case <-ctx.Done():
			return
		}
		if err := s.send(text); err != nil {
			return
		}
	}
}

func (s eventStream) send(text string) error {
	if err := s.control.SetWriteDeadline(time.Now().Add(s.timeout)); err != nil {
		return err
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.control.Flush()
}
