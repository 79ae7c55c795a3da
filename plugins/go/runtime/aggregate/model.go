// Package aggregate runs commands against instances whose state is the fold of
// their events.
//
// A Model says what the commands mean and has no input or output. A Service
// loads an instance, lets the model decide, appends the event and, when somebody
// else was faster, decides again.
package aggregate

import (
	"encoding/json"

	"petri/eventstore"
	"petri/value"
)

// Model is the behaviour of one aggregate. S is the state of an instance. All
// methods are safe for concurrent use.
type Model[S any] interface {
	// Slug names the aggregate in paths and in the names of its streams.
	Slug() string
	// Hash changes with the behaviour; snapshots of another hash are not used.
	Hash() string
	// Creates tells whether a command makes an instance; known is false for a
	// command that the model does not have.
	Creates(command string) (creates, known bool)
	// Initial is the state before the first event.
	Initial() S
	// Decide asks whether the command may happen in state s. It returns the
	// event that records it and the state behind it, or a *Refusal. It does not
	// change s. Whether the instance exists has been looked at before.
	Decide(s S, req Request) (Decision[S], error)
	// Apply returns the state after an event that has happened. It owns s and
	// may change it. An event that it does not know is an error, never a guess.
	Apply(s S, ev eventstore.Event) (S, error)
	// Enabled lists every command that does not create, with what stands in its
	// way as far as the state alone tells.
	Enabled(s S) []CommandStatus
	// Marking and Data print the two parts of a state as JSON objects; Restore
	// reads them back.
	Marking(s S) json.RawMessage
	Data(s S) json.RawMessage
	Restore(marking, data value.Node) (S, error)
}

// Request is a command, as far as a decision may look at it.
type Request struct {
	Command string
	Input   value.Node // an object; nothing in it has been checked
	Actor   *Actor     // nil when nobody is signed in
	At      value.Time // the time of the decision
}

// Actor is who asks.
type Actor struct {
	ID    string
	Name  string
	Email string
	Roles []string // as granted; what they imply is the model's
}

// Decision is what a command leads to.
type Decision[S any] struct {
	Event eventstore.NewEvent
	State S // behind the event
}

// CommandStatus tells whether a command can be expected to succeed.
type CommandStatus struct {
	Command string   `json:"command"`
	Enabled bool     `json:"enabled"`
	Reasons []Reason `json:"reasons"`
}

// Instance is an instance as callers see it.
type Instance struct {
	ID        string          `json:"id"`
	Version   int64           `json:"version"`
	Marking   json.RawMessage `json:"marking"`
	Data      json.RawMessage `json:"data"`
	Enabled   []CommandStatus `json:"enabled"`
	CreatedAt value.Time      `json:"created_at"`
	UpdatedAt value.Time      `json:"updated_at"`
}

// Event is a stored event as callers see it.
type Event struct {
	ID            string          `json:"id"`
	Version       int64           `json:"version"`
	Type          string          `json:"type"`
	Command       string          `json:"command"`
	Mode          string          `json:"mode"`
	Data          json.RawMessage `json:"data"`
	Actor         *string         `json:"actor"` // null when nobody was signed in
	At            value.Time      `json:"at"`
	SchemaVersion int             `json:"schema_version"`
}
