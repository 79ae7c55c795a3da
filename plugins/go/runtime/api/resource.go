// Package api serves aggregates over HTTP: JSON in and out, errors as
// application/problem+json, changes as server-sent events and over WebSocket.
package api

import (
	"context"
	"net/http"

	"petri/aggregate"
)

// Aggregate is what a Resource serves; *aggregate.Service is one.
type Aggregate interface {
	Slug() string
	Create(ctx context.Context, call aggregate.Call) (aggregate.Instance, error)
	Fire(ctx context.Context, id string, call aggregate.Call) (aggregate.Instance, error)
	Get(ctx context.Context, id string) (aggregate.Instance, error)
	At(ctx context.Context, id string, version int64) (aggregate.Instance, error)
	History(ctx context.Context, id string, after int64, limit int) ([]aggregate.Event, int64, error)
	List(ctx context.Context, after string, limit int) ([]aggregate.Instance, string, error)
	Watch(ctx context.Context, after int64, handle func(context.Context, aggregate.Change) error) error
	Head(ctx context.Context) (int64, error)
}

// Options of a Resource.
type Options struct {
	BodyLimit int64 // in bytes
	PageLimit int   // the most items of a page
	// Authenticate tells who asks, nil for nobody; it is asked on every request,
	// also to read. Its error is the answer; a *Problem is shown. Without it
	// nobody is signed in.
	Authenticate func(*http.Request) (*aggregate.Actor, error)
	// Live holds the open streams of all resources.
	Live *Live
}

// Resource serves one aggregate. Each method returns the Handler of a route.
type Resource struct {
	aggregate Aggregate
	opts      Options
	feed      feed
}

// NewResource returns the handlers of an aggregate.
func NewResource(a Aggregate, opts Options) *Resource {
	return &Resource{aggregate: a, opts: opts, feed: feed{aggregate: a}}
}

// Create runs the command that makes an instance.
func (res *Resource) Create(command string) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if len(r.Header.Values("If-Match")) > 0 {
			return badRequest("If-Match has no meaning for what does not exist yet")
		}
		call, err := res.call(w, r, command)
		if err != nil {
			return err
		}
		made, err := res.aggregate.Create(r.Context(), call)
		if err != nil {
			return err
		}
		w.Header().Set("Location", "/api/"+res.aggregate.Slug()+"/"+made.ID)
		writeInstance(w, http.StatusCreated, made)
		return nil
	}
}

// Fire runs a command on the instance that {id} of the pattern names.
func (res *Resource) Fire(command string) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		version, err := ifMatch(r)
		if err != nil {
			return err
		}
		call, err := res.call(w, r, command)
		if err != nil {
			return err
		}
		call.IfVersion = version
		fired, err := res.aggregate.Fire(r.Context(), r.PathValue("id"), call)
		if err != nil {
			return err
		}
		writeInstance(w, http.StatusOK, fired)
		return nil
	}
}

// call reads a command from a request.
func (res *Resource) call(w http.ResponseWriter, r *http.Request, command string) (aggregate.Call, error) {
	call := aggregate.Call{Command: command, Correlation: RequestID(r.Context())}
	var err error
	if _, err = query(r); err != nil {
		return call, err
	}
	if call.Key, err = idempotencyKey(r); err != nil {
		return call, err
	}
	if call.Actor, err = res.actor(r); err != nil {
		return call, err
	}
	call.Input, err = readObject(w, r, res.opts.BodyLimit)
	return call, err
}

func (res *Resource) actor(r *http.Request) (*aggregate.Actor, error) {
	if res.opts.Authenticate == nil {
		return nil, nil
	}
	return res.opts.Authenticate(r)
}

// reading admits a request that changes nothing, and returns its query.
func (res *Resource) reading(r *http.Request, known ...string) (map[string]string, error) {
	if _, err := res.actor(r); err != nil {
		return nil, err
	}
	return query(r, known...)
}

// Get returns the instance that {id} names.
func (res *Resource) Get() Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := res.reading(r); err != nil {
			return err
		}
		found, err := res.aggregate.Get(r.Context(), r.PathValue("id"))
		if err != nil {
			return err
		}
		if r.Header.Get("If-None-Match") == etag(found.Version) {
			w.Header().Set("ETag", etag(found.Version))
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
		writeInstance(w, http.StatusOK, found)
		return nil
	}
}

// At returns the instance that {id} names as it was at {version}.
func (res *Resource) At() Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := res.reading(r); err != nil {
			return err
		}
		version, ok := decimal(r.PathValue("version"))
		if !ok {
			return &aggregate.Refusal{Code: aggregate.CodeNotFound}
		}
		found, err := res.aggregate.At(r.Context(), r.PathValue("id"), version)
		if err != nil {
			return err
		}
		writeInstance(w, http.StatusOK, found)
		return nil
	}
}

// page is a part of a list; Next is null at its end.
type page[T, N any] struct {
	Items []T `json:"items"`
	Next  *N  `json:"next"`
}

func writePage[T any, N comparable](w http.ResponseWriter, items []T, next N) {
	p := page[T, N]{Items: items}
	var end N
	if next != end {
		p.Next = &next
	}
	writeJSON(w, http.StatusOK, p)
}

// List returns a page of instances.
func (res *Resource) List() Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		params, err := res.reading(r, "cursor", "limit")
		if err != nil {
			return err
		}
		limit, err := pageSize(params, res.opts.PageLimit)
		if err != nil {
			return err
		}
		from, err := cursor(params)
		if err != nil {
			return err
		}
		items, next, err := res.aggregate.List(r.Context(), from, limit)
		if err != nil {
			return err
		}
		writePage(w, items, next)
		return nil
	}
}

// History returns a page of the events of the instance that {id} names.
func (res *Resource) History() Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		params, err := res.reading(r, "after", "limit")
		if err != nil {
			return err
		}
		limit, err := pageSize(params, res.opts.PageLimit)
		if err != nil {
			return err
		}
		from, err := after(params)
		if err != nil {
			return err
		}
		items, next, err := res.aggregate.History(r.Context(), r.PathValue("id"), from, limit)
		if err != nil {
			return err
		}
		writePage(w, items, next)
		return nil
	}
}

func writeInstance(w http.ResponseWriter, status int, i aggregate.Instance) {
	w.Header().Set("ETag", etag(i.Version))
	writeJSON(w, status, i)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Cache-Control", "no-cache")
	write(w, status, "application/json", v)
}
