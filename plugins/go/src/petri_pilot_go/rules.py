"""The functions of a transition: weights, data arcs, guard."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.expr.ast import Data, Expr, depends_on_input, parameters_of, walk
from petri_pilot.program.ir import ArcKind, Command, TokenArc, Transition

from petri_pilot_go.command_terms import CommandTerms, only_asks
from petri_pilot_go.data_arcs import DataArcs, expressions, resets, takes
from petri_pilot_go.expressions import Uses
from petri_pilot_go.functions import Function, Rules, block, condition
from petri_pilot_go.scope import Scope
from petri_pilot_go.types import is_container

_FIELDS = {
    ArcKind.NORMAL: "Inputs",
    ArcKind.READ: "Reads",
    ArcKind.INHIBITOR: "Inhibitors",
    ArcKind.RESET: "Resets",
}


class RuleBook:
    """Prints the functions of the transitions of one command."""

    def __init__(self, scope: Scope, command: Command) -> None:
        self._scope = scope
        self._terms = CommandTerms(scope, command)

    def rules(self, t: Transition) -> Rules:
        """All functions that the transition needs."""
        rules = Rules()
        if computed(t):
            uses = Uses()
            _add(rules, "Weigh", self._weigh(t, uses), uses)
        if takes(t):
            data = DataArcs(self._terms)
            _add(rules, "Take", data.take(t), data.uses)
        if t.guard is not None:
            uses = Uses()
            _add(rules, "Guard", self._guard(t, t.guard, uses), uses)
            if depends_on_input(t.guard):
                rules.fields["GuardNeedsCall"] = "true"
        if resets(t) or t.puts:
            data = DataArcs(self._terms)
            _add(rules, "Put", data.put(t), data.uses)
        self._unshare(t, rules)
        return rules

    def _guard(self, t: Transition, guard: Expr, uses: Uses) -> Function:
        name = self._scope.function("guard", t.id)
        body = condition(self._terms.input_printer(uses), guard)
        comment = f"{name} is the guard of {t.id}: {t.guard_text}"
        parameters = f"s State, {self._terms.input_parameter}, call *workflow.Call"
        return Function(comment, name, parameters, "(bool, error)", body)

    def _weigh(self, t: Transition, uses: Uses) -> Function:
        uses.imports.add("value")
        lines = []
        for arc in t.inputs:
            lines += block(_weight_test(arc), [self._arc(arc, _FIELDS[arc.kind], uses)])
        for arc in t.outputs:
            lines += block(_weight_test(arc), [self._arc(arc, "Outputs", uses)])
        name = self._scope.function("weigh", t.id)
        terms = self._terms
        parameters = (
            f"s State, {terms.input_parameter}, {terms.event_parameter}, call *workflow.Call"
        )
        body = ("\te := new(value.Eval)", "\tvar arcs workflow.Arcs", *lines)
        comment = f"{name} computes the weights of the arcs of {t.id}."
        result = "(workflow.Arcs, error)"
        return Function(comment, name, parameters, result, (*body, "\treturn arcs, e.Err()"))

    def _arc(self, arc: TokenArc, target: str, uses: Uses) -> str:
        place = self._scope.places[arc.place.id]
        if target == "Resets":
            return f"arcs.Resets = append(arcs.Resets, {place})"
        weight = str(arc.weight)
        if not isinstance(arc.weight, int):
            printer = self._terms.arc_printer(arc.kind, uses)
            weight = f"workflow.Weight(e, {printer.print(arc.weight)})"
        item = f"workflow.Arc{{Place: {place}, Weight: {weight}}}"
        return f"arcs.{target} = append(arcs.{target}, {item})"

    def _unshare(self, t: Transition, rules: Rules) -> None:
        types = {d.id: d.type for d in self._scope.aggregate.data}
        changed = [p for p in changed_places(t) if is_container(types[p])]
        if not changed:
            return
        name = self._scope.function("unshare", t.id)
        lines = []
        for place in changed:
            member = f"next.Data.{self._scope.fields[place]}"
            codec = self._scope.codecs.of(types[place])
            lines.append(f"\t{member} = {codec}.Clone({member})")
        comment = f"{name} gives next its own copy of what {t.id} changes."
        rules.functions.append(Function(comment, name, "next *State", "", tuple(lines)))
        rules.fields["Unshare"] = name
        if read_places(t) & set(changed):
            rules.fields["Rereads"] = "true"


def _add(rules: Rules, field: str, function: Function, uses: Uses) -> None:
    rules.functions.append(function)
    rules.imports |= uses.imports | {"workflow"}
    rules.fields[field] = f"workflow.{field}s({function.name})"


def _weight_test(arc: TokenArc) -> str | None:
    if isinstance(arc.weight, int) or not depends_on_input(arc.weight):
        return None
    return "in != nil" if only_asks(arc.kind) and parameters_of(arc.weight) else "call != nil"


def computed(t: Transition) -> bool:
    """Whether some weight of the token arcs is an expression."""
    return any(not isinstance(a.weight, int) for a in (*t.inputs, *t.outputs))


def changed_places(t: Transition) -> list[str]:
    """The data places that the transition changes, in the order of its arcs."""
    arcs = [*(a for a in t.takes if not only_asks(a.kind)), *t.puts]
    return list(dict.fromkeys(a.place.id for a in arcs))


def read_places(t: Transition) -> set[str]:
    """The data places that the expressions of its arcs look at."""
    weights = [a.weight for a in (*t.inputs, *t.outputs) if not isinstance(a.weight, int)]
    parts = [e for arc in (*t.takes, *t.puts) for e in expressions(arc)]
    return _data_of([*weights, *parts])


def _data_of(given: Iterable[Expr]) -> set[str]:
    return {n.place for e in given for n in walk(e) if isinstance(n, Data)}
