package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"time"
)

// App holds the settings that every generated application has.
type App struct {
	Addr            string // host and port; port 0 takes a free one
	Store           string // StoreMemory or StoreSQLite
	SQLitePath      string // the file of the SQLite store
	LogLevel        slog.Level
	LogFormat       string        // LogJSON or LogText
	BodyLimit       int64         // bytes of a request's body
	PageLimit       int           // the most items of a page
	SnapshotEvery   int           // events; 0 means no snapshots
	RequestTimeout  time.Duration // of all but streams
	ShutdownTimeout time.Duration // for requests that are under way at the end
	MaxInFlight     int           // requests at once, without streams
	MaxStreams      int           // streams at once
	Heartbeat       time.Duration // of quiet streams
	AllowedOrigins  []string      // that may open WebSockets, beside the own one
}

// The values of App.Store and App.LogFormat.
const (
	StoreMemory = "memory"
	StoreSQLite = "sqlite"
	LogJSON     = "json"
	LogText     = "text"
)

// maxPage is the largest page that the API's contract allows.
const maxPage = 200

// ReadApp reads the settings of App. Look at r.Err before using them.
func ReadApp(r *Reader) App {
	return App{
		Addr:            read(r, "ADDR", "127.0.0.1:8080", parseAddr),
		Store:           r.Choice("STORE", StoreSQLite, StoreSQLite, StoreMemory),
		SQLitePath:      r.String("SQLITE_PATH", "data/events.db"),
		LogLevel:        read(r, "LOG_LEVEL", slog.LevelInfo, parseLevel),
		LogFormat:       r.Choice("LOG_FORMAT", LogJSON, LogJSON, LogText),
		BodyLimit:       int64(r.Int("BODY_LIMIT", 256<<10, 1<<10, 1<<20)),
		PageLimit:       r.Int("PAGE_LIMIT", maxPage, 1, maxPage),
		SnapshotEvery:   r.Int("SNAPSHOT_EVERY", 100, 0, 1_000_000),
		RequestTimeout:  r.Duration("REQUEST_TIMEOUT", 10*time.Second, 100*time.Millisecond, 10*time.Minute),
		ShutdownTimeout: r.Duration("SHUTDOWN_TIMEOUT", 15*time.Second, 0, 10*time.Minute),
		MaxInFlight:     r.Int("MAX_IN_FLIGHT", 512, 1, 100_000),
		MaxStreams:      r.Int("MAX_STREAMS", 1000, 0, 100_000),
		Heartbeat:       r.Duration("HEARTBEAT", 15*time.Second, time.Second, 5*time.Minute),
		AllowedOrigins:  r.List("ALLOWED_ORIGINS", checkOrigin),
	}
}

func parseAddr(text string) (string, error) {
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return "", errors.New("must be host:port, such as 127.0.0.1:8080")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return "", errors.New("must have a port from 0 to 65535")
	}
	return text, nil
}

func parseLevel(text string) (slog.Level, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(text)); err != nil {
		return 0, errors.New("must be one of debug, info, warn, error")
	}
	return level, nil
}

func checkOrigin(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Scheme+"://"+u.Host != text {
		return fmt.Errorf("%q is no origin, such as https://app.example.org", text)
	}
	return nil
}
