package suite

import "testing"

// Properties runs every check that draws its own input.
func Properties(t *testing.T, open Opener) {
	t.Run("eight writers leave no gap and lose nothing", func(t *testing.T) { Writers(t, open) })
	t.Run("answers are those of a naive model", func(t *testing.T) { Model(t, open) })
	t.Run("histories are linearizable", func(t *testing.T) { Linearizability(t, open) })
	t.Run("subscribers", func(t *testing.T) { Subscribers(t, open) })
}
