// Package value holds the values of a model: their types, their wire form and
// their arithmetic.
//
// Types that Go has are used as they are: string, int64, float64, bool, slices
// and maps. Time, Amount and JSON are defined here; their zero values are the
// zeros of the model's types. A Codec reads and prints a type without
// reflection, a Reader takes an input object apart and keeps what is wrong with
// it, and an Eval carries the first error through an expression.
package value
