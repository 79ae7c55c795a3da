package value

// Kind is the kind of a JSON value.
type Kind int

// The kinds of JSON values. The zero Kind is null.
const (
	KindNull Kind = iota
	KindBool
	KindNumber
	KindString
	KindArray
	KindObject
)

// Node is a parsed JSON value that has lost nothing: numbers are kept as they
// were written. It is never changed. The zero Node is null.
type Node struct {
	kind    Kind
	text    string // of a string, decoded; of a number or boolean, its literal
	bad     bool   // the string holds NUL or a lone surrogate
	items   []Node
	members []Member
}

// Member is a key of an object with its value.
type Member struct {
	Key   Node // a string
	Value Node
}

// Kind returns what the value is.
func (n Node) Kind() Kind { return n.kind }

// Text returns a string's text, or the literal of a number or boolean.
func (n Node) Text() string { return n.text }

// Items returns the items of an array. The caller must not change them.
func (n Node) Items() []Node { return n.items }

// Members returns the members of an object in the order of the text. The caller
// must not change them.
func (n Node) Members() []Member { return n.members }

// Member returns the value of a key of an object.
func (n Node) Member(key string) (Node, bool) {
	for _, m := range n.members {
		if m.Key.text == key {
			return m.Value, true
		}
	}
	return Node{}, false
}
