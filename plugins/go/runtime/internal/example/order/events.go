package order

import (
	"encoding/json"

	"petri/value"
)

// Validated is the payload of order_validated.
type Validated struct {
	CustomerEmail string
	Total         int64
}

func readValidated(r *value.Reader) Validated {
	return Validated{
		CustomerEmail: value.Required(r, "customer_email", value.String, value.MinLength(3)),
		Total:         value.Required(r, "total", value.Int),
	}
}

func (v Validated) json() json.RawMessage {
	var w value.Writer
	value.Put(&w, "customer_email", value.String, v.CustomerEmail)
	value.Put(&w, "total", value.Int, v.Total)
	return w.JSON()
}

// Paid is the payload of payment_processed.
type Paid struct {
	Payer  string
	Amount value.Amount
}

func readPaid(r *value.Reader) Paid {
	return Paid{
		Payer:  value.Default(r, "payer", value.String, "anonymous"),
		Amount: value.Required(r, "amount", value.Quantity),
	}
}

func (p Paid) json() json.RawMessage {
	var w value.Writer
	value.Put(&w, "payer", value.String, p.Payer)
	value.Put(&w, "amount", value.Quantity, p.Amount)
	return w.JSON()
}
