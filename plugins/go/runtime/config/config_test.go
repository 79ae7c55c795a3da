package config_test

import (
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"petri/config"
)

func TestWithoutSettingsTheDefaultsListenOnLoopback(t *testing.T) {
	r := config.NewReader("PETRI_", []string{"HOME=/root", "PETRI_STORE="})
	app := config.ReadApp(r)
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	if app.Addr != "127.0.0.1:8080" || app.Store != config.StoreSQLite || app.BodyLimit != 262144 || app.PageLimit != 200 || app.AllowedOrigins != nil {
		t.Errorf("the defaults are %+v", app)
	}
}

func TestEverySettingIsRead(t *testing.T) {
	r := config.NewReader("PETRI_", []string{
		"PETRI_ADDR=:9000", "PETRI_STORE=memory", "PETRI_SQLITE_PATH=/tmp/e.db", "PETRI_LOG_LEVEL=debug", "PETRI_LOG_FORMAT=text",
		"PETRI_BODY_LIMIT=2048", "PETRI_PAGE_LIMIT=10", "PETRI_SNAPSHOT_EVERY=0", "PETRI_REQUEST_TIMEOUT=2s", "PETRI_SHUTDOWN_TIMEOUT=3s",
		"PETRI_MAX_IN_FLIGHT=4", "PETRI_MAX_STREAMS=5", "PETRI_HEARTBEAT=6s", "PETRI_ALLOWED_ORIGINS=https://a.example, http://localhost:5173",
	})
	want := config.App{
		Addr: ":9000", Store: "memory", SQLitePath: "/tmp/e.db", LogLevel: slog.LevelDebug, LogFormat: "text",
		BodyLimit: 2048, PageLimit: 10, RequestTimeout: 2 * time.Second, ShutdownTimeout: 3 * time.Second,
		MaxInFlight: 4, MaxStreams: 5, Heartbeat: 6 * time.Second, AllowedOrigins: []string{"https://a.example", "http://localhost:5173"},
	}
	if got := config.ReadApp(r); r.Err() != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v (%v), want %+v", got, r.Err(), want)
	}
}

func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	environ := []string{
		"PETRI_ADDR=localhost", "PETRI_STORE=disk", "PETRI_LOG_LEVEL=loud", "PETRI_BODY_LIMIT=10", "PETRI_PAGE_LIMIT=many",
		"PETRI_REQUEST_TIMEOUT=10", "PETRI_ALLOWED_ORIGINS=https://a.example/path", "PETRI_MAX_CLIENTS=3",
	}
	r := config.NewReader("PETRI_", environ)
	config.ReadApp(r)
	err := r.Err()
	if err == nil {
		t.Fatal("nothing is reported")
	}
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if !strings.Contains(err.Error(), name+" is ") {
			t.Errorf("%s is not reported in:\n%v", name, err)
		}
	}
	if lines := strings.Count(err.Error(), "\n") + 1; lines != len(environ) {
		t.Errorf("%d problems are reported, want %d:\n%v", lines, len(environ), err)
	}
}

func TestAnExtensionReadsItsOwnSettings(t *testing.T) {
	r := config.NewReader("PETRI_", []string{"PETRI_AUTH_DEV=true", "PETRI_AUTH_ISSUER=x"})
	if dev, issuer := r.Bool("AUTH_DEV", false), r.String("AUTH_ISSUER", ""); !dev || issuer != "x" || r.Err() != nil {
		t.Errorf("read %v %q (%v)", dev, issuer, r.Err())
	}
	if r.Bool("AUTH_ISSUER", false); r.Err() == nil {
		t.Error("a boolean takes any text")
	}
}
