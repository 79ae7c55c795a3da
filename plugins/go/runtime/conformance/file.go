// Package conformance replays what the reference interpreter wrote down about a
// model: commands with the outcome that they must have. Tests import it.
package conformance

import (
	"encoding/json"
	"fmt"

	"petri/aggregate"
	"petri/value"
)

// File is a conformance file.
type File struct {
	Format    int     `json:"format"`
	Aggregate string  `json:"aggregate"`
	ModelHash string  `json:"model_hash"`
	Traces    []Trace `json:"traces"`
}

// Trace is the history of one instance, which does not exist at first.
type Trace struct {
	Name  string `json:"name"`
	Steps []Step `json:"steps"`
}

// Step is a command with the outcome that it must have.
type Step struct {
	Command string          `json:"command"`
	Input   json.RawMessage `json:"input"`
	Actor   *Actor          `json:"actor"`
	At      string          `json:"at"`
	Expect  json.RawMessage `json:"expect"`
}

// Actor is the caller of a step.
type Actor struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Email string   `json:"email"`
	Roles []string `json:"roles"`
}

func (a *Actor) actor() *aggregate.Actor {
	if a == nil {
		return nil
	}
	return &aggregate.Actor{ID: a.ID, Name: a.Name, Email: a.Email, Roles: a.Roles}
}

// Read reads a conformance file.
func Read(text []byte) (File, error) {
	var f File
	if err := json.Unmarshal(text, &f); err != nil {
		return f, fmt.Errorf("read conformance file: %w", err)
	}
	if f.Format != 1 {
		return f, fmt.Errorf("read conformance file: format %d is not known", f.Format)
	}
	return f, nil
}

func (s Step) time() (value.Time, error) {
	at, fault := value.ParseTime(s.At)
	if fault != nil {
		return at, fault
	}
	return at, nil
}
