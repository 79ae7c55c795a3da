// Package tail follows a log: first what is there, then what is added.
package tail

import "sync"

// Signal wakes everyone who waits for the next event. The zero value is ready.
// It carries no data, so that a missed one costs time and loses nothing.
type Signal struct {
	mu   sync.Mutex
	next chan struct{}
}

// Wait returns a channel that is closed by the next Raise.
func (s *Signal) Wait() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next == nil {
		s.next = make(chan struct{})
	}
	return s.next
}

// Raise wakes everyone who waits.
func (s *Signal) Raise() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next != nil {
		close(s.next)
		s.next = nil
	}
}
