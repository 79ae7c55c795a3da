package suite

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"petri/eventstore"
)

// Linearizability records what concurrent clients asked and were told, and
// looks for an order of their calls, each at one instant between question and
// answer, in which a store that does one thing at a time gives the same answers
// (Herlihy and Wing 1990; checked by porcupine). An append whose outcome is
// unknown stays open: it may have happened at any later time, or never.
func Linearizability(t *testing.T, open Opener) {
	const histories = 20
	unknown := 0
	for i := range histories {
		history := record(t, open(t), uint64(i))
		for _, op := range history {
			if op.Output.(answer).unknown {
				unknown++
			}
		}
		switch porcupine.CheckOperationsTimeout(oneAtATime.ToModel(), history, 30*time.Second) {
		case porcupine.Illegal:
			t.Fatalf("history %d is not linearizable: %v", i, history)
		case porcupine.Unknown:
			t.Fatalf("history %d could not be checked in time", i)
		}
	}
	t.Logf("%d appends had an unknown outcome", unknown)
}

// question is an append to one or both of two streams, or a read of both when
// it expects nothing.
type question struct {
	expected [2]eventstore.Expected // by stream; the zero value does not touch it
	read     int                    // 0: append; 1, 2: read that stream's version; 3: head
}

type answer struct {
	unknown  bool
	conflict bool
	version  [2]int64 // newest, of the streams written or read
	position int64    // first position, or head
}

// versions is the state: of both streams.
type versions [2]int64

// oneAtATime is a store without concurrency.
var oneAtATime = porcupine.NondeterministicModel{
	Init: func() []any { return []any{versions{}} },
	Step: func(state, input, output any) []any {
		now, q, a := state.(versions), input.(question), output.(answer)
		head := now[0] + now[1]
		if q.read > 0 {
			seen := append(now[:], head)[q.read-1]
			return possible(seen == a.position, now)
		}
		holds, next := apply(q, now)
		switch {
		case a.unknown && holds:
			return []any{now, next}
		case a.unknown:
			return []any{now}
		case a.conflict:
			return possible(!holds, now)
		default:
			return possible(holds && a.position == head+1 && agrees(q, a, next), next)
		}
	},
	Equal: func(a, b any) bool { return a == b },
}

func possible(ok bool, state versions) []any {
	if ok {
		return []any{state}
	}
	return nil
}

func apply(q question, now versions) (holds bool, next versions) {
	next = now
	for i, e := range q.expected {
		switch e.Kind {
		case eventstore.KindNoStream:
			if now[i] != 0 {
				return false, now
			}
		case eventstore.KindExact:
			if now[i] != e.Version {
				return false, now
			}
		case eventstore.KindAny:
		default:
			continue
		}
		next[i]++
	}
	return true, next
}

func agrees(q question, a answer, next versions) bool {
	for i, e := range q.expected {
		if e.Kind != 0 && a.version[i] != next[i] {
			return false
		}
	}
	return true
}

var streamNames = [2]string{"left", "right"}

// record lets five clients ask twelve questions each and notes the answers.
func record(t *testing.T, store eventstore.Store, seed uint64) []porcupine.Operation {
	var mu sync.Mutex
	var history []porcupine.Operation
	var all sync.WaitGroup
	begun := time.Now()
	for client := range 5 {
		random := rand.New(rand.NewPCG(seed, uint64(client)))
		all.Go(func() {
			var seen versions
			for range 12 {
				q := ask(random, seen)
				call := time.Since(begun).Nanoseconds()
				a, err := tell(t.Context(), store, q, random)
				end := time.Since(begun).Nanoseconds()
				if errors.Is(err, context.DeadlineExceeded) && !a.unknown {
					continue // not written, which is to say not asked
				}
				if err != nil && !a.unknown {
					t.Error(err)
					return
				}
				if a.unknown {
					end = math.MaxInt64
				}
				look(&seen, q, a)
				mu.Lock()
				history = append(history, porcupine.Operation{ClientId: client, Input: q, Call: call, Output: a, Return: end})
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return history
}

func look(seen *versions, q question, a answer) {
	for i := range seen {
		if a.version[i] > 0 {
			seen[i] = a.version[i]
		}
	}
	if q.read == 1 || q.read == 2 {
		seen[q.read-1] = a.position
	}
}

func ask(random *rand.Rand, seen versions) question {
	q := question{read: max(0, random.IntN(7)-3)}
	if q.read > 0 {
		return q
	}
	touched := 1 + random.IntN(3)
	for i := range q.expected {
		if touched&(1<<i) == 0 {
			continue
		}
		if q.expected[i] = exactly(seen[i]); random.IntN(4) == 0 {
			q.expected[i] = eventstore.Any()
		}
	}
	return q
}

func tell(ctx context.Context, store eventstore.Store, q question, random *rand.Rand) (answer, error) {
	switch q.read {
	case 1, 2:
		version, err := newest(ctx, store, streamNames[q.read-1])
		return answer{position: version}, err
	case 3:
		head, err := store.Head(ctx)
		return answer{position: head}, err
	}
	if random.IntN(3) == 0 { // give up soon
		limited, cancel := context.WithTimeout(ctx, time.Duration(random.IntN(1500))*time.Microsecond)
		defer cancel()
		ctx = limited
	}
	req := eventstore.AppendRequest{Meta: meta()}
	for i, e := range q.expected {
		if e.Kind != 0 {
			req.Writes = append(req.Writes, eventstore.Write{Stream: streamNames[i], Expected: e, Events: stepped(1)})
		}
	}
	result, err := store.Append(ctx, req)
	var conflict *eventstore.ConflictError
	switch {
	case errors.As(err, &conflict):
		return answer{conflict: true}, nil
	case errors.Is(err, eventstore.ErrUnknownOutcome):
		return answer{unknown: true}, err
	case err != nil:
		return answer{}, err
	}
	a := answer{position: result.Positions[0]}
	for i, name := range streamNames {
		a.version[i] = result.Versions[name]
	}
	if len(result.Positions) != len(req.Writes) {
		return a, fmt.Errorf("%d positions for %d events", len(result.Positions), len(req.Writes))
	}
	return a, nil
}
