package value

import (
	"fmt"
	"strings"
	"time"
)

// Time is an instant in UTC with millisecond precision, in the years 1 to 9999.
// Times compare with == and may be map keys. The zero Time is the first instant
// of year 1.
type Time struct{ ms int64 } // since the first instant of year 1

// yearOne is the zero Time in milliseconds of Unix time.
var yearOne = time.Time{}.UnixMilli()

// lastTime is the last Time there is.
var lastTime = time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC).UnixMilli() - yearOne

// TimeOf returns t without what is finer than a millisecond; false when t is
// outside the years 1 to 9999.
func TimeOf(t time.Time) (Time, bool) { return fromMillis(t.UnixMilli() - yearOne) }

func fromMillis(ms int64) (Time, bool) {
	if ms < 0 || ms > lastTime {
		return Time{}, false
	}
	return Time{ms}, true
}

// Std returns the instant as a time.Time in UTC.
func (t Time) Std() time.Time { return time.UnixMilli(t.ms + yearOne).UTC() }

// String returns the wire form, YYYY-MM-DDTHH:MM:SS.mmmZ.
func (t Time) String() string { return t.Std().Format("2006-01-02T15:04:05.000Z") }

// Compare returns -1, 0 or 1 as t is before, at or after u.
func (t Time) Compare(u Time) int {
	switch {
	case t.ms < u.ms:
		return -1
	case t.ms > u.ms:
		return 1
	default:
		return 0
	}
}

// MustTime is ParseTime for constants of a program. It panics on other text.
func MustTime(text string) Time {
	t, fault := ParseTime(text)
	if fault != nil {
		panic("value: not a time: " + text)
	}
	return t
}

// ParseTime reads `YYYY-MM-DDTHH:MM:SS[.digits]` with `Z` or `+HH:MM` or
// `-HH:MM` behind it. Digits after the third are cut.
func ParseTime(text string) (Time, *Fault) {
	wrong := &Fault{Code: WrongType, Message: "must be a time such as 2006-01-02T15:04:05Z"}
	if len(text) < len("2006-01-02T15:04:05Z") || !matches(text[:19], "0000-00-00T00:00:00") {
		return Time{}, wrong
	}
	fraction, zone := cutFraction(text[19:])
	offset, ok := parseZone(zone)
	if !ok || fraction == "." {
		return Time{}, wrong
	}
	t, err := time.Parse("2006-01-02T15:04:05", text[:19])
	if err != nil {
		return Time{}, wrong
	}
	ms := t.Add(-offset).UnixMilli() - yearOne + millis(fraction)
	parsed, ok := fromMillis(ms)
	if !ok {
		return Time{}, &Fault{Code: OutOfRange, Message: "must be in the years 0001 to 9999"}
	}
	return parsed, nil
}

// matches tells whether text has digits where the pattern has 0 and is otherwise
// the same.
func matches(text, pattern string) bool {
	if len(text) != len(pattern) {
		return false
	}
	for i := range len(pattern) {
		digit := '0' <= text[i] && text[i] <= '9'
		if pattern[i] == '0' != digit || pattern[i] != '0' && pattern[i] != text[i] {
			return false
		}
	}
	return true
}

func cutFraction(rest string) (fraction, zone string) {
	if !strings.HasPrefix(rest, ".") {
		return "", rest
	}
	end := 1
	for end < len(rest) && '0' <= rest[end] && rest[end] <= '9' {
		end++
	}
	return rest[:end], rest[end:]
}

// millis reads the first three digits of a fraction.
func millis(fraction string) int64 {
	ms := int64(0)
	for i := 1; i <= 3; i++ {
		ms *= 10
		if i < len(fraction) {
			ms += int64(fraction[i] - '0')
		}
	}
	return ms
}

func parseZone(zone string) (time.Duration, bool) {
	if zone == "Z" {
		return 0, true
	}
	if !matches(zone, "+00:00") && !matches(zone, "-00:00") {
		return 0, false
	}
	var hours, minutes int
	if _, err := fmt.Sscanf(zone[1:], "%d:%d", &hours, &minutes); err != nil || hours > 23 || minutes > 59 {
		return 0, false
	}
	offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if zone[0] == '-' {
		offset = -offset
	}
	return offset, true
}

// MarshalText implements encoding.TextMarshaler with the wire form.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.String()), nil }
