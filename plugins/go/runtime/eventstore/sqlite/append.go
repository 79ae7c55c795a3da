package sqlite

import (
	"context"

	"petri/eventstore"
	"petri/eventstore/admission"
)

// Append implements eventstore.Store.
func (s *Store) Append(ctx context.Context, req eventstore.AppendRequest) (eventstore.AppendResult, error) {
	if err := s.usable(ctx); err != nil {
		return eventstore.AppendResult{}, err
	}
	req, err := admission.Validate(req)
	if err != nil {
		return eventstore.AppendResult{}, err
	}
	fingerprint, err := admission.Fingerprint(req)
	if err != nil {
		return eventstore.AppendResult{}, err
	}
	var result eventstore.AppendResult
	j := &job{key: req.Key, stream: streamsOf(req), size: sizeOf(req)}
	j.decide = func(b *batch) error {
		var err error
		result, err = b.admit(req, fingerprint)
		return err
	}
	if err := s.do(ctx, j); err != nil {
		return eventstore.AppendResult{}, err
	}
	return result, nil
}

func (b *batch) admit(req eventstore.AppendRequest, fingerprint string) (eventstore.AppendResult, error) {
	if record, used := b.records[req.Key]; used {
		return record.Replay(fingerprint)
	}
	if err := admission.Conflict(req, b.version); err != nil {
		return eventstore.AppendResult{}, err
	}
	events, result := admission.Place(req, b.head, b.version)
	b.head += int64(len(events))
	b.events = append(b.events, events...)
	for stream, version := range result.Versions {
		b.versions[stream] = version
		b.written[stream] = true
	}
	if req.Key != "" {
		record := admission.Record{Key: req.Key, Fingerprint: fingerprint, Result: admission.CloneResult(result)}
		b.records[req.Key] = record
		b.keys = append(b.keys, record)
	}
	return result, nil
}

func streamsOf(req eventstore.AppendRequest) []string {
	streams := make([]string, 0, len(req.Writes)+len(req.Checks))
	for _, w := range req.Writes {
		streams = append(streams, w.Stream)
	}
	for _, c := range req.Checks {
		streams = append(streams, c.Stream)
	}
	return streams
}

// rowOverhead is about what an event takes beside its data.
const rowOverhead = 200

func sizeOf(req eventstore.AppendRequest) int {
	size := 0
	for _, w := range req.Writes {
		for _, e := range w.Events {
			size += len(e.Data) + rowOverhead
		}
	}
	return size
}
