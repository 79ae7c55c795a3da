package workflow

import (
	"bytes"
	"slices"

	"petri/value"
)

// Inner returns the map under a key of another map, and makes it when it is not
// there.
func Inner[K, L comparable, V any](m map[K]map[L]V, key K) map[L]V {
	inner, found := m[key]
	if !found {
		inner = map[L]V{}
		m[key] = inner
	}
	return inner
}

// Has tells whether a map has a key.
func Has[K comparable, V any](m map[K]V, key K) bool {
	_, found := m[key]
	return found
}

// Without returns the list without its first item v. It changes the list.
func Without[T comparable](list []T, v T) []T {
	if i := slices.Index(list, v); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// WithoutEqual is Without for types that Go does not compare.
func WithoutEqual[T any](codec value.Codec[T], list []T, v T) []T {
	if i := slices.IndexFunc(list, equals(codec, v)); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// Includes tells whether the list has an item equal to v.
func Includes[T any](codec value.Codec[T], list []T, v T) bool {
	return slices.ContainsFunc(list, equals(codec, v))
}

// equals compares by canonical JSON.
func equals[T any](codec value.Codec[T], v T) func(T) bool {
	wanted := codec.Append(nil, v)
	return func(item T) bool { return bytes.Equal(codec.Append(nil, item), wanted) }
}
