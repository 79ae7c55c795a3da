package sqlite_test

import (
	"testing"

	"petri/eventstore"
	"petri/eventstore/suite"
)

func TestSQLiteHasTheProperties(t *testing.T) {
	suite.Properties(t, func(t testing.TB) eventstore.Store { return open(t) })
}
