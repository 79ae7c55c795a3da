package workflow

import "petri/value"

// The functions below fit a function of a typed input or payload into the
// tables. Without a command in hand the typed function sees nil; in a fold it
// sees the payload, but no input.

// Weighs fits a function that computes arcs.
func Weighs[S, I, P any](f func(S, *I, *P, *Call) (Arcs, error)) func(S, any, any, *Call) (Arcs, error) {
	return func(s S, input, payload any, call *Call) (Arcs, error) {
		i, _ := input.(*I)
		p, _ := payload.(*P)
		return f(s, i, p, call)
	}
}

// Takes fits a function that takes data.
func Takes[S, I, P any](f func(S, *S, *I, *P, *Call, *Check)) func(S, *S, any, any, *Call, *Check) {
	return func(s S, next *S, input, payload any, call *Call, check *Check) {
		i, _ := input.(*I)
		p, _ := payload.(*P)
		f(s, next, i, p, call, check)
	}
}

// Guards fits a guard.
func Guards[S, I any](f func(S, *I, *Call) (bool, error)) func(S, any, *Call) (bool, error) {
	return func(s S, input any, call *Call) (bool, error) {
		i, _ := input.(*I)
		return f(s, i, call)
	}
}

// Puts fits a function that puts data.
func Puts[S, P any](f func(S, *S, *P, *Call) error) func(S, *S, any, *Call) error {
	return func(s S, next *S, payload any, call *Call) error {
		p, _ := payload.(*P)
		return f(s, next, p, call)
	}
}

// Reads fits a function that reads an input or a payload.
func Reads[T any](f func(*value.Reader) *T) func(*value.Reader) any {
	return func(r *value.Reader) any { return f(r) }
}

// Records fits a function that makes a payload from an input.
func Records[S, I any, P Payload](f func(S, *I) P) func(S, any) Payload {
	return func(s S, input any) Payload {
		i, _ := input.(*I)
		return f(s, i)
	}
}

// Nothing stands for the input of a command without parameters and for the
// payload of an event without fields; it is always nil.
type Nothing struct{}
