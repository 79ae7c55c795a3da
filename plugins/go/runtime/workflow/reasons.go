package workflow

import (
	"fmt"

	"petri/aggregate"
	"petri/value"
)

func missingTokens(place string, need, have int64) aggregate.Reason {
	return tokens("missing-tokens", place, need, have, "needs %d in %s, has %d", need, place, have)
}

func inhibitedTokens(place string, need, have int64) aggregate.Reason {
	return tokens("inhibited", place, need, have, "needs fewer than %d in %s, has %d", need, place, have)
}

func capacityExceeded(place string, capacity, have int64) aggregate.Reason {
	return tokens("capacity-exceeded", place, capacity, have, "%s holds at most %d, would hold %d", place, capacity, have)
}

func tokens(code, place string, need, have int64, format string, args ...any) aggregate.Reason {
	return aggregate.Reason{
		Code:    code,
		Place:   place,
		Need:    value.Wire(value.Int, need),
		Have:    value.Wire(value.Int, have),
		Message: fmt.Sprintf(format, args...),
	}
}

func guardFailed() aggregate.Reason {
	return aggregate.Reason{Code: "guard-failed", Message: "the guard is false"}
}

func evaluationFailed(code string) aggregate.Reason {
	return aggregate.Reason{Code: code, Message: "the expression gives " + code}
}
