"""The dial keeps a definition and a range, counts on a question, and gives nothing away before the commit."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_message, a_response, a_widget, the_example

from medialit import curriculum, datasets
from medialit.analysis import multiverse
from medialit.i18n import Language
from medialit.responses import Action, Kind, MemorySink, Record
from medialit.widgets import DefinitionDial
from medialit.widgets.definition_dial.counting import STEPS, heap, step, within

DEFINITION = {"actor": "A state", "scope": "everyone in a place", "mechanism": "any means"}
COMMIT = {"definition": DEFINITION, "low": 20, "high": 80, "certainty": 55}
START = dict(next(one for one in the_example().prompts if one.id == "EX-dial").content["start"])
SAVE = {
    "cards": {"setting": "D2", "west": "nato"},
    "file": START,
    "largest": {"panel": "file", "last": START, "now": START | {"ban": "public"}},
    "mover": "TWN",
    "note": "It *left*.",
    "cost": "Work phones.",
}
CODES = {
    "sale": {"actor": "state", "scope": "population", "counts": "yes"},
    "phones": {"actor": "institution", "scope": "devices", "counts": "no"},
    "island": {"actor": "state", "scope": "population", "counts": "yes"},
    "apps": {"actor": "state", "scope": "population", "counts": "yes"},
    "texas": {"actor": "state", "scope": "devices", "counts": "no"},
    "age": {"actor": "state", "scope": "group", "counts": "yes"},
}
ALL = multiverse.run(
    *(datasets.load(name).rows for name in ("platform-measures", "west-definitions", "country-context"))
)


def coded(codes=CODES, action=Action.COMMIT):
    value = {"codes": codes, "notes": {}, "splits": "", "compared": None}
    return a_response("EX-actions", action, value, kind=Kind.FIELD_CODE, lesson="example")


def a_dial(*said, language=Language.EN, commit=True):
    widget, sink = a_widget("EX-dial", language=language, sink=MemorySink(*said))
    if commit:
        assert widget.receive(a_message("commit", COMMIT))["status"] == "saved"
    return widget, sink


def ask(widget, **asked):
    return widget.receive(a_message("check", asked))


def turned(widget, panel, now, last=None):
    reply = ask(widget, ask=panel, now=now, last=last)
    assert reply["status"] == "told", reply
    return reply["told"]


def cards_at(widget, setting, west="oecd", last=None):
    return turned(widget, "cards", {"setting": setting, "west": west}, last)


# Before the commit


def test_before_the_commit_neither_definitions_nor_rows_nor_counts_are_given():
    widget, _ = a_dial(coded(), commit=False)
    shown = json.dumps(widget.view)
    assert not any(word in shown for word in ("D1", "nationwide", "oecd", "OECD", "percent", 'share":'))
    for asked in ({"ask": "universes"}, {"ask": "file", "now": START, "last": None}):
        reply = ask(widget, **asked)
        assert (reply["status"], "told" in reply) == ("refused", False)
    assert "Commit your definition and your range first." in reply["message"]


def test_the_keys_of_the_rows_never_reach_the_browser():
    widget, _ = a_dial(coded())
    assert "USA|tiktok" not in json.dumps([widget.view, cards_at(widget, "D1")])


def test_what_was_coded_and_defined_elsewhere_is_told_as_it_is_now():
    first = {"answer": "no", "certainty": None, "reason": " Only if the public is shut out. "}
    widget, sink = a_dial(commit=False)
    told = ask(widget, ask="before")["told"]
    assert told["coded"].startswith("Cards that you have coded: 0 of 6 (in EX-actions).")
    assert told["first"] == ""
    sink.save(coded({one: codes for one, codes in CODES.items() if one != "age"}))
    sink.save(a_response("EX-first", Action.COMMIT, first, lesson="example"))
    told = ask(widget, ask="before")["told"]
    assert "5 of 6" in told["coded"]
    assert told["first"] == "Only if the public is shut out."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"definition": DEFINITION | {"scope": "  "}}, "Fill the three boxes"),
        ({"low": None}, "Fill the three boxes"),
        ({"certainty": None}, "say how sure you are"),
        ({"low": 81}, "Exchange them"),
        ({"low": 101}, "Fill the three boxes"),
        ({"low": 2.5}, "Fill the three boxes"),
    ],
)
def test_a_commit_has_a_definition_a_range_the_right_way_round_and_a_certainty(change, words):
    widget, sink = a_dial(commit=False)
    assert widget.receive(a_message("draft", COMMIT | {"low": None, "high": None}))["status"] == "saved"
    reply = widget.receive(a_message("commit", COMMIT | change))
    assert words in reply["message"]
    assert [one.action for one in sink.responses()] == [Action.DRAFT]


def test_a_range_may_be_a_single_share():
    widget, _ = a_dial(commit=False)
    assert widget.receive(a_message("commit", COMMIT | {"low": 80}))["status"] == "saved"


# The cards


@pytest.mark.parametrize(
    ("setting", "headline", "counts"),
    [
        ("D1", "4 of 5 (80%)", {"sale", "phones", "island", "apps", "texas", "age"}),
        ("D2", "2 of 3 (67%)", {"sale", "island", "apps"}),
        ("D3", "1 of 1 (100%)", {"island"}),
        ("own", "3 of 4 (75%)", {"sale", "island", "apps", "age"}),
    ],
)
def test_the_dial_counts_the_students_own_codes(setting, headline, counts):
    told = cards_at(a_dial(coded())[0], setting)
    assert told["headline"] == headline
    assert {one["id"] for one in told["cards"] if one["state"] == "counts"} == counts
    assert "These numbers describe these 6 cards only." in told["sentence"]


def test_the_second_round_of_codes_counts_and_a_draft_does_not():
    changed = CODES | {"sale": CODES["sale"] | {"actor": "platform"}}
    second, draft = (coded(changed, action=action) for action in (Action.AGAIN, Action.DRAFT))
    assert cards_at(a_dial(coded(), second)[0], "D2")["headline"] == "1 of 2 (50%)"
    assert cards_at(a_dial(draft)[0], "D2")["headline"] == "no share: nothing counts"


def test_a_card_that_is_not_coded_is_neither_counted_nor_left_out():
    states = {one["id"]: one["state"] for one in cards_at(a_dial(coded({"sale": CODES["sale"]}))[0], "D2")["cards"]}
    assert states.pop("sale") == "counts"
    assert set(states.values()) == {"uncoded"}


def test_a_card_of_no_country_counts_and_moves_no_share():
    widget, _ = a_dial(coded())
    told = cards_at(widget, "D2", last={"setting": "D1", "west": "oecd"})
    moved = {one["id"]: one for one in told["turn"]["moved"]}
    assert set(moved) == {"phones", "texas", "age"}
    assert moved["phones"]["alone"] == "alone: 4 of 5 (80%), for it belongs to no country"
    assert moved["texas"]["alone"] == "alone: 3 of 4 (75%)"
    assert [one["is_most"] for one in moved.values()].count(True) == 2
    assert {one["id"] for one in told["cards"] if one["moved"]} == set(moved)
    assert (told["turn"]["label"], told["turn"]["change"]) == ("The definition: D1 → D2", "4 of 5 (80%) → 2 of 3 (67%)")
    assert told["turn"]["points"] == "−13 points"


def test_a_turn_of_the_west_lights_the_cards_that_change_sides():
    told = cards_at(a_dial(coded())[0], "D1", "nato", {"setting": "D1", "west": "oecd"})
    assert [(one["id"], one["how"]) for one in told["turn"]["moved"]] == [("age", "no longer western")]


# The file


@given(st.sampled_from(ALL))
def test_the_file_gives_what_the_multiverse_gives(one):
    widget, _ = a_dial()
    at = {name: str(getattr(one.specification, name)) for name in START}
    told = turned(widget, "file", at)
    assert told["percent"] == (None if one.share is None else round(100 * one.share, 2))
    groups = {group["id"]: len(group["units"]) for group in told["groups"]}
    assert groups.get("west", 0) == len(one.western)
    assert sum(groups.values()) == len(one.only_tiktok)


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_every_country_that_switched_is_lit_or_listed_as_gone(one, other):
    widget, _ = a_dial()
    now, last = ({name: str(getattr(each.specification, name)) for name in START} for each in (one, other))
    told = turned(widget, "file", now, last)
    lit = [unit["text"] for group in told["groups"] for unit in group["units"] if unit["moved"]]
    assert sorted(lit) == sorted(moved["text"] for moved in told["turn"]["moved"])
    assert len(told["turn"]["moved"]) >= len(set(one.only_tiktok) ^ set(other.only_tiktok))


def test_what_the_rows_give_follows_the_rows_that_are_handed_in():
    rows = [row for row in datasets.load("platform-measures").rows if row["counted_as"] != "IND"]
    tables = {"platform-measures": rows}
    made = DefinitionDial(
        the_example().prompt("EX-dial"), language=Language.EN, record=Record.of(()), save=lambda *_: None,
        given={"record": None, "tables": lambda name: tables.get(name) or datasets.load(name).rows},
    )  # fmt: skip
    made._said.append(a_response("EX-dial", Action.COMMIT, COMMIT, kind=Kind.DEFINITION_DIAL, lesson="example"))
    assert turned(made, "file", START)["headline"] == "12 of 15 (80%)"
    assert turned(a_dial()[0], "file", START)["headline"] == "12 of 16 (75%)"


@pytest.mark.parametrize(
    "asked",
    [
        {"ask": "file", "now": START | {"ban": "all"}, "last": None},
        {"ask": "file", "now": START, "last": START | {"west": "moon"}},
        {"ask": "file", "now": {"ban": "public"}, "last": None},
        {"ask": "file", "now": START | {"setting": "D1"}, "last": None},
        {"ask": "file", "now": START | {"date": 7}, "last": None},
        {"ask": "cards", "now": {"setting": "D9", "west": "oecd"}, "last": None},
        {"ask": "cards", "now": START},
        {"ask": "everything"},
        None,
    ],
)
def test_a_question_about_a_setting_that_there_is_not_is_refused(asked):
    widget, sink = a_dial(coded())
    before = len(sink.responses())
    assert widget.receive(a_message("check", asked))["status"] == "refused"
    assert len(sink.responses()) == before


# Every way to count


def test_every_way_to_count_is_on_the_strip_once():
    told = ask(a_dial()[0], ask="universes")["told"]
    assert sum(one["ways"] for one in told["steps"]) + told["none"] == len(ALL)
    assert sum(one["exact"] for one in told["steps"]) == multiverse.summary(ALL).nine_of_ten
    assert (told["low"], told["high"], told["published"]) == (20, 80, 90)
    assert f"{len(ALL):,}" in told["sentence"]
    assert f"lie {sum(one.share is not None and 0.2 <= one.share <= 0.8 for one in ALL):,} of" in told["mine"]
    assert len(told["rows"]) == len(told["steps"]) + 1


@given(st.integers(1, 40), st.data())
def test_a_share_lies_on_the_nearest_step(total, data):
    inside = data.draw(st.integers(0, total))
    assert abs(step(inside, total) / STEPS - inside / total) <= 0.5 / STEPS + 1e-12
    assert step(inside, total) + step(total - inside, total) in {STEPS, STEPS + 1}


def test_exactly_nine_of_ten_lies_at_ninety():
    assert [at * 5 for at, one in enumerate(heap(ALL)) if one["exact"]] == [90]


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_wider_range_holds_no_less(low, high):
    low, high = sorted((low, high))
    assert within(ALL, low, high) <= within(ALL, max(0, low - 1), min(100, high + 1)) <= within(ALL, 0, 100)


# The record


def test_where_the_dials_stand_is_saved_and_told_with_what_they_give():
    widget, sink = a_dial(coded())
    assert widget.receive(a_message("save", SAVE))["status"] == "saved"
    record = widget.text_record()
    assert "Predicted range: 20% to 80%" in record
    assert "the definition: D2; the definition of the West: NATO members: 2 of 3 \\(67%\\)" in record
    assert "12 of 16 \\(75%\\) → 0 of 3 \\(0%\\)" in record
    assert "Moved by: Taiwan" in record
    assert "Why: It \\*left\\*" in record
    again, _ = a_widget("EX-dial", sink=sink)
    assert again.view["draft"] == SAVE
    assert again.text_record() == record
    chinese, _ = a_widget("EX-dial", sink=sink, language=Language.ZH)
    assert "造成变化的是：台湾" in chinese.text_record()


def test_nothing_is_saved_before_the_commit():
    widget, sink = a_dial(commit=False)
    assert widget.receive(a_message("save", SAVE))["status"] == "refused"
    assert sink.responses() == ()


@pytest.mark.parametrize(
    "change",
    [
        {"file": START | {"west": "moon"}},
        {"cards": {"setting": "D9", "west": "oecd"}},
        {"largest": {"panel": "cards", "last": START, "now": START}},
        {"largest": {"panel": "file", "last": START, "now": START | {"date": "today"}}},
        {"mover": 7},
        {"file": {}},
    ],
)
def test_dials_that_stand_nowhere_are_not_saved(change):
    widget, sink = a_dial()
    assert widget.receive(a_message("save", SAVE | change))["status"] == "refused"
    assert len(sink.responses()) == 1


def test_a_setting_that_the_prompt_has_lost_stays_is_told_and_can_be_saved_again():
    older = SAVE | {"cards": {"setting": "D9", "west": "moon"}, "file": START | {"date": "the day after"}}
    kinds = {"kind": Kind.DEFINITION_DIAL, "lesson": "example"}
    commit = a_response("EX-dial", Action.COMMIT, COMMIT, **kinds)
    saved = a_response("EX-dial", Action.SAVE, older, minute=1, **kinds)
    widget, sink = a_dial(commit, saved, commit=False)
    assert widget.view["draft"] == older
    assert all(word in widget.text_record() for word in ("D9", "moon", "the day after", "It \\*left"))
    assert widget.receive(a_message("save", older | {"note": "more"}))["status"] == "saved"
    fresh, _ = a_dial()
    assert fresh.receive(a_message("save", older))["status"] == "refused"
    assert len(sink.responses()) == 3


def test_no_single_card_is_an_answer_too():
    widget, _ = a_dial()
    widget.receive(a_message("save", SAVE | {"mover": "together", "largest": None}))
    assert "Moved by: no single one: several together" in widget.text_record()


def test_without_the_rows_the_answers_are_still_told():
    widget, sink = a_dial()
    widget.receive(a_message("save", SAVE))
    bare = DefinitionDial(
        the_example().prompt("EX-dial"), language=Language.EN, record=Record.of(sink.responses()), save=None
    )
    assert "everyone in a place" in bare.text_record()
    assert "It \\*left\\*" in bare.text_record()


def test_the_schema_names_the_positions_that_the_dials_have():
    from importlib.resources import files

    schema = json.loads((files("medialit.curriculum") / "schema/prompt/definition_dial.json").read_text("utf-8"))
    start = schema["properties"]["content"]["properties"]["start"]["properties"]
    assert {name: one["enum"] for name, one in start.items() if name != "west"} == {
        name: [str(value) for value in values] for name, values in multiverse.CHOICES.items()
    }


# On paper


def a_worksheet(language):
    return DefinitionDial(
        the_example().prompt("EX-dial"), language=language, record=Record.of(()), save=None,
        given={"record": None, "tables": lambda name: datasets.load(name).rows},
    )  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_on_a_worksheet_everything_that_was_counted_stands_below_a_fold(language):
    sheet = a_worksheet(language)
    blocks, say = sheet.on_paper(), sheet.words
    fold = blocks.index("---")
    assert not re.search(r"\d\s?%", "".join(blocks[:fold]))
    below = "\n".join(blocks[fold:])
    assert all(say(f"figure.value.{one}") in below for one in multiverse.BANS)
    assert say("definition_dial.headline", inside=12, total=16, share="75%") in below
    assert "◀" in below


@pytest.mark.parametrize("language", Language)
def test_in_a_notebook_the_paper_shows_what_was_counted_only_after_the_commit(language):
    before, after = (a_dial(language=language, commit=commit)[0] for commit in (False, True))
    told = before.words("definition_dial.headline", inside=12, total=16, share="75%")
    assert told not in str(before._repr_mimebundle_())
    assert told in "\n".join(after.on_paper())


# What the draft checks know


def test_the_check_of_a_definition_knows_the_three_parts_once_they_are_committed(tmp_path):
    from medialit.portfolio.draft_facts import draft_facts

    commit = a_response("EX-dial", Action.COMMIT, COMMIT, kind=Kind.DEFINITION_DIAL, lesson="example")
    facts = [draft_facts(tmp_path, the_example(), said, Language.EN).definition for said in ((), (commit,))]
    assert facts == [{}, DEFINITION]
    without = draft_facts(tmp_path, curriculum.lesson("01-who-moved"), (), Language.EN)
    assert without.definition is None
