package value

// Field returns the member of a json object.
func (e *Eval) Field(j JSON, name string) JSON {
	if j.node.kind != KindObject {
		return keep(e, JSON{}, &Error{TypeMismatch})
	}
	n, found := j.node.Member(name)
	if !found {
		return keep(e, JSON{}, &Error{MissingField})
	}
	return JSON{n}
}

// Item returns the item of a json array, counted from 0.
func (e *Eval) Item(j JSON, i int64) JSON {
	if j.node.kind != KindArray {
		return keep(e, JSON{}, &Error{TypeMismatch})
	}
	return JSON{At(e, j.node.items, i)}
}

// Size returns the code points of a json string, or the number of elements of an
// array or object.
func (e *Eval) Size(j JSON) int64 {
	switch j.node.kind {
	case KindString:
		return Length(j.node.text)
	case KindArray:
		return int64(len(j.node.items))
	case KindObject:
		return int64(len(j.node.members))
	default:
		return keep(e, int64(0), &Error{TypeMismatch})
	}
}

// Cast reads a json value as one of another type.
func Cast[T any](e *Eval, c Codec[T], j JSON) T {
	v, fault := c.Decode(j.node)
	if fault != nil {
		return keep(e, c.Zero, &Error{TypeMismatch})
	}
	return v
}
