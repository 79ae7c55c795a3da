package api_test

import (
	"bufio"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"petri/aggregate"
	"petri/api"
	"petri/eventstore/sqlite"
	"petri/internal/example/order"
)

// BenchmarkFireOverHTTPOnSQLite fires on 256 instances from 64 clients; every
// answer is durable.
func BenchmarkFireOverHTTPOnSQLite(b *testing.B) {
	server := benchServer(b)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	post := func(path string) (string, int) {
		res, err := client.Post(server.URL+path, "application/json", strings.NewReader("{}"))
		if err != nil {
			b.Error(err)
			return "", 0
		}
		defer res.Body.Close()
		_, _ = io.Copy(io.Discard, res.Body)
		return res.Header.Get("Location"), res.StatusCode
	}
	paths := make([]string, 256)
	for i := range paths {
		paths[i], _ = post("/api/order")
	}
	var next atomic.Int64
	b.SetParallelism(32)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, status := post(paths[next.Add(1)%256] + "/note"); status != http.StatusOK {
				b.Errorf("answered %d", status)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "fires/s")
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
		made, err := http.Post(server.URL+"/api/order", "application/json", strings.NewReader("{}"))
		if err != nil {
			b.Fatal(err)
		}
		_ = made.Body.Close()
		for lines.Scan() && !strings.HasPrefix(lines.Text(), "data:") {
		}
		took = append(took, time.Since(started))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
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
