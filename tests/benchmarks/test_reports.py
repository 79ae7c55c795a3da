"""The tables say what was measured."""

from __future__ import annotations

from benchmarks.backend import results, rows_of
from benchmarks.generation import chain
from benchmarks.machine import load, syncs_per_second, table

OUTPUT = """goos: linux
BenchmarkDurableAppend/clients=64-2   8040  263925 ns/op  22.37 events/fdatasync  3789 events/s
BenchmarkList-2    100   9000 ns/op
PASS
"""


def test_the_figures_of_go_are_read_with_their_units() -> None:
    found = results(OUTPUT)
    assert [name for name, _ in found] == ["DurableAppend/clients=64", "List"]
    assert found[0][1]["events/s"] == "3789"
    heading, *rows = rows_of(found)
    assert [dict(zip(heading, row, strict=True))["events/fdatasync"] for row in rows] == ["22.37"]


def test_a_table_aligns_its_columns() -> None:
    assert table([["a", "bcd"], ["12", "3"]]) == " a  bcd\n--  ---\n12    3"


def test_the_machine_is_described() -> None:
    assert "processors" in load()
    assert syncs_per_second(0.05) > 0


def test_a_chain_has_a_token_at_its_beginning_and_an_arc_to_each_side() -> None:
    net = chain(3)
    assert [len(net[k]) for k in ("places", "transitions", "arcs")] == [4, 3, 6]
    assert [p.get("initial") for p in net["places"]] == [1, None, None, None]
