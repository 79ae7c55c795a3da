package value

import "encoding/json"

// Writer prints a JSON object, its members in the order in which they are put.
// The zero Writer is an empty object.
type Writer struct{ b []byte }

// Put adds a member.
func Put[T any](w *Writer, name string, c Codec[T], v T) {
	w.key(name)
	w.b = c.Append(w.b, v)
}

// PutOptional adds a member unless v is nil.
func PutOptional[T any](w *Writer, name string, c Codec[T], v *T) {
	if v != nil {
		Put(w, name, c, *v)
	}
}

// PutRaw adds a member whose value is already JSON.
func PutRaw(w *Writer, name string, raw json.RawMessage) {
	w.key(name)
	w.b = append(w.b, raw...)
}

func (w *Writer) key(name string) {
	if len(w.b) == 0 {
		w.b = append(w.b, '{')
	} else {
		w.b = append(w.b, ',')
	}
	w.b = append(AppendString(w.b, name), ':')
}

// JSON returns the object.
func (w *Writer) JSON() json.RawMessage {
	if len(w.b) == 0 {
		return json.RawMessage("{}")
	}
	return append(w.b[:len(w.b):len(w.b)], '}')
}

// Wire returns the wire form of a value, for reasons and messages.
func Wire[T any](c Codec[T], v T) json.RawMessage { return c.Append(nil, v) }
