package value

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// List is the codec of a list with items of codec c.
func List[T any](c Codec[T]) Codec[[]T] {
	return Codec[[]T]{
		Zero: []T{},
		Decode: func(n Node) ([]T, *Fault) {
			if n.kind != KindArray {
				return nil, &Fault{Code: WrongType, Message: "must be an array"}
			}
			list := make([]T, len(n.items))
			for i, item := range n.items {
				v, fault := c.Decode(item)
				if fault != nil {
					return nil, fault.atIndex(i)
				}
				list[i] = v
			}
			return list, nil
		},
		Append: func(b []byte, list []T) []byte {
			b = append(b, '[')
			for i, v := range list {
				if i > 0 {
					b = append(b, ',')
				}
				b = c.Append(b, v)
			}
			return append(b, ']')
		},
		Clone: func(list []T) []T {
			copied := make([]T, len(list))
			for i, v := range list {
				copied[i] = c.Clone(v)
			}
			return copied
		},
	}
}

// Key reads and prints the keys of a map.
type Key[K comparable] struct {
	Parse func(text string) (K, Code) // the code is "" when the text is a key
	Text  func(K) string
}

// The keys that maps may have.
var (
	StringKey = Key[string]{
		Parse: func(text string) (string, Code) { return text, "" },
		Text:  same[string],
	}
	// IntKey prints integers in decimal and reads no other form.
	IntKey = Key[int64]{
		Parse: parseIntKey,
		Text:  func(i int64) string { return strconv.FormatInt(i, 10) },
	}
)

// sorted returns the keys of m by code point of their text.
func sorted[K comparable, V any](key Key[K], m map[K]V) []K {
	return slices.SortedFunc(maps.Keys(m), func(a, b K) int {
		return strings.Compare(key.Text(a), key.Text(b))
	})
}

// Map is the codec of a map with such keys and values of codec c.
func Map[K comparable, V any](key Key[K], c Codec[V]) Codec[map[K]V] {
	return Codec[map[K]V]{
		Zero:   map[K]V{},
		Decode: func(n Node) (map[K]V, *Fault) { return decodeMap(key, c, n) },
		Append: func(b []byte, m map[K]V) []byte {
			b = append(b, '{')
			for i, k := range sorted(key, m) {
				if i > 0 {
					b = append(b, ',')
				}
				b = append(AppendString(b, key.Text(k)), ':')
				b = c.Append(b, m[k])
			}
			return append(b, '}')
		},
		Clone: func(m map[K]V) map[K]V {
			copied := make(map[K]V, len(m))
			for k, v := range m {
				copied[k] = c.Clone(v)
			}
			return copied
		},
	}
}

func decodeMap[K comparable, V any](key Key[K], c Codec[V], n Node) (map[K]V, *Fault) {
	if n.kind != KindObject {
		return nil, &Fault{Code: WrongType, Message: "must be an object"}
	}
	decoded := make(map[K]V, len(n.members))
	for _, m := range sortedMembers(n.members) {
		k, fault := decodeKey(key, m.Key)
		if fault != nil {
			return nil, fault.at(m.Key.text)
		}
		v, fault := c.Decode(m.Value)
		if fault != nil {
			return nil, fault.at(m.Key.text)
		}
		decoded[k] = v
	}
	return decoded, nil
}

func decodeKey[K comparable](key Key[K], n Node) (K, *Fault) {
	if fault := checkString(n); fault != nil {
		var none K
		return none, fault
	}
	k, code := key.Parse(n.text)
	if code != "" {
		return k, &Fault{Code: code, Message: "must have integers of 64 bits as keys"}
	}
	return k, nil
}

func parseIntKey(text string) (int64, Code) {
	digits := strings.TrimPrefix(text, "-")
	if !isDecimal(digits) || text == "-0" {
		return 0, WrongType
	}
	i, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, OutOfRange
	}
	return i, ""
}
