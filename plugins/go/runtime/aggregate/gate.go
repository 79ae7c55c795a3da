package aggregate

import (
	"context"
	"sync"
)

// gate lets one command at a time work on an instance. It only saves work: that
// nobody else wrote is checked by the store.
type gate struct {
	mu    sync.Mutex
	turns map[string]*turn
}

// turn is the queue of one instance; it lives while somebody is in it.
type turn struct {
	free  chan struct{} // holds one token
	users int
}

// enter waits for the instance, or until ctx ends.
func (g *gate) enter(ctx context.Context, id string) (leave func(), err error) {
	t := g.join(id)
	select {
	case <-t.free:
		return func() {
			t.free <- struct{}{}
			g.part(id, t)
		}, nil
	case <-ctx.Done():
		g.part(id, t)
		return nil, ctx.Err()
	}
}

func (g *gate) join(id string) *turn {
	g.mu.Lock()
	defer g.mu.Unlock()
	t, found := g.turns[id]
	if !found {
		t = &turn{free: make(chan struct{}, 1)}
		t.free <- struct{}{}
		if g.turns == nil {
			g.turns = map[string]*turn{}
		}
		g.turns[id] = t
	}
	t.users++
	return t
}

func (g *gate) part(id string, t *turn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t.users--; t.users == 0 {
		delete(g.turns, id)
	}
}
