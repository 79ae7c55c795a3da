//go:build linux

package api_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"petri/aggregate"
	"petri/api"
	"petri/eventstore/sqlite"
	"petri/internal/example/order"
)

// BenchmarkFireOverHTTPOnSQLite fires on 256 instances; every answer is durable.
// Clients and server share the machine. Compare with fdatasync/s, which the
// machine could do in the same minute.
func BenchmarkFireOverHTTPOnSQLite(b *testing.B) {
	for _, clients := range []int{1, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			syncs := probe(b)
			server := benchServer(b)
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
			paths := instances(b, client, server.URL, 256)
			took := make([][]time.Duration, clients)
			var next atomic.Int64
			var all sync.WaitGroup
			b.ResetTimer()
			for c := range clients {
				all.Go(func() {
					for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
						begun := time.Now()
						if _, status := post(b, client, paths[i%256]+"/note"); status != http.StatusOK {
							b.Errorf("answered %d", status)
							return
						}
						took[c] = append(took[c], time.Since(begun))
					}
				})
			}
			all.Wait()
			b.StopTimer()
			rate := float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(rate, "fires/s")
			b.ReportMetric(syncs, "fdatasync/s")
			b.ReportMetric(rate/syncs, "fires/fdatasync")
			b.ReportMetric(p99(slices.Concat(took...)).Seconds()*1000, "p99-ms")
		})
	}
}

func instances(b *testing.B, client *http.Client, url string, n int) []string {
	b.Helper()
	paths := make([]string, n)
	for i := range paths {
		location, status := post(b, client, url+"/api/order")
		if status != http.StatusCreated {
			b.Fatalf("answered %d", status)
		}
		paths[i] = url + location
	}
	return paths
}

func post(b *testing.B, client *http.Client, url string) (location string, status int) {
	res, err := client.Post(url, "application/json", strings.NewReader("{}"))
	if err != nil {
		b.Error(err)
		return "", 0
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		b.Error(err)
	}
	return res.Header.Get("Location"), res.StatusCode
}

// probe returns how many times a second a page can be appended and synced.
func probe(b *testing.B) float64 {
	b.Helper()
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

func p99(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)*99/100]
}

// BenchmarkCommitToStream fires one command at a time and waits until a live
// client is told. Target: p99 of at most 50 ms from request to event.
func BenchmarkCommitToStream(b *testing.B) {
	server := benchServer(b)
	res, err := http.Get(server.URL + "/api/order/events")
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	var took []time.Duration
	for b.Loop() {
		started := time.Now()
		post(b, http.DefaultClient, server.URL+"/api/order")
		for lines.Scan() && !strings.HasPrefix(lines.Text(), "data:") {
		}
		took = append(took, time.Since(started))
	}
	b.ReportMetric(p99(took).Seconds()*1000, "p99-ms")
}

// benchServer serves the example on SQLite.
func benchServer(b *testing.B) *httptest.Server {
	b.Helper()
	store, err := sqlite.Open(b.Context(), sqlite.Options{Path: filepath.Join(b.TempDir(), "events.db")})
	if err != nil {
		b.Fatal(err)
	}
	live := api.NewLive(api.LiveOptions{MaxClients: 10, Heartbeat: time.Minute, WriteTimeout: time.Second})
	service := aggregate.NewService(store, order.Model{}, aggregate.Options{SnapshotEvery: 100})
	orders := api.NewResource(service, api.Options{BodyLimit: 1000, PageLimit: 200, Live: live})
	mux := api.NewMux(api.Limits{Timeout: 10 * time.Second, MaxInFlight: 1000})
	mux.Handle("POST /api/order", orders.Create("create"))
	mux.Handle("POST /api/order/{id}/note", orders.Fire("note"))
	mux.HandleUnlimited("GET /api/order/events", orders.Stream())
	server := httptest.NewServer(api.Wrap(mux, slog.New(slog.DiscardHandler)))
	b.Cleanup(func() {
		live.Close()
		server.Close()
		_ = store.Close()
	})
	return server
}
