package value

import (
	"math"
	"unicode/utf8"
)

// Eval evaluates an expression and keeps the first error, as bufio.Writer does:
// what is computed after an error is zero and means nothing. Go evaluates calls
// from left to right and && and || only as far as needed, so that the first
// error is the one that the language asks for.
//
//	var e value.Eval
//	ok := e.Mul(price, quantity) <= limit && e.Sub(stock, quantity) >= 0
//	return ok, e.Err()
type Eval struct{ err error }

// Err returns the first error, an *Error.
func (e *Eval) Err() error { return e.err }

// Fail records that the expression has no value.
func (e *Eval) Fail(code Code) {
	if e.err == nil {
		e.err = &Error{code}
	}
}

func keep[T any](e *Eval, v T, err error) T {
	if e.err == nil {
		e.err = err
	}
	if err != nil {
		var none T
		return none
	}
	return v
}

// Add returns a + b.
func (e *Eval) Add(a, b int64) int64 { v, err := Add(a, b); return keep(e, v, err) }

// Sub returns a - b.
func (e *Eval) Sub(a, b int64) int64 { v, err := Sub(a, b); return keep(e, v, err) }

// Mul returns a * b.
func (e *Eval) Mul(a, b int64) int64 { v, err := Mul(a, b); return keep(e, v, err) }

// Div returns a / b.
func (e *Eval) Div(a, b int64) int64 { v, err := Div(a, b); return keep(e, v, err) }

// Mod returns a % b.
func (e *Eval) Mod(a, b int64) int64 { v, err := Mod(a, b); return keep(e, v, err) }

// Neg returns -a.
func (e *Eval) Neg(a int64) int64 { return e.Sub(0, a) }

// Abs returns a without its sign.
func (e *Eval) Abs(a int64) int64 {
	if a < 0 {
		return e.Neg(a)
	}
	return a
}

// AddFloat returns a + b.
func (e *Eval) AddFloat(a, b float64) float64 { v, err := finite(a + b); return keep(e, v, err) }

// SubFloat returns a - b.
func (e *Eval) SubFloat(a, b float64) float64 { v, err := finite(a - b); return keep(e, v, err) }

// MulFloat returns a * b.
func (e *Eval) MulFloat(a, b float64) float64 { v, err := finite(a * b); return keep(e, v, err) }

// DivFloat returns a / b.
func (e *Eval) DivFloat(a, b float64) float64 { v, err := DivFloat(a, b); return keep(e, v, err) }

// AbsFloat returns a without its sign.
func (e *Eval) AbsFloat(a float64) float64 { return math.Abs(a) }

// Join returns a followed by b.
func (e *Eval) Join(a, b string) string { v, err := Join(a, b); return keep(e, v, err) }

// AddAmount returns a + b.
func (e *Eval) AddAmount(a, b Amount) Amount { v, err := a.Add(b); return keep(e, v, err) }

// SubAmount returns a - b.
func (e *Eval) SubAmount(a, b Amount) Amount { v, err := a.Sub(b); return keep(e, v, err) }

// MulAmount returns a * b.
func (e *Eval) MulAmount(a, b Amount) Amount { v, err := a.Mul(b); return keep(e, v, err) }

// DivAmount returns a / b.
func (e *Eval) DivAmount(a, b Amount) Amount { v, err := a.Div(b); return keep(e, v, err) }

// ModAmount returns a % b.
func (e *Eval) ModAmount(a, b Amount) Amount { v, err := a.Mod(b); return keep(e, v, err) }

// AddTime returns t moved by so many seconds.
func (e *Eval) AddTime(t Time, seconds int64) Time { v, err := t.Add(seconds); return keep(e, v, err) }

// SubTimeBy returns t moved back by so many seconds.
func (e *Eval) SubTimeBy(t Time, seconds int64) Time {
	if seconds == math.MinInt64 {
		return keep(e, Time{}, &Error{Overflow})
	}
	return e.AddTime(t, -seconds)
}

// Deref returns the value of an optional parameter.
func Deref[T any](e *Eval, v *T) T {
	if v == nil {
		var none T
		return keep(e, none, &Error{MissingField})
	}
	return *v
}

// At returns the item of a list, counted from 0.
func At[T any](e *Eval, list []T, i int64) T {
	if i < 0 || i >= int64(len(list)) {
		var none T
		return keep(e, none, &Error{MissingField})
	}
	return list[i]
}

// Get returns the value under a key of a map, or the type's zero.
func Get[K comparable, V any](m map[K]V, k K, zero V) V {
	if v, found := m[k]; found {
		return v
	}
	return zero
}

// Length returns the code points of a string.
func Length(s string) int64 { return int64(utf8.RuneCountInString(s)) }
