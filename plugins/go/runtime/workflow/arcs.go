// Package workflow runs a net: what the arcs of a transition ask of a
// state, and what they do to it.
package workflow

import (
	"slices"
)

// Place is a token place. Its number is its index in the net's list of places.
type Place struct {
	ID       string
	Initial  int64
	Capacity int64 // the most it may hold; 0 means no bound
}

// Arc joins a transition and a token place.
type Arc struct {
	Place  int // index into the net's list of places
	Weight int64
}

// Arcs are the token arcs of one transition. Parallel arcs add up.
type Arcs struct {
	Inputs     []Arc // tokens that it takes
	Reads      []Arc // tokens that have to be there, and stay
	Inhibitors []Arc // tokens that must not be there
	Resets     []int // places that it empties
	Outputs    []Arc // tokens that it puts
}

// step is what one transition does to one place, all of its arcs together.
type step struct {
	place    int
	take     int64
	read     int64
	inhibit  int64
	put      int64
	inhibits bool
	empties  bool
	overflow bool // take or put is beyond 64 bits
}

// after is what the place holds after the firing; false beyond 64 bits.
func (s step) after(have int64) (int64, bool) {
	rest := have - s.take
	if s.empties {
		rest = 0
	}
	sum := rest + s.put
	return sum, sum >= rest && !s.overflow
}

// plan is the steps of a firing, by the number of the place.
type plan []step

func (a Arcs) plan() plan {
	p := make(plan, 0, len(a.Inputs)+len(a.Reads)+len(a.Inhibitors)+len(a.Resets)+len(a.Outputs))
	for _, arc := range a.Inputs {
		p = append(p, step{place: arc.Place, take: arc.Weight})
	}
	for _, arc := range a.Reads {
		p = append(p, step{place: arc.Place, read: arc.Weight})
	}
	for _, arc := range a.Inhibitors {
		p = append(p, step{place: arc.Place, inhibit: arc.Weight, inhibits: true})
	}
	for _, place := range a.Resets {
		p = append(p, step{place: place, empties: true})
	}
	for _, arc := range a.Outputs {
		p = append(p, step{place: arc.Place, put: arc.Weight})
	}
	slices.SortStableFunc(p, func(x, y step) int { return x.place - y.place })
	return p.merge()
}

// merge joins the steps of each place; they stand together.
func (p plan) merge() plan {
	merged := p[:0]
	for _, s := range p {
		if last := len(merged) - 1; last >= 0 && merged[last].place == s.place {
			merged[last].join(s)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

func (s *step) join(other step) {
	take, put := s.take+other.take, s.put+other.put
	s.overflow = s.overflow || other.overflow || take < s.take || put < s.put
	s.take, s.put = take, put
	s.read = max(s.read, other.read)
	s.empties = s.empties || other.empties
	if other.inhibits && (!s.inhibits || other.inhibit < s.inhibit) {
		s.inhibits, s.inhibit = true, other.inhibit
	}
}
