package value_test

import (
	"maps"
	"slices"
	"testing"

	"petri/value"
)

func amounts(texts ...string) []value.Amount {
	list := make([]value.Amount, len(texts))
	for i, text := range texts {
		list[i] = value.MustAmount(text)
	}
	return list
}

func TestBoundsHoldAtTheirEnds(t *testing.T) {
	five := value.MustAmount("5")
	ok := func(f *value.Fault) bool { return f == nil }
	for _, c := range []struct {
		name             string
		inside, outside  *value.Fault
		wantOutsideFault value.Code
	}{
		{"at least", value.AtLeast(5)(5), value.AtLeast(5)(4), value.OutOfRange},
		{"at most", value.AtMost(2.5)(2.5), value.AtMost(2.5)(2.6), value.OutOfRange},
		{"amount at least", value.AmountAtLeast(five)(five), value.AmountAtLeast(five)(value.MustAmount("4")), value.OutOfRange},
		{"amount at most", value.AmountAtMost(five)(five), value.AmountAtMost(five)(value.MustAmount("6")), value.OutOfRange},
		{"shortest string", value.MinLength(2)("éé"), value.MinLength(2)("é"), value.TooShort},
		{"longest string", value.MaxLength(2)("éé"), value.MaxLength(2)("ééé"), value.TooLong},
		{"shortest list", value.MinItems[int](1)([]int{1}), value.MinItems[int](1)(nil), value.TooShort},
		{"longest list", value.MaxItems[int](1)([]int{1}), value.MaxItems[int](1)([]int{1, 2}), value.TooLong},
		{"smallest map", value.MinEntries[string, int](1)(map[string]int{"a": 1}), value.MinEntries[string, int](1)(nil), value.TooShort},
		{"largest map", value.MaxEntries[string, int](0)(nil), value.MaxEntries[string, int](0)(map[string]int{"a": 1}), value.TooLong},
	} {
		if !ok(c.inside) || ok(c.outside) || c.outside.Code != c.wantOutsideFault {
			t.Errorf("%s: inside gives %v, outside %v", c.name, c.inside, c.outside)
		}
	}
}

func TestAmountsAreComputedExactly(t *testing.T) {
	a, b := value.MustAmount("340282366920938463463374607431768211457"), value.MustAmount("10")
	for _, c := range []struct {
		name string
		eval func(e *value.Eval) value.Amount
		want string
	}{
		{"quotient", func(e *value.Eval) value.Amount { return e.DivAmount(a, b) }, "34028236692093846346337460743176821145"},
		{"remainder", func(e *value.Eval) value.Amount { return e.ModAmount(a, b) }, "7"},
		{"product", func(e *value.Eval) value.Amount { return e.MulAmount(a, b) }, "3402823669209384634633746074317682114570"},
		{"difference", func(e *value.Eval) value.Amount { return e.SubAmount(a, a) }, "0"},
		{"sum", func(e *value.Eval) value.Amount { return e.SumAmount(slices.Values(amounts("1", "2", "3"))) }, "6"},
		{"least", func(e *value.Eval) value.Amount { return value.MinOfAmounts(e, slices.Values(amounts("10", "9"))) }, "9"},
		{"largest", func(e *value.Eval) value.Amount { return value.MaxOfAmounts(e, slices.Values(amounts("9", "10"))) }, "10"},
		{"smaller", func(*value.Eval) value.Amount { return value.MinAmount(a, b) }, "10"},
		{"larger", func(*value.Eval) value.Amount { return value.MaxAmount(b, a) }, a.String()},
	} {
		var e value.Eval
		if got := c.eval(&e); !got.Equal(value.MustAmount(c.want)) || e.Err() != nil {
			t.Errorf("%s is %s (%v), want %s", c.name, got, e.Err(), c.want)
		}
	}
}

func TestSumsOfFloatsFollowTheOrderOfKeys(t *testing.T) {
	m := map[string]float64{"c": 1, "a": 1e16, "b": -1e16}
	var e value.Eval
	if got := e.SumFloat(value.Values(value.StringKey, m)); got != 1 || e.Err() != nil {
		t.Errorf("the sum is %g (%v), want 1", got, e.Err())
	}
	if got := e.SubFloat(e.AddFloat(e.AbsFloat(-2), 0.5), 0.25); got != 2.25 {
		t.Errorf("computed %g", got)
	}
	nested := map[string]map[string]int64{"a": {"x": 1, "y": 2}, "b": {"z": 3}}
	if got := e.Sum(value.Within(maps.Values(nested), maps.Values)); got != 6 {
		t.Errorf("the sum of the leaves is %d", got)
	}
}

func TestReadingWhatIsNotThereGivesTheZeroOfTheType(t *testing.T) {
	priority := value.Enum("low", "high")
	m := map[string]string{"a": "high"}
	if got := value.Get(m, "a", priority.Zero) + value.Get(m, "b", priority.Zero); got != "highlow" {
		t.Errorf("read %s", got)
	}
	if got := value.EntryInt("slots", -3); got != "slots[-3]" {
		t.Errorf("the entry is named %s", got)
	}
	var e value.Eval
	e.Fail(value.NegativeValue)
	e.Fail(value.Overflow)
	if e.Err().Error() != "the expression gives negative-value" {
		t.Errorf("the error is %v", e.Err())
	}
}

func TestACloneSharesNothingThatChanges(t *testing.T) {
	c := value.Map(value.StringKey, value.List(value.Int))
	m := map[string][]int64{"a": {1}}
	copied := c.Clone(m)
	copied["a"][0] = 2
	copied["b"] = nil
	if got := string(c.Append(nil, m)); got != `{"a":[1]}` {
		t.Errorf("the original has become %s", got)
	}
}
