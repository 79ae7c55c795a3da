package workflow

import (
	"cmp"

	"petri/value"
)

// The numeric types.
var (
	Int    = Number[int64]{value.Int, cmp.Compare[int64]}
	Float  = Number[float64]{value.Float, cmp.Compare[float64]}
	Amount = Number[value.Amount]{value.Quantity, value.Amount.Cmp}
)

// AddInt puts more to have; a negative more is value.NegativeValue.
func AddInt(e *value.Eval, have, more int64) int64 {
	if more < 0 {
		e.Fail(value.NegativeValue)
	}
	return e.Add(have, more)
}

// AddFloat puts more to have; a negative more is value.NegativeValue.
func AddFloat(e *value.Eval, have, more float64) float64 {
	if more < 0 {
		e.Fail(value.NegativeValue)
	}
	return e.AddFloat(have, more)
}

// Weight returns the weight of an arc; a negative one is value.NegativeValue.
func Weight(e *value.Eval, weight int64) int64 {
	if weight < 0 {
		e.Fail(value.NegativeValue)
		return 0
	}
	return weight
}
