package value

import (
	"math"
	"math/big"
)

// The functions of this file return an *Error where the result has no value of
// the type. Integers are exact and never wrap around.

// Add returns a + b.
func Add(a, b int64) (int64, error) {
	sum := a + b
	if (sum > a) != (b > 0) && b != 0 {
		return 0, &Error{Overflow}
	}
	return sum, nil
}

// Sub returns a - b.
func Sub(a, b int64) (int64, error) {
	difference := a - b
	if (difference < a) != (b > 0) && b != 0 {
		return 0, &Error{Overflow}
	}
	return difference, nil
}

// Mul returns a * b.
func Mul(a, b int64) (int64, error) {
	if a == 0 || b == 0 {
		return 0, nil
	}
	product := a * b
	if a == -1 && b == math.MinInt64 || b == -1 && a == math.MinInt64 || product/b != a {
		return 0, &Error{Overflow}
	}
	return product, nil
}

// Div returns a / b, truncated toward zero.
func Div(a, b int64) (int64, error) {
	switch {
	case b == 0:
		return 0, &Error{DivisionByZero}
	case a == math.MinInt64 && b == -1:
		return 0, &Error{Overflow}
	default:
		return a / b, nil
	}
}

// Mod returns the remainder of a / b, with the sign of a.
func Mod(a, b int64) (int64, error) {
	switch b {
	case 0:
		return 0, &Error{DivisionByZero}
	case -1:
		return 0, nil
	default:
		return a % b, nil
	}
}

// finite returns f unless it is an infinity or not a number. Negative zero
// becomes zero, because they print alike.
func finite(f float64) (float64, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return 0, &Error{Overflow}
	}
	return f + 0, nil
}

// DivFloat returns a / b.
func DivFloat(a, b float64) (float64, error) {
	if b == 0 {
		return 0, &Error{DivisionByZero}
	}
	return finite(a / b)
}

func amount(n *big.Int) (Amount, error) {
	switch {
	case n.Sign() < 0:
		return Amount{}, &Error{Underflow}
	case n.Cmp(tooLarge) >= 0:
		return Amount{}, &Error{Overflow}
	default:
		return Amount{n}, nil
	}
}

// Add returns a + b.
func (a Amount) Add(b Amount) (Amount, error) { return amount(new(big.Int).Add(a.int(), b.int())) }

// Sub returns a - b.
func (a Amount) Sub(b Amount) (Amount, error) { return amount(new(big.Int).Sub(a.int(), b.int())) }

// Mul returns a * b.
func (a Amount) Mul(b Amount) (Amount, error) { return amount(new(big.Int).Mul(a.int(), b.int())) }

// Div returns a / b, truncated.
func (a Amount) Div(b Amount) (Amount, error) {
	if b.int().Sign() == 0 {
		return Amount{}, &Error{DivisionByZero}
	}
	return amount(new(big.Int).Quo(a.int(), b.int()))
}

// Mod returns the remainder of a / b.
func (a Amount) Mod(b Amount) (Amount, error) {
	if b.int().Sign() == 0 {
		return Amount{}, &Error{DivisionByZero}
	}
	return amount(new(big.Int).Rem(a.int(), b.int()))
}

// Add returns the instant that is so many seconds later.
func (t Time) Add(seconds int64) (Time, error) {
	// No two times are further apart than this, and it is far from 64 bits.
	if span := lastTime / 1000; seconds > span || seconds < -span {
		return Time{}, &Error{Overflow}
	}
	later, ok := fromMillis(t.ms + seconds*1000)
	if !ok {
		return Time{}, &Error{Overflow}
	}
	return later, nil
}

// Sub returns the whole seconds from u to t, truncated toward zero.
func (t Time) Sub(u Time) int64 { return (t.ms - u.ms) / 1000 }

// MaxJoined is how many code points a joined string may have.
const MaxJoined = 65536

// Join returns a followed by b.
func Join(a, b string) (string, error) {
	// Counting is needed only near the limit: no string has more code points
	// than octets.
	if len(a)+len(b) > MaxJoined && Length(a)+Length(b) > MaxJoined {
		return "", &Error{Overflow}
	}
	return a + b, nil
}
