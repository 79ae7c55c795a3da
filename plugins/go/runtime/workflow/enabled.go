package workflow

import (
	"errors"

	"petri/aggregate"
	"petri/value"
)

// Enabled lists every command but the creating one, with what stands in its way
// as far as the state alone tells.
func (m *Machine[S]) Enabled(s S) []aggregate.CommandStatus {
	statuses := make([]aggregate.CommandStatus, 0, len(m.net.Commands))
	for i := range m.net.Commands {
		if c := &m.net.Commands[i]; !c.Creates {
			reasons := m.obstacles(c, s)
			if reasons == nil {
				reasons = []aggregate.Reason{}
			}
			statuses = append(statuses, aggregate.CommandStatus{
				Command: c.ID, Enabled: len(reasons) == 0, Reasons: reasons,
			})
		}
	}
	return statuses
}

// obstacles is steps 4 and 5 without a command in hand.
func (m *Machine[S]) obstacles(c *Command[S], s S) []aggregate.Reason {
	chosen, reasons, err := m.choose(firing[S]{state: s, command: c})
	switch {
	case err != nil:
		return []aggregate.Reason{valueless(err)}
	case chosen == nil:
		return reasons
	default:
		return guarded(chosen.mode, s)
	}
}

// guarded is step 5c without a command in hand.
func guarded[S any](t *Transition[S], s S) []aggregate.Reason {
	if t.Guard == nil || t.GuardNeedsCall {
		return nil
	}
	ok, err := t.Guard(s, nil, nil)
	switch {
	case err != nil:
		return []aggregate.Reason{valueless(err)}
	case !ok:
		return []aggregate.Reason{guardFailed()}
	default:
		return nil
	}
}

// valueless is the reason for an expression without a value.
func valueless(err error) aggregate.Reason {
	var failed *value.Error
	if errors.As(err, &failed) {
		return evaluationFailed(string(failed.Code))
	}
	return evaluationFailed(err.Error())
}
