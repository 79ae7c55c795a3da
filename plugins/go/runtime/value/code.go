package value

// Code names what is wrong with a value. Codes are part of the API of a
// generated application.
type Code string

// What an expression can fail with.
const (
	DivisionByZero Code = "division-by-zero"
	Overflow       Code = "overflow"
	Underflow      Code = "underflow"
	MissingField   Code = "missing-field"
	TypeMismatch   Code = "type-mismatch"
	NegativeValue  Code = "negative-value"
)

// What an input can fail with.
const (
	MissingInput  Code = "required"
	WrongType     Code = "wrong-type"
	OutOfRange    Code = "out-of-range"
	InvalidString Code = "invalid-string"
	NotInEnum     Code = "not-in-enum"
	TooShort      Code = "too-short"
	TooLong       Code = "too-long"
	Mismatch      Code = "pattern"
	UnknownField  Code = "unknown-field"
)

// Error reports that an expression has no value.
type Error struct{ Code Code }

func (e *Error) Error() string { return "the expression gives " + string(e.Code) }
