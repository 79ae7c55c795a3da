// Command durabilitytest appends to a SQLite event store until it is killed and
// writes a line for every append that was acknowledged. What it wrote must be
// found in the file, whatever happened after the line.
//
//	durabilitytest append -db FILE -clients N -prefix NAME [-count N]
//	durabilitytest read -db FILE
//
// Append's lines are "ack STREAM VERSION POSITION EVENT-ID KEY"; each is one
// write system call. Read's lines are "event POSITION STREAM VERSION EVENT-ID
// KEY", all of the log in order.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"sync"
	"time"

	"petri/eventstore"
	"petri/eventstore/admission"
	"petri/eventstore/sqlite"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type load struct {
	clients int
	count   int64 // appends of a client; 0 for no end
	prefix  string
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("usage: durabilitytest append|read -db FILE")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	db := flags.String("db", "", "file of the store")
	var l load
	flags.IntVar(&l.clients, "clients", 1, "appends at the same time")
	flags.Int64Var(&l.count, "count", 0, "appends of a client; 0 for no end")
	flags.StringVar(&l.prefix, "prefix", "s", "beginning of the streams' names")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, sqlite.Options{Path: *db})
	if err != nil {
		return err
	}
	defer store.Close()
	switch args[0] {
	case "append":
		return l.append(ctx, store)
	case "read":
		return read(ctx, store)
	default:
		return fmt.Errorf("there is no command %q", args[0])
	}
}

func (l load) append(ctx context.Context, store eventstore.Store) error {
	failures := make(chan error, l.clients)
	var all sync.WaitGroup
	for c := range l.clients {
		all.Go(func() { failures <- l.client(ctx, store, fmt.Sprintf("%s-%d", l.prefix, c)) })
	}
	all.Wait()
	close(failures)
	var failed []error
	for err := range failures {
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// client appends to a stream of its own, from where it was left.
func (l load) client(ctx context.Context, store eventstore.Store, stream string) error {
	version, err := newest(ctx, store, stream)
	if err != nil {
		return err
	}
	for n := int64(0); l.count == 0 || n < l.count; n++ {
		key := fmt.Sprintf("%s/%d", stream, version)
		result, err := store.Append(ctx, request(stream, version, key))
		if err != nil {
			return err
		}
		version = result.Versions[stream]
		// Unbuffered: an acknowledgement that was printed was given.
		fmt.Fprintf(os.Stdout, "ack %s %d %d %s %s\n", stream, version, result.Positions[0], admission.EventID(key, 0), key)
	}
	return nil
}

func request(stream string, version int64, key string) eventstore.AppendRequest {
	expected := eventstore.NoStream()
	if version > 0 {
		expected = eventstore.Exact(version)
	}
	data, _ := json.Marshal(map[string]string{"key": key}) // strings always encode
	return eventstore.AppendRequest{
		Key:    key,
		Writes: []eventstore.Write{{Stream: stream, Expected: expected, Events: []eventstore.NewEvent{{Type: "stepped", Data: data, SchemaVersion: 1}}}},
		Meta:   eventstore.Metadata{At: time.Now().Truncate(time.Millisecond)},
	}
}

func newest(ctx context.Context, store eventstore.Store, stream string) (int64, error) {
	var version int64
	for {
		events, err := store.ReadStream(ctx, stream, version+1, 1000)
		if err != nil || len(events) == 0 {
			return version, err
		}
		version = events[len(events)-1].Version
	}
}

func read(ctx context.Context, store eventstore.Store) error {
	for after := int64(0); ; {
		events, scanned, err := store.ReadAll(ctx, after, eventstore.Filter{}, 1000)
		if err != nil {
			return err
		}
		for _, e := range events {
			var data struct{ Key string }
			if err := json.Unmarshal(e.Data, &data); err != nil {
				return err
			}
			fmt.Printf("event %d %s %d %s %s\n", e.Position, e.Stream, e.Version, e.ID, data.Key)
		}
		if scanned == after {
			return nil
		}
		after = scanned
	}
}
