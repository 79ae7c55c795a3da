"""The order of the steps, input, access, modes, time and what is enabled."""

from petri_pilot.expr import UserValue

from .story import Story


def user(*roles: str, id_: str = "zoe") -> UserValue:
    return UserValue(id_, "", "", roles)


def test_existence_comes_before_input() -> None:
    story = Story("form", create=False)
    assert story.code("fill", nonsense=1) == "not-found"
    story.fire("create")
    assert story.code("create", nonsense=1) == "exists"


def test_all_problems_of_an_input_are_told_in_order() -> None:
    story = Story("form")
    given = {
        "name_in": "A",
        "age_in": 17,
        "note": "toolong",
        "zz": 1,
        "a/b~c": 1,
        "😀": 1,
        "\ufffd": 1,
    }
    assert story.errors("fill", **given) == [
        ("/name_in", "too-short"),
        ("/age_in", "out-of-range"),
        ("/note", "too-long"),
        ("/a~1b~0c", "unknown-field"),
        ("/zz", "unknown-field"),
        ("/\ufffd", "unknown-field"),
        ("/😀", "unknown-field"),
    ]


def test_the_message_of_a_validation_is_the_authors() -> None:
    refused = Story("form").refuse("fill", name_in="A B C", age_in=30)
    assert [e.message for e in refused.errors] == ["two words at most"]


def test_defaults_fill_in_and_absent_optional_parameters_stay_absent() -> None:
    story = Story("form")
    fired = story.fire("fill", name_in="ann lee", age_in=None, note=None)
    assert fired.event.data == {"name_in": "ann lee", "age_in": 21}
    assert story.errors("fill", name_in=None) == [("/name_in", "required")]
    assert story.fire("fund").event.data == {"budget_in": "250"}
    assert story.errors("fund", budget_in="9") == [("/budget_in", "out-of-range")]
    story.fire("fund", budget_in="10")


def test_a_pattern_ends_at_the_very_end() -> None:
    story = Story("form")
    assert story.errors("rate", score_in=0.5, code="A-1\n") == [("/code", "pattern")]
    story.fire("rate", score_in=1, code="xA-1")
    assert story.errors("rate", score_in=1.0000001) == [("/score_in", "out-of-range")]


def test_null_is_a_value_for_json_parameters_only() -> None:
    story = Story("intake")
    assert story.errors("take_int", number=None) == [("/number", "required")]
    story.fire("take_json", value=None)
    assert story.errors("take_json") == [("/value", "required")]
    assert story.fire("take_maybe_json", value=None).event.data == {"value": None}
    assert story.fire("take_maybe_json").event.data == {}


def test_input_errors_point_into_lists_and_maps() -> None:
    story = Story("intake")
    assert story.errors("take_list", items=[1, "2", None]) == [("/items/1", "wrong-type")]
    assert story.errors("take_map", entries={"1": [], "01": []}) == [("/entries/01", "wrong-type")]
    bad = {"5": ["2025-01-01T00:00:00Z", "soon"]}
    assert story.errors("take_map", entries=bad) == [("/entries/5/1", "wrong-type")]


def test_times_are_cut_to_milliseconds_and_kept_in_utc() -> None:
    story = Story("intake")
    story.fire("take_time", moment="2024-02-29T23:30:00.123987+05:30")
    assert story.data["when"] == "2024-02-29T18:00:00.123Z"


def test_access_is_denied_by_default_and_roles_inherit() -> None:
    story = Story("clinic", create=False)
    for actor in (None, user(), user("stranger")):
        story.actor = actor
        assert story.code("create") == "forbidden"
    story.actor = user("chief")
    story.fire("create")
    story.actor = user("nurse")
    assert story.code("admit", who="bob") == "forbidden"
    story.actor = user("doctor")
    story.fire("admit", who="bob")


