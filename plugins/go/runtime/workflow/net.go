package workflow

import (
	"encoding/json"

	"petri/value"
)

// Transition is one mode of a command. S is the state of an instance. The
// functions are nil where the transition has nothing of the kind; payload is
// what Command.Record made, input what Command.Read made.
type Transition[S any] struct {
	ID string

	Inputs     []Arc // tokens that it takes
	Reads      []Arc // tokens that have to be there, and stay
	Inhibitors []Arc // tokens that must not be there
	Resets     []int // places that it empties
	Outputs    []Arc // tokens that it puts

	// Weigh gives the arcs when weights are computed; it stands for the five
	// fields above.
	Weigh func(s S, input, payload any, call *Call) (Arcs, error)
	// Take takes data from next, a copy of s, and tells check what is missing.
	Take func(s S, next *S, input, payload any, call *Call, check *Check)
	// Guard decides; nil means true.
	Guard func(s S, input any, call *Call) (bool, error)
	// GuardNeedsCall says that the guard cannot be asked about a state alone.
	GuardNeedsCall bool
	// Put resets data and puts what the transition produces.
	Put func(s S, next *S, payload any, call *Call) error
	// Unshare gives next its own copy of the maps and lists that the transition
	// changes.
	Unshare func(next *S)
	// Rereads says that the transition's expressions look at what it changes, so
	// that folding has to unshare, too.
	Rereads bool
}

func (t *Transition[S]) arcs(s S, input, payload any, call *Call) (Arcs, error) {
	if t.Weigh != nil {
		return t.Weigh(s, input, payload, call)
	}
	return Arcs{t.Inputs, t.Reads, t.Inhibitors, t.Resets, t.Outputs}, nil
}

// Command is something that a caller may ask for.
type Command[S any] struct {
	ID      string
	Creates bool  // makes the instance
	Modes   []int // indexes of transitions, in the order in which they are tried
	Event   string
	Schema  int // version of the event's payload, from 1

	// Read reads the input; nil means that there are no parameters.
	Read func(r *value.Reader) any
	// Record makes the event's payload; nil means that it is empty.
	Record func(s S, input any) Payload
	// Replay reads a payload back; nil means that folding needs nothing of it.
	Replay func(r *value.Reader) any
}

// Payload is what an event holds.
type Payload interface {
	// JSON is the payload as a JSON object.
	JSON() json.RawMessage
}

// Constraint is a condition on every state.
type Constraint[S any] struct {
	ID    string
	Holds func(s S, call *Call) (bool, error)
}

// Net is an aggregate: its tables, and how its state is kept.
type Net[S any] struct {
	Slug        string
	Hash        string // of the model's behaviour
	Places      []Place
	Transitions []Transition[S]
	Commands    []Command[S]
	Constraints []Constraint[S]
	Roles       map[string][]string // what each role implies

	// Initial is the state with its data at the start, and no tokens.
	Initial func() S
	// Marking gives the tokens of a state; changing the slice changes the state.
	Marking func(s *S) []int64
	// Data prints the data of a state; nil means that there is none.
	Data func(s S) json.RawMessage
	// Restore reads back what Data printed.
	Restore func(r *value.Reader, s *S)
}
