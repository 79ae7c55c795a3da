package value

import (
	"slices"
	"strings"
)

// Reader takes an object apart by its declared members, in order, and keeps what
// is wrong with them. Its functions return zeros for what is wrong: look at
// Faults before using anything.
type Reader struct {
	object Node
	known  []string
	faults []Fault
}

// NewReader reads the members of an object.
func NewReader(object Node) *Reader { return &Reader{object: object} }

// Faults returns everything that is wrong: the members in the order in which
// they were read, then the keys that nobody asked for, by code point.
func (r *Reader) Faults() []Fault {
	faults := slices.Clone(r.faults)
	if len(r.known) == len(r.object.members) && len(faults) == 0 && r.allKnown() {
		return nil
	}
	for _, m := range sortedMembers(r.object.members) {
		if !slices.Contains(r.known, m.Key.text) {
			f := &Fault{Code: UnknownField, Message: "is not a field of this object"}
			faults = append(faults, *f.at(strings.ToValidUTF8(m.Key.text, "\uFFFD")))
		}
	}
	return faults
}

func (r *Reader) allKnown() bool {
	return !slices.ContainsFunc(r.object.members, func(m Member) bool {
		return !slices.Contains(r.known, m.Key.text)
	})
}

// Check is a condition on a value beyond its type. It returns nil if it holds.
type Check[T any] func(T) *Fault

// Required reads a member that must be there.
func Required[T any](r *Reader, name string, c Codec[T], checks ...Check[T]) T {
	v, present := read(r, name, c, checks)
	if !present {
		r.add(name, &Fault{Code: MissingInput, Message: "is required"})
		return c.Zero
	}
	return v
}

// Optional reads a member that may be absent: nil then.
func Optional[T any](r *Reader, name string, c Codec[T], checks ...Check[T]) *T {
	v, present := read(r, name, c, checks)
	if !present {
		return nil
	}
	return &v
}

// Default reads a member that has the value def when it is absent.
func Default[T any](r *Reader, name string, c Codec[T], def T, checks ...Check[T]) T {
	v, present := read(r, name, c, checks)
	if !present {
		return c.Clone(def)
	}
	return v
}

// read returns present true for a value that is there but wrong.
func read[T any](r *Reader, name string, c Codec[T], checks []Check[T]) (v T, present bool) {
	r.known = append(r.known, name)
	n, found := r.object.Member(name)
	if !found || n.kind == KindNull && !c.nullable {
		return c.Zero, false
	}
	v, fault := c.Decode(n)
	for i := 0; fault == nil && i < len(checks); i++ {
		fault = checks[i](v)
	}
	if fault != nil {
		r.add(name, fault)
		return c.Zero, true
	}
	return v, true
}

func (r *Reader) add(name string, f *Fault) { r.faults = append(r.faults, *f.at(name)) }

// Err returns the first thing that is wrong, as an error; for payloads, which
// have been checked before they were stored.
func (r *Reader) Err() error {
	if faults := r.Faults(); len(faults) > 0 {
		return &faults[0]
	}
	return nil
}
