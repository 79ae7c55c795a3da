package value

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

const hexDigits = "0123456789abcdef"

// AppendString appends s as a JSON string with the escapes of RFC 8785.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		b = appendEscape(b, c)
		start = i + 1
	}
	return append(append(b, s[start:]...), '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, '\\', 'b')
	case '\t':
		return append(b, '\\', 't')
	case '\n':
		return append(b, '\\', 'n')
	case '\f':
		return append(b, '\\', 'f')
	case '\r':
		return append(b, '\\', 'r')
	default:
		return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
	}
}

// AppendFloat appends a finite f as ECMAScript's Number::toString does, which is
// what RFC 8785 asks for.
func AppendFloat(b []byte, f float64) []byte {
	if f == 0 {
		return append(b, '0')
	}
	if size := math.Abs(f); size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	text := strconv.FormatFloat(f, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	b = append(append(b, mantissa...), 'e', exponent[0])
	return append(b, strings.TrimLeft(exponent[1:], "0")...)
}

// AppendCanonical appends n in canonical form: RFC 8785, but integers of 64 bits
// keep all their digits and keys sort by code point.
func AppendCanonical(b []byte, n Node) []byte {
	switch n.kind {
	case KindBool:
		return append(b, n.text...)
	case KindNumber:
		return append(b, canonicalNumber(n.text)...)
	case KindString:
		return AppendString(b, n.text)
	case KindArray:
		return appendItems(b, n.items)
	case KindObject:
		return appendMembers(b, n.members)
	default:
		return append(b, "null"...)
	}
}

func appendItems(b []byte, items []Node) []byte {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendCanonical(b, item)
	}
	return append(b, ']')
}

func appendMembers(b []byte, members []Member) []byte {
	b = append(b, '{')
	for i, m := range sortedMembers(members) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(AppendString(b, m.Key.text), ':')
		b = AppendCanonical(b, m.Value)
	}
	return append(b, '}')
}

// sortedMembers sorts by code point, which is the order of UTF-8 octets.
func sortedMembers(members []Member) []Member {
	byKey := func(a, b Member) int { return strings.Compare(a.Key.text, b.Key.text) }
	if slices.IsSortedFunc(members, byKey) {
		return members
	}
	sorted := slices.Clone(members)
	slices.SortFunc(sorted, byKey)
	return sorted
}

// canonicalNumber returns the one spelling of a number: a whole number of 64 bits
// is an integer, however it was written; others are doubles. What is too large
// for a double stays as it was.
func canonicalNumber(literal string) string {
	if i, err := strconv.ParseInt(literal, 10, 64); err == nil {
		return strconv.FormatInt(i, 10)
	}
	f, err := strconv.ParseFloat(literal, 64)
	if err != nil {
		return literal
	}
	if f == math.Trunc(f) && f >= -1<<63 && f < 1<<63 {
		return strconv.FormatInt(int64(f), 10)
	}
	return string(AppendFloat(nil, f))
}
