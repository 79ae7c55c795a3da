package memory_test

import (
	"testing"

	"petri/eventstore"
	"petri/eventstore/memory"
	"petri/eventstore/suite"
)

func TestMemoryPassesTheVectors(t *testing.T) {
	suite.Run(t, suite.Adapter{Open: func(t *testing.T) eventstore.Store { return open(t) }})
}

func TestMemoryHasTheProperties(t *testing.T) {
	suite.Properties(t, open)
}

func open(t testing.TB) eventstore.Store {
	s := memory.New()
	t.Cleanup(func() { s.Close() })
	return s
}
