package memory_test

import (
	"testing"

	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/eventstore/suite"
)

func TestMemoryPassesTheVectors(t *testing.T) {
	suite.Run(t, suite.Adapter{Open: open})
}

func open(t *testing.T) eventstore.Store {
	s := memory.New()
	t.Cleanup(func() { s.Close() })
	return s
}
