package workflow

import (
	"encoding/json"
	"fmt"

	"petri/aggregate"
	"petri/value"
)

// Check collects what stands in the way of taking data. Its Eval keeps the first
// expression that has no value.
type Check struct {
	value.Eval

	reasons []aggregate.Reason
	folding bool // what has happened is not judged again
}

// Number is a numeric type of the model language.
type Number[T any] struct {
	codec   value.Codec[T]
	compare func(a, b T) int
}

// Takes tells whether need can be subtracted from have, the value that entry
// names.
func (n Number[T]) Takes(c *Check, entry string, have, need T) bool {
	if c.folding {
		return true
	}
	if n.compare(need, n.codec.Zero) < 0 {
		c.Fail(value.NegativeValue)
		return false
	}
	return n.Reads(c, entry, have, need)
}

// Reads tells whether have is at least need.
func (n Number[T]) Reads(c *Check, entry string, have, need T) bool {
	if c.folding || n.compare(have, need) >= 0 {
		return true
	}
	n.refuse(c, "insufficient-value", "needs %s in %s, has %s", entry, have, need)
	return false
}

// Inhibits tells whether have has reached need.
func (n Number[T]) Inhibits(c *Check, entry string, have, need T) bool {
	if c.folding || n.compare(have, need) < 0 {
		return false
	}
	n.refuse(c, "inhibited", "needs fewer than %s in %s, has %s", entry, have, need)
	return true
}

func (n Number[T]) refuse(c *Check, code, format, entry string, have, need T) {
	needs, has := value.Wire(n.codec, need), value.Wire(n.codec, have)
	c.reasons = append(c.reasons, aggregate.Reason{
		Code:    code,
		Place:   entry,
		Need:    needs,
		Have:    has,
		Message: fmt.Sprintf(format, plain(needs), entry, plain(has)),
	})
}

// plain is a number without the quotes that an amount has on the wire.
func plain(wire json.RawMessage) string {
	if len(wire) >= 2 && wire[0] == '"' {
		return string(wire[1 : len(wire)-1])
	}
	return string(wire)
}

// Needs asks for an entry of a map.
func (c *Check) Needs(entry string, present bool) {
	if !present && !c.folding {
		c.reasons = append(c.reasons, aggregate.Reason{
			Code: "missing-entry", Place: entry, Message: "needs an entry " + entry,
		})
	}
}

// Forbids asks that a map has no such entry.
func (c *Check) Forbids(entry string, present bool) {
	if present && !c.folding {
		c.reasons = append(c.reasons, aggregate.Reason{
			Code: "inhibited", Place: entry, Message: "needs no entry " + entry,
		})
	}
}
