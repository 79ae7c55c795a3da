"""Faults that are planted in a copy of the event store, and the check that catches each."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "runtime"


@dataclass(frozen=True)
class Mutant:
    """One change of the source, and where its effect must be seen.

    ``caught_by`` is a package and the name of a test or subtest in it.
    """

    name: str
    file: str
    needle: str
    replacement: str
    caught_by: tuple[str, str]


# Only a look at the system calls sees these: a killed process leaves its writes in the
# machine's cache, where they survive without a sync.
SEEN_IN_THE_TRACE = [
    Mutant(
        "answers before the commit",
        "sqlite/writer.go",
        "\tif err := w.commit(ctx); err != nil {",
        "\tanswer(group, nil)\n\tif err := w.commit(ctx); err != nil {",
        ("", ""),
    ),
    Mutant(
        "synchronous is NORMAL",
        "sqlite/connect.go",
        '{"synchronous", "FULL", "2"}',
        '{"synchronous", "NORMAL", "1"}',
        ("", ""),
    ),
    Mutant(
        "synchronous is OFF",
        "sqlite/connect.go",
        '{"synchronous", "FULL", "2"}',
        '{"synchronous", "OFF", "0"}',
        ("", ""),
    ),
]

VECTORS = "TestMemoryPassesTheVectors"
SEEN_BY_A_TEST = [
    Mutant(
        "synchronous is NORMAL and is read back",
        "sqlite/connect.go",
        '{"synchronous", "FULL", "2"}',
        '{"synchronous", "NORMAL", "2"}',
        ("sqlite", "TestEveryConnectionThatWritesSyncsFully"),
    ),
    Mutant(
        "a setting that does not read back is accepted",
        "sqlite/connect.go",
        "if got != s.answer {",
        "if false {",
        ("sqlite", "TestOpenRefusesASettingThatDoesNotReadBack"),
    ),
    Mutant(
        "a conflict is swallowed",
        "memory/memory.go",
        "if err := admission.Conflict(req, s.version); err != nil {\n"
        "\t\treturn eventstore.AppendResult{}, err",
        "if err := admission.Conflict(req, s.version); err != nil {\n"
        "\t\treturn eventstore.AppendResult{}, nil",
        (
            "memory",
            f"{VECTORS}/expectations/"
            "a_write_that_expects_no_stream_of_a_stream_at_version_1_is_refused",
        ),
    ),
    Mutant(
        "a conflict is swallowed by the database",
        "sqlite/append.go",
        "if err := admission.Conflict(req, b.version); err != nil {\n"
        "\t\treturn eventstore.AppendResult{}, err",
        "if err := admission.Conflict(req, b.version); err != nil {\n"
        "\t\treturn eventstore.AppendResult{}, nil",
        ("sqlite", "TestARequestOfAGroupIsCheckedAgainstWhatTheEarlierOnesWrote"),
    ),
    Mutant(
        "the check of a first version is skipped",
        "admission/admit.go",
        "return actual == e.Version",
        "return actual == 0 || actual == e.Version",
        (
            "memory",
            f"{VECTORS}/expectations/"
            "a_write_that_expects_version_1_of_a_stream_at_version_0_is_refused",
        ),
    ),
    Mutant(
        "only the first write is checked",
        "admission/admit.go",
        "for _, w := range req.Writes {\n\t\tcheck(",
        "for _, w := range req.Writes[:1] {\n\t\tcheck(",
        (
            "memory",
            f"{VECTORS}/atomicity/an_append_whose_second_write_conflicts_writes_nothing",
        ),
    ),
    Mutant(
        "streams that are only checked are not checked",
        "admission/admit.go",
        "for _, c := range req.Checks {\n\t\tcheck(",
        "for _, c := range req.Checks[:0] {\n\t\tcheck(",
        (
            "memory",
            f"{VECTORS}/checks/"
            "a_check_that_expects_no_stream_of_a_stream_at_version_1_refuses_the_append",
        ),
    ),
    Mutant(
        "only the first failing check is listed",
        "admission/admit.go",
        "if actual := version(stream); !Holds(e, actual) {",
        "if actual := version(stream); len(failed) == 0 && !Holds(e, actual) {",
        (
            "memory",
            f"{VECTORS}/atomicity/every_write_that_conflicts_is_listed_in_the_order_of_the_request",
        ),
    ),
    Mutant(
        "a reused key replays another request's answer",
        "admission/admit.go",
        "if r.Fingerprint != fingerprint {",
        "if false {",
        (
            "memory",
            f"{VECTORS}/idempotency/the_same_key_with_another_stream_is_a_reused_key",
        ),
    ),
    Mutant(
        "versions are checked before the key is looked up",
        "memory/memory.go",
        "\tif record, used := s.records[req.Key]; used {",
        "\tif err := admission.Conflict(req, s.version); err != nil {\n"
        "\t\treturn eventstore.AppendResult{}, err\n\t}\n"
        "\tif record, used := s.records[req.Key]; used {",
        (
            "memory",
            f"{VECTORS}/idempotency/a_replay_is_answered_before_versions_are_checked",
        ),
    ),
    Mutant(
        "a group does not see what its earlier requests wrote",
        "sqlite/append.go",
        "b.versions[stream] = version\n",
        "_ = version\n",
        ("sqlite", "TestARequestOfAGroupIsCheckedAgainstWhatTheEarlierOnesWrote"),
    ),
    Mutant(
        "a refused request undoes its group",
        "sqlite/writer.go",
        "j.refused = j.decide(b)\n",
        "if j.refused = j.decide(b); j.refused != nil {\n"
        "\t\t\treturn w.abandon(ctx, j.refused)\n\t\t}\n",
        ("sqlite", "TestARequestOfAGroupIsCheckedAgainstWhatTheEarlierOnesWrote"),
    ),
    Mutant(
        "a request that was withdrawn is written",
        "sqlite/writer.go",
        "if !j.state.CompareAndSwap(waiting, taken) {",
        "if j.state.Store(taken); false {",
        ("sqlite", "TestAnAppendThatIsWithdrawnFromTheQueueIsNotWritten"),
    ),
    Mutant(
        "a failed transaction is committed in part",
        "sqlite/writer.go",
        "if err := w.insert(ctx, b); err != nil {\n\t\treturn w.abandon(ctx, err)",
        "if err := w.insert(ctx, b); err != nil {\n\t\treturn errors.Join(err, w.commit(ctx))",
        ("sqlite", "TestATransactionThatFailsHalfWayWritesNothing"),
    ),
    Mutant(
        "positions are counted past a gap",
        "memory/memory.go",
        "admission.Place(req, int64(len(s.log)), s.version)",
        "admission.Place(req, int64(len(s.log)*2), s.version)",
        ("memory", f"{VECTORS}/reads/conflicts_and_replays_leave_no_gap_in_the_positions"),
    ),
    Mutant(
        "a subscriber skips what was added while it was slow",
        "tail/follow.go",
        "if scanned > after {\n\t\t\tafter = scanned\n",
        "if scanned > after {\n\t\t\tif after, err = s.Store.Head(ctx); err != nil {\n"
        "\t\t\t\treturn err\n\t\t\t}\n",
        ("memory", f"{VECTORS}/subscriptions/a_subscriber_gets_more_events_than_fit_a_page"),
    ),
]


def plant(folder: Path, mutant: Mutant) -> Path:
    """Copy the event store's module and change it; the needle must be there once."""
    shutil.copytree(RUNTIME / "eventstore", folder / "eventstore")
    for name in ("go.mod", "go.sum"):
        shutil.copy(RUNTIME / name, folder / name)
    source = folder / "eventstore" / mutant.file
    text = source.read_text()
    assert text.count(mutant.needle) == 1, f"{mutant.file} no longer has {mutant.needle!r} once"
    text = text.replace(mutant.needle, mutant.replacement)
    if "errors." in mutant.replacement and '"errors"' not in text:
        text = text.replace('import (\n\t"context"\n', 'import (\n\t"context"\n\t"errors"\n')
    source.write_text(text)
    return folder


