package admission

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"petri/eventstore"
)

// Fingerprint is what an idempotency key is compared by: the caller's own, or
// the SHA-256 of writes, checks and actor. The time and the chain of causes are
// left out, because an honest retry has others.
func Fingerprint(req eventstore.AppendRequest) (string, error) {
	if req.Key == "" || req.Fingerprint != "" {
		return req.Fingerprint, nil
	}
	writes := make([]any, len(req.Writes))
	for i, w := range req.Writes {
		events := make([]any, len(w.Events))
		for j, e := range w.Events {
			data, err := sorted(e.Data)
			if err != nil {
				return "", err
			}
			events[j] = []any{e.Type, e.Command, e.Mode, e.SchemaVersion, data}
		}
		writes[i] = []any{w.Stream, w.Expected.Kind, w.Expected.Version, events}
	}
	checks := make([]any, len(req.Checks))
	for i, c := range req.Checks {
		checks[i] = []any{c.Stream, c.Expected.Kind, c.Expected.Version}
	}
	body, err := json.Marshal([]any{writes, checks, req.Meta.Actor})
	if err != nil {
		return "", fmt.Errorf("hash the request: %w", err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// sorted decodes data so that encoding it again orders its members by name and
// leaves numbers as they were written.
func sorted(data json.RawMessage) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("hash the request: %w", err)
	}
	return v, nil
}
