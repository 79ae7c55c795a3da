package workflow

import (
	"petri/aggregate"
	"petri/value"
)

// Reasons tells why the arcs cannot be followed in the marking, in the order of
// the places; none means that they can. It fails with value.Overflow when a sum
// does not fit 64 bits.
func (a Arcs) Reasons(places []Place, marking []int64) ([]aggregate.Reason, error) {
	var reasons []aggregate.Reason
	for _, s := range a.plan() {
		more, err := s.reasons(places[s.place], marking[s.place])
		if err != nil {
			return nil, err
		}
		reasons = append(reasons, more...)
	}
	return reasons, nil
}

func (s step) reasons(place Place, have int64) ([]aggregate.Reason, error) {
	var reasons []aggregate.Reason
	if s.overflow {
		return nil, &value.Error{Code: value.Overflow}
	}
	need := s.take
	if have >= need {
		need = s.read
	}
	missing := have < need
	if missing {
		reasons = append(reasons, missingTokens(place.ID, need, have))
	}
	if s.inhibits && have >= s.inhibit {
		reasons = append(reasons, inhibitedTokens(place.ID, s.inhibit, have))
	}
	if missing {
		return reasons, nil
	}
	after, fits := s.after(have)
	if !fits {
		return nil, &value.Error{Code: value.Overflow}
	}
	if after != have && place.Capacity > 0 && after > place.Capacity {
		reasons = append(reasons, capacityExceeded(place.ID, place.Capacity, after))
	}
	return reasons, nil
}

// Fire moves the tokens, whether or not the arcs allow it: what has happened is
// not judged again. It fails with value.Overflow when a place would hold more
// than 64 bits.
func (a Arcs) Fire(marking []int64) error {
	for _, s := range a.plan() {
		after, fits := s.after(marking[s.place])
		if !fits {
			return &value.Error{Code: value.Overflow}
		}
		marking[s.place] = after
	}
	return nil
}
