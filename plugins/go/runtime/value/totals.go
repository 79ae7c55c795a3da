package value

import (
	"cmp"
	"iter"
	"math/big"
	"math/bits"
)

// Sum returns the sum of integers. It is exact: only the total may overflow, so
// that it does not depend on the order.
func (e *Eval) Sum(values iter.Seq[int64]) int64 {
	var high, low uint64 // the total, in 128 bits of two's complement
	for v := range values {
		var carry uint64
		low, carry = bits.Add64(low, uint64(v), 0)
		high += uint64(v>>63) + carry
	}
	total := int64(low)
	if int64(high) != total>>63 {
		return keep(e, int64(0), &Error{Overflow})
	}
	return total
}

// SumFloat returns the sum of floats, added in the order given.
func (e *Eval) SumFloat(values iter.Seq[float64]) float64 {
	total := 0.0
	for v := range values {
		total = e.AddFloat(total, v)
	}
	return total
}

// SumAmount returns the sum of amounts.
func (e *Eval) SumAmount(values iter.Seq[Amount]) Amount {
	total := new(big.Int)
	for v := range values {
		total.Add(total, v.int())
	}
	sum, err := amount(total)
	return keep(e, sum, err)
}

// MinOf returns the smallest of some values.
func MinOf[T cmp.Ordered](e *Eval, values iter.Seq[T]) T {
	return least(e, values, cmp.Less[T])
}

// MaxOf returns the largest of some values.
func MaxOf[T cmp.Ordered](e *Eval, values iter.Seq[T]) T {
	return least(e, values, func(a, b T) bool { return cmp.Less(b, a) })
}

// MinOfAmounts returns the smallest of some amounts.
func MinOfAmounts(e *Eval, values iter.Seq[Amount]) Amount {
	return least(e, values, func(a, b Amount) bool { return a.Cmp(b) < 0 })
}

// MaxOfAmounts returns the largest of some amounts.
func MaxOfAmounts(e *Eval, values iter.Seq[Amount]) Amount {
	return least(e, values, func(a, b Amount) bool { return a.Cmp(b) > 0 })
}

func least[T any](e *Eval, values iter.Seq[T], less func(a, b T) bool) T {
	var best T
	found := false
	for v := range values {
		if !found || less(v, best) {
			best, found = v, true
		}
	}
	if !found {
		return keep(e, best, &Error{MissingField})
	}
	return best
}

// MinAmount returns the smaller of two amounts.
func MinAmount(a, b Amount) Amount {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// MaxAmount returns the larger of two amounts.
func MaxAmount(a, b Amount) Amount {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

// Values returns the values of a map by code point of their keys, the order in
// which sums of floats are added. Sums of other types may use maps.Values.
func Values[K comparable, V any](key Key[K], m map[K]V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for _, k := range sorted(key, m) {
			if !yield(m[k]) {
				return
			}
		}
	}
}

// Within returns the elements of all inner containers, one after the other:
//
//	value.Within(maps.Values(allowances), maps.Values)
func Within[C, T any](outer iter.Seq[C], inner func(C) iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for container := range outer {
			for v := range inner(container) {
				if !yield(v) {
					return
				}
			}
		}
	}
}
