// Package sqlite keeps an event store in one SQLite file, through a driver
// without cgo. Appends are grouped: while one transaction is being synced to the
// disk the next one collects what is asked for, so that durable appends per
// second grow with the number of clients.
package sqlite

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"
)

// Options say where the store is and how it waits. Zero means the default.
type Options struct {
	// Path of the database file; it is created when it does not exist. The
	// folder must exist.
	Path string
	// Readers is how many reads run at the same time; 4 by default.
	Readers int
	// BusyTimeout is how long a write waits for another process; 5 s by default.
	BusyTimeout time.Duration
	// Poll is how often a subscriber looks for what other processes wrote;
	// 250 ms by default. What this store wrote reaches it at once.
	Poll time.Duration
}

func (o Options) withDefaults() (Options, error) {
	if o.Path == "" {
		return o, errors.New("sqlite: the path of the database file is missing")
	}
	if o.Readers < 0 || o.BusyTimeout < 0 || o.Poll < 0 {
		return o, fmt.Errorf("sqlite: an option is negative: %+v", o)
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	if o.BusyTimeout == 0 {
		o.BusyTimeout = 5 * time.Second
	}
	if o.Poll == 0 {
		o.Poll = 250 * time.Millisecond
	}
	return o, nil
}

// dsn is the driver's name of the database, with the settings of a connection.
func (o Options) dsn(pragmas ...string) string {
	query := url.Values{"_txlock": {"immediate"}}
	query.Add("_pragma", "busy_timeout("+strconv.FormatInt(o.BusyTimeout.Milliseconds(), 10)+")")
	for _, p := range pragmas {
		query.Add("_pragma", p)
	}
	path := url.URL{Path: o.Path}
	return "file:" + path.EscapedPath() + "?" + query.Encode()
}
