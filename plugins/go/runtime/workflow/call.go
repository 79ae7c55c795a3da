package workflow

import (
	"slices"

	"petri/aggregate"
	"petri/value"
)

// Call is the command in hand, as far as expressions may look at it beside its
// input. A nil *Call asks about a state alone: whatever depends on a command is
// left out then.
type Call struct {
	Actor *aggregate.Actor // nil when nobody is signed in; with all implied roles
	At    value.Time       // the time of the decision
}

// HasRole tells whether the caller has a role, also by inheritance.
func (c *Call) HasRole(role string) bool {
	return c.Actor != nil && slices.Contains(c.Actor.Roles, role)
}

// UserID is the caller's id; value.MissingField when nobody is signed in.
func (c *Call) UserID(e *value.Eval) string { return c.user(e).ID }

// UserName is the caller's name; value.MissingField when nobody is signed in.
func (c *Call) UserName(e *value.Eval) string { return c.user(e).Name }

// UserEmail is the caller's address; value.MissingField when nobody is signed in.
func (c *Call) UserEmail(e *value.Eval) string { return c.user(e).Email }

// UserRoles is the caller's roles; value.MissingField when nobody is signed in.
func (c *Call) UserRoles(e *value.Eval) []string { return c.user(e).Roles }

func (c *Call) user(e *value.Eval) aggregate.Actor {
	if c.Actor == nil {
		e.Fail(value.MissingField)
		return aggregate.Actor{}
	}
	return *c.Actor
}