def test_access_guards_see_the_stored_state() -> None:
    story = Story("clinic", create=False)
    story.actor = user("doctor")
    story.fire("create")
    story.actor = user(id_="bob")
    assert story.code("note", text="hello") == "forbidden"
    story.actor = user(id_="alice")
    story.fire("note", text="hello")
    assert story.code("note", text="too long for a patient") == "guard-failed"
    story.actor = None
    assert story.code("note", text="hello") == "forbidden"


def test_permissions_are_needed_beside_the_access_rules() -> None:
    story = Story("clinic", create=False)
    story.actor = user("doctor")
    story.fire("create")
    story.fire("note", text="x")
    story.fire("close")
    assert story.code("reopen") == "forbidden"
    story.actor = user("chief")
    story.fire("reopen")


def test_input_is_checked_before_permission_and_permission_before_enabledness() -> None:
    story = Story("clinic", create=False)
    story.actor = user("doctor")
    story.fire("create")
    story.actor = None
    assert story.code("admit") == "invalid-input"
    assert story.code("reopen") == "forbidden"


def test_a_deadline_is_met_by_the_time_of_the_request() -> None:
    story = Story("auction")
    story.at = "2025-01-01T00:09:59.999Z"
    story.fire("bid", amount="5")
    assert story.data["leader"] == "alice"
    assert story.code("close") == "guard-failed"
    story.at = "2025-01-01T00:10:00.000Z"
    assert story.code("bid", amount="6") == "guard-failed"
    story.fire("close")
    story.actor = user(id_="bob")
    assert story.code("collect") == "guard-failed"
    story.actor = None
    assert story.code("collect") == "missing-field"


def test_a_command_of_an_entity_has_a_mode_for_each_state() -> None:
    story = Story("desk", create=False)
    story.fire("create", title="printer")
    assert story.data == {
        "title": "printer",
        "priority": "low",
        "hours": 0,
        "assignee": "",
        "tags": [],
    }
    first = story.fire("start", assignee="ann")
    story.fire("pause")
    second = story.fire("start", assignee="ben")
    assert first.mode != second.mode
    assert first.event.type == second.event.type
    assert story.marking == {"open": 0, "working": 1, "waiting": 0, "done": 0, "dropped": 0}
    assert {r["place"] for r in story.reasons("start", assignee="x")} == {"open", "waiting"}


def test_a_partial_update_changes_only_what_it_names() -> None:
    story = Story("desk", create=False)
    story.fire("create", title="printer", priority="high")
    story.fire("edit", title="scanner")
    assert (story.data["title"], story.data["priority"]) == ("scanner", "high")
    story.fire("edit", priority="low")
    assert (story.data["title"], story.data["priority"]) == ("scanner", "low")
    story.fire("drop")
    assert story.code("edit", title="x") == "not-enabled"


def test_hours_are_added_subtracted_and_bounded() -> None:
    story = Story("desk", create=False)
    story.fire("create", title="printer")
    story.fire("start", assignee="ann")
    assert story.code("log", n=0) == "guard-failed"
    for _ in range(2):
        story.fire("log", n=8)
    refused = story.refuse("log", n=5)
    assert (refused.code, refused.constraint) == ("constraint-violated", "reasonable")
    story.fire("refund", n=16)
    assert story.data["hours"] == 0
    assert story.code("finish") == "guard-failed"
    assert not story.enabled()["finish"]


def test_enabled_leaves_out_what_needs_the_input() -> None:
    story = Story("orders")
    assert story.enabled() == {"pay": True, "ship": False, "discount": True, "audit": True}
    story.fire("pay", amount=50)
    assert story.enabled_reasons("pay") == [
        {
            "code": "missing-tokens",
            "message": "needs 1 in new, has 0",
            "place": "new",
            "need": 1,
            "have": 0,
        }
    ]


def test_enabled_tells_of_guards_and_failures_of_the_state_alone() -> None:
    story = Story("batches")
    assert story.enabled_reasons("mirror") == [
        {"code": "division-by-zero", "message": "the expression gives division-by-zero"}
    ]
    texts = Story("texts")
    assert texts.enabled_reasons("archive") == [
        {"code": "guard-failed", "message": "the guard is false"}
    ]