def run_test(module: Path, package: str, test: str) -> str:
    pattern = "/".join(f"^{part}$" for part in test.split("/"))
    folder = f"./eventstore/{package}"
    run = subprocess.run(
        ["go", "test", "-short", "-timeout", "120s", "-v", "-run", pattern, folder],
        cwd=module,
        capture_output=True,
        text=True,
        timeout=600,
    )
    return run.stdout + run.stderr


@pytest.mark.parametrize("mutant", SEEN_BY_A_TEST, ids=lambda m: m.name)
def test_a_planted_fault_is_caught_by_its_test(mutant: Mutant, tmp_path: Path) -> None:
    package, test = mutant.caught_by
    output = run_test(plant(tmp_path, mutant), package, test)
    assert f"--- FAIL: {test} " in output, output


@pytest.mark.parametrize(
    "caught_by", sorted({m.caught_by for m in SEEN_BY_A_TEST}), ids=lambda c: c[1]
)
def test_the_same_test_passes_without_the_fault(caught_by: tuple[str, str]) -> None:
    package, test = caught_by
    output = run_test(RUNTIME, package, test)
    assert f"--- PASS: {test} " in output, output


@pytest.mark.parametrize("mutant", SEEN_IN_THE_TRACE, ids=lambda m: m.name)
def test_an_answer_that_is_not_durable_is_caught_by_the_trace(
    mutant: Mutant,
    tmp_path: Path,
    build_program: Callable[[Path], Path],
    unsynced: Callable[[Path, Path, int, int], tuple[int, list[str]]],
) -> None:
    program = build_program(plant(tmp_path / "module", mutant))
    acknowledged, faults = unsynced(program, tmp_path, 2, 20)
    assert acknowledged == 40
    assert faults
