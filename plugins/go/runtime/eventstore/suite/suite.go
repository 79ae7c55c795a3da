// Package suite runs the event store's JSON vectors against an adapter. The
// vectors name no language: vectors/README.md defines their format, and an
// adapter in another language replays the same files.
package suite

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"petri/eventstore"
)

//go:embed vectors/*.json
var files embed.FS

// Case is one vector: steps on a store that starts empty.
type Case struct {
	Name    string `json:"name"`
	Durable bool   `json:"durable"` // reopens the store, so needs one that outlives the process
	Steps   []Step `json:"steps"`
}

// Step is one call and what it must answer.
type Step struct {
	Op     string          `json:"op"`
	Args   json.RawMessage `json:"args"`
	Expect json.RawMessage `json:"expect"`
}

// Adapter makes stores for the suite.
type Adapter struct {
	// Open returns a new empty store. It registers its own clean-up with t.
	Open func(t *testing.T) eventstore.Store
	// Reopen closes a store and opens it again from what it kept; nil when the
	// adapter keeps nothing, which leaves out the durable cases.
	Reopen func(t *testing.T, s eventstore.Store) eventstore.Store
}

// patience ends a case that waits for an event that never comes.
const patience = 20 * time.Second

// Run replays every vector against the adapter.
func Run(t *testing.T, a Adapter) {
	for file, cases := range Vectors(t) {
		t.Run(strings.TrimSuffix(file, ".json"), func(t *testing.T) {
			for _, c := range cases {
				if c.Durable && a.Reopen == nil {
					t.Logf("left out %q: this adapter keeps nothing when it is closed", c.Name)
					continue
				}
				t.Run(c.Name, func(t *testing.T) { c.run(t, a) })
			}
		})
	}
}

// Vectors reads the cases by file name. Unknown members are refused.
func Vectors(t *testing.T) map[string][]Case {
	names, err := fs.Glob(files, "vectors/*.json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]Case{}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var cases []Case
		if err := strict(text, &cases); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[path.Base(name)] = cases
	}
	return all
}

func (c Case) run(t *testing.T, a Adapter) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	r := &runner{t: t, ctx: ctx, adapter: a, store: a.Open(t)}
	for i, step := range c.Steps {
		answer, err := r.do(step)
		if err != nil {
			t.Fatalf("step %d, %s: %v", i+1, step.Op, err)
		}
		if err := agree(step.Expect, answer); err != nil {
			t.Fatalf("step %d, %s: %v", i+1, step.Op, err)
		}
	}
}

// agree compares an answer with what is expected. Each member that is expected
// must be there with that value; lists must have the same length.
func agree(expect json.RawMessage, answer any) error {
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	var want, got any
	if err := json.Unmarshal(expect, &want); err != nil {
		return fmt.Errorf("expect: %w", err)
	}
	if err := json.Unmarshal(text, &got); err != nil {
		return err
	}
	if difference := compare("", want, got); difference != "" {
		return fmt.Errorf("%s\nexpected %s\nanswered %s", difference, expect, text)
	}
	return nil
}
