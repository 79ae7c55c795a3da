package suite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"petri/eventstore"
)

type runner struct {
	t       *testing.T
	ctx     context.Context
	adapter Adapter
	store   eventstore.Store
}

type filterForm struct {
	StreamPrefix string   `json:"stream_prefix"`
	Types        []string `json:"types"`
}

// argsForm has the arguments of every operation but append's.
type argsForm struct {
	Stream      string          `json:"stream"`
	From        int64           `json:"from"`
	After       int64           `json:"after"`
	Max         int             `json:"max"`
	Count       int             `json:"count"`
	Filter      filterForm      `json:"filter"`
	Prefix      string          `json:"prefix"`
	AfterName   string          `json:"after_name"`
	Key         string          `json:"key"`
	Fingerprint string          `json:"fingerprint"`
	Version     int64           `json:"version"`
	ReducerHash string          `json:"reducer_hash"`
	State       json.RawMessage `json:"state"`
	Name        string          `json:"name"`
	Position    int64           `json:"position"`
	Appends     []appendForm    `json:"appends"`
}

// do runs a step and returns its answer in the form of the vectors.
func (r *runner) do(s Step) (any, error) {
	args, err := expanded(s.Args)
	if err != nil {
		return nil, err
	}
	if s.Op == "append" {
		var form appendForm
		if err := strict(args, &form); err != nil {
			return nil, err
		}
		return r.append(form)
	}
	var form argsForm
	if err := strict(args, &form); err != nil {
		return nil, err
	}
	answer, err := r.call(s.Op, form)
	if err != nil {
		return showError(err)
	}
	return answer, nil
}

func expanded(args json.RawMessage) ([]byte, error) {
	var v any
	if len(args) == 0 {
		return []byte("{}"), nil
	}
	if err := json.Unmarshal(args, &v); err != nil {
		return nil, err
	}
	return json.Marshal(expand(v))
}

func (r *runner) append(form appendForm) (any, error) {
	req, err := form.request()
	if err != nil {
		return nil, err
	}
	result, err := r.store.Append(r.ctx, req)
	if err != nil {
		return showError(err)
	}
	return showResult(result), nil
}

func showResult(r eventstore.AppendResult) any {
	return map[string]any{"versions": r.Versions, "positions": r.Positions, "replayed": r.Replayed}
}

func (r *runner) call(op string, a argsForm) (any, error) {
	filter := eventstore.Filter{StreamPrefix: a.Filter.StreamPrefix, Types: a.Filter.Types}
	switch op {
	case "lookup":
		result, found, err := r.store.Lookup(r.ctx, a.Key, a.Fingerprint)
		if !found {
			return map[string]any{"found": false}, err
		}
		return map[string]any{"found": true, "result": showResult(result)}, err
	case "read_stream":
		events, err := r.store.ReadStream(r.ctx, a.Stream, a.From, a.Max)
		return map[string]any{"events": showEvents(events)}, err
	case "read_all":
		events, scanned, err := r.store.ReadAll(r.ctx, a.After, filter, a.Max)
		return map[string]any{"events": showEvents(events), "scanned": scanned}, err
	case "head":
		head, err := r.store.Head(r.ctx)
		return map[string]any{"position": head}, err
	case "streams":
		names, err := r.store.Streams(r.ctx, a.Prefix, a.AfterName, a.Max)
		return map[string]any{"names": append([]string{}, names...)}, err
	case "subscribe":
		return r.subscribe(a, filter)
	case "race":
		return r.race(a.Appends)
	default:
		return r.callCache(op, a)
	}
}

func (r *runner) callCache(op string, a argsForm) (any, error) {
	switch op {
	case "save_snapshot":
		return map[string]any{}, r.store.SaveSnapshot(r.ctx, eventstore.Snapshot{
			Stream: a.Stream, Version: a.Version, ReducerHash: a.ReducerHash, State: a.State,
		})
	case "load_snapshot":
		s, found, err := r.store.LoadSnapshot(r.ctx, a.Stream, a.ReducerHash)
		if !found {
			return map[string]any{"found": false}, err
		}
		return map[string]any{"found": true, "stream": s.Stream, "reducer_hash": s.ReducerHash, "version": s.Version, "state": s.State}, err
	case "save_checkpoint":
		return map[string]any{}, r.store.SaveCheckpoint(r.ctx, a.Name, a.Position)
	case "load_checkpoint":
		position, err := r.store.LoadCheckpoint(r.ctx, a.Name)
		return map[string]any{"position": position}, err
	case "ping":
		return map[string]any{}, r.store.Ping(r.ctx)
	case "close":
		return map[string]any{}, r.store.Close()
	case "reopen":
		r.store = r.adapter.Reopen(r.t, r.store)
		return map[string]any{}, nil
	default:
		return nil, fmt.Errorf("there is no operation %q", op)
	}
}

var errEnough = errors.New("enough")

// subscribe collects the first events that a subscriber is handed.
func (r *runner) subscribe(a argsForm, filter eventstore.Filter) (any, error) {
	var events []eventstore.Event
	err := r.store.Subscribe(r.ctx, a.After, filter, func(_ context.Context, e eventstore.Event) error {
		if events = append(events, e); len(events) == a.Count {
			return errEnough
		}
		return nil
	})
	if !errors.Is(err, errEnough) {
		return nil, err
	}
	return map[string]any{"events": showEvents(events)}, nil
}

// race makes all appends at the same time and counts how they ended.
func (r *runner) race(forms []appendForm) (any, error) {
	counts := map[string]int{"written": 0, "replayed": 0, "conflict": 0, "key_reused": 0}
	var mu sync.Mutex
	var failure error
	var all sync.WaitGroup
	for _, form := range forms {
		req, err := form.request()
		if err != nil {
			return nil, err
		}
		all.Go(func() {
			result, err := r.store.Append(r.ctx, req)
			mu.Lock()
			defer mu.Unlock()
			if outcome := outcomeOf(result, err); outcome != "" {
				counts[outcome]++
			} else {
				failure = err
			}
		})
	}
	all.Wait()
	return counts, failure
}

func outcomeOf(r eventstore.AppendResult, err error) string {
	var conflict *eventstore.ConflictError
	switch {
	case err == nil && r.Replayed:
		return "replayed"
	case err == nil:
		return "written"
	case errors.As(err, &conflict):
		return "conflict"
	case errors.Is(err, eventstore.ErrKeyReused):
		return "key_reused"
	default:
		return ""
	}
}
