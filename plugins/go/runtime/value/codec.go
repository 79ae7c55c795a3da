package value

import (
	"slices"
	"strconv"
	"strings"
)

// Codec reads and prints the values of one type. Codecs are made once, as
// package variables, and are safe for concurrent use.
type Codec[T any] struct {
	// Zero is the type's zero. It must not be changed: see Clone.
	Zero T
	// Decode reads a value or says the first thing that is wrong with it.
	Decode func(Node) (T, *Fault)
	// Append appends the wire form in canonical JSON.
	Append func([]byte, T) []byte
	// Clone copies what could be changed; values of immutable types are
	// returned as they are.
	Clone func(T) T

	nullable bool // null is a value of the type
}

func same[T any](v T) T { return v }

// The codecs of the types without parts.
var (
	String = Codec[string]{Decode: decodeString, Append: AppendString, Clone: same[string]}
	Int    = Codec[int64]{Decode: decodeInt, Append: appendInt, Clone: same[int64]}
	Float  = Codec[float64]{Decode: decodeFloat, Append: AppendFloat, Clone: same[float64]}
	Bool   = Codec[bool]{Decode: decodeBool, Append: strconv.AppendBool, Clone: same[bool]}
	// Instant is the codec of Time.
	Instant = Codec[Time]{Decode: decodeTime, Append: appendTime, Clone: same[Time]}
	// Quantity is the codec of Amount.
	Quantity = Codec[Amount]{Decode: decodeAmount, Append: appendAmount, Clone: same[Amount]}
	// Any is the codec of JSON.
	Any = Codec[JSON]{Decode: decodeJSON, Append: appendJSON, Clone: same[JSON], nullable: true}
)

// Enum is the codec of one of some strings. Its zero is the first.
func Enum(values ...string) Codec[string] {
	message := "must be one of " + strings.Join(values, ", ")
	return Codec[string]{
		Zero: values[0],
		Decode: func(n Node) (string, *Fault) {
			if n.kind != KindString {
				return "", &Fault{Code: WrongType, Message: "must be a string"}
			}
			if !slices.Contains(values, n.text) {
				return "", &Fault{Code: NotInEnum, Message: message}
			}
			return n.text, nil
		},
		Append: AppendString,
		Clone:  same[string],
	}
}

func decodeString(n Node) (string, *Fault) {
	if n.kind != KindString {
		return "", &Fault{Code: WrongType, Message: "must be a string"}
	}
	return n.text, checkString(n)
}

func checkString(n Node) *Fault {
	if n.bad {
		return &Fault{Code: InvalidString, Message: "must not hold NUL or half of a surrogate pair"}
	}
	return nil
}

func decodeInt(n Node) (int64, *Fault) {
	if n.kind != KindNumber || strings.ContainsAny(n.text, ".eE") {
		return 0, &Fault{Code: WrongType, Message: "must be an integer"}
	}
	i, err := strconv.ParseInt(n.text, 10, 64)
	if err != nil {
		return 0, &Fault{Code: OutOfRange, Message: "must be an integer of 64 bits"}
	}
	return i, nil
}

func appendInt(b []byte, i int64) []byte { return strconv.AppendInt(b, i, 10) }

func decodeFloat(n Node) (float64, *Fault) {
	if n.kind != KindNumber {
		return 0, &Fault{Code: WrongType, Message: "must be a number"}
	}
	f, err := strconv.ParseFloat(n.text, 64)
	if err != nil {
		return 0, &Fault{Code: OutOfRange, Message: "must be a number that fits a double"}
	}
	return f + 0, nil // negative zero becomes zero
}

func decodeBool(n Node) (bool, *Fault) {
	if n.kind != KindBool {
		return false, &Fault{Code: WrongType, Message: "must be true or false"}
	}
	return n.text == "true", nil
}

func decodeTime(n Node) (Time, *Fault) {
	if n.kind != KindString {
		return Time{}, &Fault{Code: WrongType, Message: "must be a string"}
	}
	return ParseTime(n.text)
}

func appendTime(b []byte, t Time) []byte { return AppendString(b, t.String()) }

func decodeAmount(n Node) (Amount, *Fault) {
	if n.kind != KindString || !isDecimal(n.text) {
		return Amount{}, &Fault{Code: WrongType, Message: "must be a string of decimal digits"}
	}
	a, ok := ParseAmount(n.text)
	if !ok {
		return Amount{}, &Fault{Code: OutOfRange, Message: "must have at most 4096 digits"}
	}
	return a, nil
}

func appendAmount(b []byte, a Amount) []byte { return AppendString(b, a.String()) }

func appendJSON(b []byte, j JSON) []byte { return AppendCanonical(b, j.node) }
