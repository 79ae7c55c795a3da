package aggregate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"petri/eventstore"
	"petri/value"
)

// storeKey keeps the keys of callers apart from those of the application's own
// processes.
func storeKey(key string) string { return "call/" + key }

// fingerprint is what a key stands for: who asks for what of which instance, ""
// when it is made by the call. The state, the time
// and the version that the caller has seen are left out, because they change
// between a call and its retry.
func (s *Service[S]) fingerprint(call Call, id string) string {
	actor := ""
	if call.Actor != nil {
		actor = call.Actor.ID
	}
	var w value.Writer
	value.Put(&w, "aggregate", value.String, s.Slug())
	value.Put(&w, "id", value.String, id)
	value.Put(&w, "command", value.String, call.Command)
	value.Put(&w, "actor", value.String, actor)
	value.PutRaw(&w, "input", value.AppendCanonical(nil, call.Input))
	sum := sha256.Sum256(w.JSON())
	return hex.EncodeToString(sum[:])
}

// replay answers a call whose key has been used, as it was answered then.
func (s *Service[S]) replay(ctx context.Context, call Call) (Instance, bool, error) {
	if call.Key == "" {
		return Instance{}, false, nil
	}
	result, found, err := s.store.Lookup(ctx, storeKey(call.Key), call.fingerprint)
	switch {
	case errors.Is(err, eventstore.ErrKeyReused):
		return Instance{}, false, refuse(CodeKeyReused)
	case err != nil:
		return Instance{}, false, fmt.Errorf("look up a key: %w", err)
	case !found:
		return Instance{}, false, nil
	}
	answer, err := s.answerOf(ctx, result)
	return answer, true, err
}

// answerOf is the instance as an append left it.
func (s *Service[S]) answerOf(ctx context.Context, result eventstore.AppendResult) (Instance, error) {
	for stream, version := range result.Versions {
		l, err := s.loadAt(ctx, stream, version)
		if err != nil {
			return Instance{}, err
		}
		return s.instance(s.id(stream), l), nil
	}
	return Instance{}, errors.New("aggregate: a stored result names no stream")
}
