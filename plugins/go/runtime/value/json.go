package value

// MaxLevels is how deep a json value may nest.
const MaxLevels = 64

// JSON is any JSON value, in canonical form. It is immutable; its zero value is
// null.
type JSON struct{ node Node }

// MustJSON is a constant of a program. It panics on text that is not JSON.
func MustJSON(text string) JSON {
	n, err := Parse([]byte(text))
	if err != nil {
		panic("value: not JSON: " + text)
	}
	j, fault := decodeJSON(n)
	if fault != nil {
		panic("value: not JSON: " + text)
	}
	return j
}

// String returns the canonical JSON text.
func (j JSON) String() string { return string(AppendCanonical(nil, j.node)) }

// Node returns the value as it was parsed.
func (j JSON) Node() Node { return j.node }

func decodeJSON(n Node) (JSON, *Fault) {
	n, fault := canonicalNode(n, MaxLevels)
	return JSON{n}, fault
}

// canonicalNode rewrites the numbers in n, so that a value reads the same before
// and after it was stored, and refuses what no json value holds.
func canonicalNode(n Node, levels int) (Node, *Fault) {
	switch n.kind {
	case KindNumber:
		if _, fault := decodeFloat(n); fault != nil {
			return Node{}, fault
		}
		n.text = canonicalNumber(n.text)
		return n, nil
	case KindString:
		return n, checkString(n)
	case KindArray:
		return canonicalArray(n, levels-1)
	case KindObject:
		return canonicalObject(n, levels-1)
	default:
		return n, nil
	}
}

var tooDeep = Fault{Code: OutOfRange, Message: "must nest at most 64 levels"}

func canonicalArray(n Node, levels int) (Node, *Fault) {
	if levels < 0 {
		fault := tooDeep
		return Node{}, &fault
	}
	items := make([]Node, len(n.items))
	for i, item := range n.items {
		canonical, fault := canonicalNode(item, levels)
		if fault != nil {
			return Node{}, fault.atIndex(i)
		}
		items[i] = canonical
	}
	n.items = items
	return n, nil
}

func canonicalObject(n Node, levels int) (Node, *Fault) {
	if levels < 0 {
		fault := tooDeep
		return Node{}, &fault
	}
	members := make([]Member, len(n.members))
	for i, m := range sortedMembers(n.members) {
		if fault := checkString(m.Key); fault != nil {
			return Node{}, fault.at(m.Key.text)
		}
		v, fault := canonicalNode(m.Value, levels)
		if fault != nil {
			return Node{}, fault.at(m.Key.text)
		}
		members[i] = Member{Key: m.Key, Value: v}
	}
	n.members = members
	return n, nil
}
