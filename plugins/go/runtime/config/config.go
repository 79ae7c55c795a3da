// Package config reads settings from the environment. Everything that is wrong
// is reported at once, so that a start fails once and not setting by setting.
package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Reader reads settings that start with a prefix, such as PETRI_.
type Reader struct {
	prefix string
	values map[string]string
	known  []string
	errs   []error
}

// NewReader reads from an environment as os.Environ gives it.
func NewReader(prefix string, environ []string) *Reader {
	r := &Reader{prefix: prefix, values: map[string]string{}}
	for _, entry := range environ {
		if name, v, found := strings.Cut(entry, "="); found && strings.HasPrefix(name, prefix) {
			r.values[name] = v
		}
	}
	return r
}

// Err returns everything that is wrong, nil if nothing is. A setting that starts
// with the prefix and that nobody has read is wrong, too: it would have no
// effect.
func (r *Reader) Err() error {
	errs := slices.Clone(r.errs)
	var unknown []string
	for name := range r.values {
		if !slices.Contains(r.known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		errs = append(errs, fmt.Errorf("%s is not a setting; there are %s", name, strings.Join(r.known, ", ")))
	}
	return errors.Join(errs...)
}

// read parses one setting; an empty one counts as not given.
func read[T any](r *Reader, name string, def T, parse func(string) (T, error)) T {
	name = r.prefix + name
	r.known = append(r.known, name)
	text := r.values[name]
	if text == "" {
		return def
	}
	v, err := parse(text)
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s is %q but %w", name, text, err))
		return def
	}
	return v
}

// String reads text.
func (r *Reader) String(name, def string) string {
	return read(r, name, def, func(text string) (string, error) { return text, nil })
}

// Choice reads one of some words.
func (r *Reader) Choice(name, def string, choices ...string) string {
	return read(r, name, def, func(text string) (string, error) {
		if !slices.Contains(choices, text) {
			return "", fmt.Errorf("must be one of %s", strings.Join(choices, ", "))
		}
		return text, nil
	})
}

// Int reads an integer from lowest to highest.
func (r *Reader) Int(name string, def, lowest, highest int) int {
	return read(r, name, def, func(text string) (int, error) {
		n, err := strconv.Atoi(text)
		if err != nil || n < lowest || n > highest {
			return 0, fmt.Errorf("must be an integer from %d to %d", lowest, highest)
		}
		return n, nil
	})
}

// Bool reads true or false.
func (r *Reader) Bool(name string, def bool) bool {
	return read(r, name, def, func(text string) (bool, error) {
		if text != "true" && text != "false" {
			return false, errors.New("must be true or false")
		}
		return text == "true", nil
	})
}

// Duration reads a time such as 1m30s, from lowest to highest.
func (r *Reader) Duration(name string, def, lowest, highest time.Duration) time.Duration {
	return read(r, name, def, func(text string) (time.Duration, error) {
		d, err := time.ParseDuration(text)
		if err != nil || d < lowest || d > highest {
			return 0, fmt.Errorf("must be a duration from %s to %s, such as 30s", lowest, highest)
		}
		return d, nil
	})
}

// List reads words that are separated by commas.
func (r *Reader) List(name string, check func(string) error) []string {
	return read(r, name, nil, func(text string) ([]string, error) {
		var items []string
		for part := range strings.SplitSeq(text, ",") {
			item := strings.TrimSpace(part)
			if err := check(item); err != nil {
				return nil, err
			}
			items = append(items, item)
		}
		return items, nil
	})
}
