// Package order is a small aggregate written by hand: what the tests of the
// runtime run on. An order is received with one token, validated, paid and
// cancelled; notes may be added to it at any time.
package order

import (
	"encoding/json"

	"petri/value"
)

// State is an order.
type State struct {
	Marking Marking
	Data    Data
}

// Marking is where its token is.
type Marking struct{ Received, Validated, Paid, Cancelled int64 }

// Data is what is known of it.
type Data struct {
	CustomerEmail string
	Total         int64
	Notes         int64
	Paid          map[string]value.Amount // by payer
}

var payers = value.Map(value.StringKey, value.Quantity)

func initial() State {
	return State{Marking: Marking{Received: 1}, Data: Data{Paid: map[string]value.Amount{}}}
}

func (m Marking) json() json.RawMessage {
	var w value.Writer
	value.Put(&w, "received", value.Int, m.Received)
	value.Put(&w, "validated", value.Int, m.Validated)
	value.Put(&w, "paid", value.Int, m.Paid)
	value.Put(&w, "cancelled", value.Int, m.Cancelled)
	return w.JSON()
}

func (d Data) json() json.RawMessage {
	var w value.Writer
	value.Put(&w, "customer_email", value.String, d.CustomerEmail)
	value.Put(&w, "total", value.Int, d.Total)
	value.Put(&w, "notes", value.Int, d.Notes)
	value.Put(&w, "paid_by", payers, d.Paid)
	return w.JSON()
}

func restore(marking, data value.Node) (State, error) {
	var s State
	r := value.NewReader(marking)
	s.Marking.Received = value.Required(r, "received", value.Int)
	s.Marking.Validated = value.Required(r, "validated", value.Int)
	s.Marking.Paid = value.Required(r, "paid", value.Int)
	s.Marking.Cancelled = value.Required(r, "cancelled", value.Int)
	if err := r.Err(); err != nil {
		return s, err
	}
	r = value.NewReader(data)
	s.Data.CustomerEmail = value.Required(r, "customer_email", value.String)
	s.Data.Total = value.Required(r, "total", value.Int)
	s.Data.Notes = value.Required(r, "notes", value.Int)
	s.Data.Paid = value.Required(r, "paid_by", payers)
	return s, r.Err()
}
