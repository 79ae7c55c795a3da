package value

import (
	"cmp"
	"fmt"
	"regexp"
	"unicode/utf8"
)

// AtLeast asks for a number of at least lowest.
func AtLeast[T cmp.Ordered](lowest T) Check[T] {
	return func(v T) *Fault {
		return unless(v >= lowest, OutOfRange, "must be at least %v", lowest)
	}
}

// AtMost asks for a number of at most highest.
func AtMost[T cmp.Ordered](highest T) Check[T] {
	return func(v T) *Fault {
		return unless(v <= highest, OutOfRange, "must be at most %v", highest)
	}
}

// AmountAtLeast asks for an amount of at least lowest.
func AmountAtLeast(lowest Amount) Check[Amount] {
	return func(v Amount) *Fault {
		return unless(v.Cmp(lowest) >= 0, OutOfRange, "must be at least %s", lowest)
	}
}

// AmountAtMost asks for an amount of at most highest.
func AmountAtMost(highest Amount) Check[Amount] {
	return func(v Amount) *Fault {
		return unless(v.Cmp(highest) <= 0, OutOfRange, "must be at most %s", highest)
	}
}

// MinLength asks for a string of at least n code points.
func MinLength(n int) Check[string] {
	return func(v string) *Fault {
		return unless(utf8.RuneCountInString(v) >= n, TooShort, "must have at least %d characters", n)
	}
}

// MaxLength asks for a string of at most n code points.
func MaxLength(n int) Check[string] {
	return func(v string) *Fault {
		return unless(utf8.RuneCountInString(v) <= n, TooLong, "must have at most %d characters", n)
	}
}

// MinItems asks for a list of at least n items.
func MinItems[T any](n int) Check[[]T] {
	return func(v []T) *Fault { return unless(len(v) >= n, TooShort, "must have at least %d items", n) }
}

// MaxItems asks for a list of at most n items.
func MaxItems[T any](n int) Check[[]T] {
	return func(v []T) *Fault { return unless(len(v) <= n, TooLong, "must have at most %d items", n) }
}

// MinEntries asks for a map of at least n entries.
func MinEntries[K comparable, V any](n int) Check[map[K]V] {
	return func(v map[K]V) *Fault { return unless(len(v) >= n, TooShort, "must have at least %d entries", n) }
}

// MaxEntries asks for a map of at most n entries.
func MaxEntries[K comparable, V any](n int) Check[map[K]V] {
	return func(v map[K]V) *Fault { return unless(len(v) <= n, TooLong, "must have at most %d entries", n) }
}

// Matches asks for a string in which the pattern is found.
func Matches(pattern *regexp.Regexp) Check[string] {
	return func(v string) *Fault {
		return unless(pattern.MatchString(v), Mismatch, "must match %s", pattern)
	}
}

// Because gives a check the author's own message.
func Because[T any](message string, check Check[T]) Check[T] {
	return func(v T) *Fault {
		fault := check(v)
		if fault != nil {
			fault.Message = message
		}
		return fault
	}
}

func unless(ok bool, code Code, format string, args ...any) *Fault {
	if ok {
		return nil
	}
	return &Fault{Code: code, Message: fmt.Sprintf(format, args...)}
}
