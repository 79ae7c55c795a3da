package value

import "math/big"

// MaxDigits is how many digits an amount may have.
const MaxDigits = 4096

// tooLarge is the first integer that is no amount.
var tooLarge = new(big.Int).Exp(big.NewInt(10), big.NewInt(MaxDigits), nil)

// Amount is an exact integer from 0 to 4096 digits, such as a quantity of the
// smallest unit of a currency. It is immutable; its zero value is 0.
type Amount struct{ n *big.Int }

var zero = new(big.Int)

func (a Amount) int() *big.Int {
	if a.n == nil {
		return zero
	}
	return a.n
}

// ParseAmount reads `0` or `[1-9][0-9]*` of at most MaxDigits digits.
func ParseAmount(text string) (Amount, bool) {
	if !isDecimal(text) || len(text) > MaxDigits {
		return Amount{}, false
	}
	n, ok := new(big.Int).SetString(text, 10)
	return Amount{n}, ok
}

// MustAmount is ParseAmount for constants of a program. It panics on other text.
func MustAmount(text string) Amount {
	a, ok := ParseAmount(text)
	if !ok {
		panic("value: not an amount: " + text)
	}
	return a
}

func isDecimal(text string) bool {
	if text == "" || text[0] == '0' && len(text) > 1 {
		return false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// String returns the decimal digits.
func (a Amount) String() string { return a.int().String() }

// Cmp returns -1, 0 or 1 as a is less than, equal to or greater than b.
func (a Amount) Cmp(b Amount) int { return a.int().Cmp(b.int()) }

// Equal tells whether a and b are the same amount.
func (a Amount) Equal(b Amount) bool { return a.Cmp(b) == 0 }
