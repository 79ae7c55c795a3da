package tail

import "testing"

func TestASignalWakesAllWhoWaitAndOnlyThem(t *testing.T) {
	var s Signal
	s.Raise() // nobody waits: nothing is kept
	first, second := s.Wait(), s.Wait()
	select {
	case <-first:
		t.Fatal("woken by a signal that came before")
	default:
	}
	s.Raise()
	<-first
	<-second
	select {
	case <-s.Wait():
		t.Fatal("woken by a signal that came before")
	default:
	}
}
