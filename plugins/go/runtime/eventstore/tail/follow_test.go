package tail_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"petri/eventstore"
	"petri/eventstore/tail"
)

// holed is a log of two events whose positions are 1 and 3.
type holed struct{ eventstore.Store }

func (holed) Head(context.Context) (int64, error) { return 3, nil }

func (holed) ReadAll(context.Context, int64, eventstore.Filter, int) ([]eventstore.Event, int64, error) {
	return []eventstore.Event{{Position: 1}, {Position: 3}}, 3, nil
}

func TestAGapInTheLogEndsASubscription(t *testing.T) {
	var got []int64
	source := tail.Source{Store: holed{}, Added: &tail.Signal{}, Poll: time.Second}
	err := source.Follow(t.Context(), 0, eventstore.Filter{}, func(_ context.Context, e eventstore.Event) error {
		got = append(got, e.Position)
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "position 3 follows 1") || len(got) != 1 {
		t.Errorf("handled %v and ended with %v", got, err)
	}
}

func TestAFilteredSubscriptionHasNoGaps(t *testing.T) {
	enough := errors.New("enough")
	source := tail.Source{Store: holed{}, Added: &tail.Signal{}, Poll: time.Second}
	err := source.Follow(t.Context(), 0, eventstore.Filter{StreamPrefix: "a"}, func(_ context.Context, e eventstore.Event) error {
		if e.Position == 3 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) {
		t.Errorf("ended with %v", err)
	}
}
