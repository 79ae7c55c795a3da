//go:build linux

package sqlite_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"petri/eventstore"
)

// BenchmarkDurableAppend measures acknowledged events a second, one event an
// append, each append to a stream of its own client. Compare with fdatasync/s,
// which the machine could do in the same minute, and not with another machine.
func BenchmarkDurableAppend(b *testing.B) {
	for _, clients := range []int{1, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			syncs := probe(b)
			s := open(b)
			took := make([][]time.Duration, clients)
			var next atomic.Int64
			var all sync.WaitGroup
			b.ResetTimer()
			for c := range clients {
				all.Go(func() {
					for version := int64(0); next.Add(1) <= int64(b.N); version++ {
						begun := time.Now()
						if _, err := s.Append(b.Context(), step(c, version)); err != nil {
							b.Error(err)
							return
						}
						took[c] = append(took[c], time.Since(begun))
					}
				})
			}
			all.Wait()
			b.StopTimer()
			rate := float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(rate, "events/s")
			b.ReportMetric(syncs, "fdatasync/s")
			b.ReportMetric(rate/syncs, "events/fdatasync")
			b.ReportMetric(p99(took).Seconds()*1000, "p99-ms")
		})
	}
}

// step is the append of an ordinary transition: one event, an exact version, an
// idempotency key.
func step(client int, version int64) eventstore.AppendRequest {
	stream := fmt.Sprintf("order-%d", client)
	expected := eventstore.NoStream()
	if version > 0 {
		expected = eventstore.Exact(version)
	}
	return eventstore.AppendRequest{
		Key: fmt.Sprintf("%s/%d", stream, version),
		Writes: []eventstore.Write{{Stream: stream, Expected: expected, Events: []eventstore.NewEvent{{
			Type: "order_moved", Command: "move", Mode: "move",
			Data: json.RawMessage(`{"to":"next","amount":12.5,"by":"somebody"}`), SchemaVersion: 1,
		}}}},
		Meta: eventstore.Metadata{Actor: "ann", Correlation: "r", ModelHash: "m", At: time.UnixMilli(1_800_000_000_000)},
	}
}

// probe returns how many times a second a page can be appended and synced.
func probe(b *testing.B) float64 {
	f, err := os.Create(filepath.Join(b.TempDir(), "probe"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	begun, n := time.Now(), 0
	for time.Since(begun) < time.Second {
		if _, err := f.Write(page); err != nil {
			b.Fatal(err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			b.Fatal(err)
		}
		n++
	}
	return float64(n) / time.Since(begun).Seconds()
}

func p99(took [][]time.Duration) time.Duration {
	all := slices.Concat(took...)
	slices.Sort(all)
	return all[len(all)*99/100]
}

// BenchmarkReadAll measures events read a second in pages.
func BenchmarkReadAll(b *testing.B) {
	s := open(b)
	for batch := range 100 {
		var events []eventstore.NewEvent
		for range 100 {
			events = append(events, step(0, 0).Writes[0].Events...)
		}
		req := step(batch, 0)
		req.Writes[0].Events = events
		if _, err := s.Append(b.Context(), req); err != nil {
			b.Fatal(err)
		}
	}
	read := 0
	b.ResetTimer()
	for b.Loop() {
		for after := int64(0); after < 10_000; {
			events, scanned, err := s.ReadAll(b.Context(), after, eventstore.Filter{}, 256)
			if err != nil {
				b.Fatal(err)
			}
			after, read = scanned, read+len(events)
		}
	}
	b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkLiveSubscriber measures the time from the call of an append to the
// subscriber's handler, one at a time on an idle store.
func BenchmarkLiveSubscriber(b *testing.B) {
	s := open(b)
	ctx, stop := context.WithCancel(b.Context())
	got := make(chan time.Time, 1)
	ended := make(chan error, 1)
	go func() {
		ended <- s.Subscribe(ctx, 0, eventstore.Filter{}, func(context.Context, eventstore.Event) error {
			got <- time.Now()
			return nil
		})
	}()
	var took []time.Duration
	for version := int64(0); b.Loop(); version++ {
		begun := time.Now()
		if _, err := s.Append(b.Context(), step(0, version)); err != nil {
			b.Fatal(err)
		}
		took = append(took, (<-got).Sub(begun))
	}
	stop()
	<-ended
	b.ReportMetric(p99([][]time.Duration{took}).Seconds()*1000, "p99-ms")
}
