package admission

import "petri/eventstore"

// ValidatePage checks the bounds of a read.
func ValidatePage(after int64, max int) error {
	if after < 0 {
		return invalid("a read from before the beginning")
	}
	if max < 1 {
		return invalid("a read of less than one")
	}
	return nil
}

// ValidateCheckpoint checks a position against the newest one.
func ValidateCheckpoint(position, head int64) error {
	if position < 0 || position > head {
		return invalid("a position outside the log")
	}
	return nil
}

// ValidateSnapshot returns the snapshot with its state copied, without
// insignificant space.
func ValidateSnapshot(s eventstore.Snapshot) (eventstore.Snapshot, error) {
	if err := ValidateName("stream", s.Stream); err != nil {
		return s, err
	}
	if err := ValidateName("reducer hash", s.ReducerHash); err != nil {
		return s, err
	}
	state, err := compactState(s.State)
	s.State = state
	return s, err
}

// ValidateReached checks that a stream has reached a snapshot's version.
func ValidateReached(s eventstore.Snapshot, newest int64) error {
	if s.Version < 1 || s.Version > newest {
		return invalid("a snapshot of a version that the stream has not reached")
	}
	return nil
}

// ValidateFilter checks the names in a filter.
func ValidateFilter(f eventstore.Filter) error {
	if len(f.Types) > MaxStreams {
		return invalid("more than %d event types", MaxStreams)
	}
	for _, t := range f.Types {
		if err := ValidateName("event type", t); err != nil {
			return err
		}
	}
	return ValidatePrefix(f.StreamPrefix)
}

// ValidatePrefix checks the beginning of a stream's name.
func ValidatePrefix(prefix string) error { return validateOptional("stream prefix", prefix) }

// ValidateList checks the arguments of a list of streams.
func ValidateList(prefix, after string, max int) error {
	if max < 1 {
		return invalid("a read of less than one")
	}
	if err := validateOptional("stream", after); err != nil {
		return err
	}
	return ValidatePrefix(prefix)
}
