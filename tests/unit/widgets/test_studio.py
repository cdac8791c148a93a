"""The studio keeps a draft; its checks answer, and keep nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import COMMITS, LESSON, a_message, a_response, a_text, a_widget, the_example

from medialit import classroom, curriculum, drafts
from medialit.drafts.text import counts
from medialit.i18n import Language
from medialit.portfolio import supplies
from medialit.responses import Action, JournalSink, Kind, MemorySink, path_for

DRAFT = {"texts": {"claims": "RedNote grew by 200%.\nSecond line."}}
LENGTHS = json.loads((Path(__file__).parents[2] / "js" / "lengths.json").read_text("utf-8"))


def asked(box="claims", text="RedNote grew by 200%.", checks=("F8",)):
    return a_message("check", {"box": box, "text": text, "checks": list(checks)})


def results(widget, **more):
    reply = widget.receive(asked(**more))
    assert reply["status"] == "told", reply
    return {one["id"]: one for one in reply["told"]["results"]}


def test_a_draft_is_saved_and_recorded_box_by_box():
    widget, sink = a_widget("EX-studio")
    assert widget.receive(a_message("save", DRAFT))["status"] == "saved"
    assert sink.responses()[0].value == DRAFT
    assert "**Your claim, repaired**  \nRedNote grew by 200%\\.  \nSecond line\\." in widget.text_record().replace(
        "%", "%"
    )
    assert widget.receive(a_message("save", {"texts": {"other": "x"}}))["status"] == "refused"


def test_each_box_is_shown_with_its_row_of_the_rubric_and_each_check_with_its_rule():
    widget, _ = a_widget("EX-studio", language=Language.ZH)
    row = widget.view["rubric"]["own-thinking"]
    assert row["title"] == "说明自己的思考"
    assert [one["points"] for one in row["levels"]] == [8, 6, 4, 2]
    assert all(one["name"] and one["rule"] for one in widget.view["rules"])
    assert {one["id"] for one in widget.view["rules"]} >= {"F1", "F4", "F12"}


def test_a_check_says_what_it_found_and_where():
    widget, _ = a_widget("EX-studio")
    found = results(widget)["F8"]
    assert found["outcome"] == "points"
    assert found["points"] == [{"text": "You wrote “200%”. Of what?", "span": [16, 20]}]
    cited = results(widget, box="thinking", text="In L1-C1 I said", checks=["F4"])["F4"]
    assert (cited["outcome"], cited["found"]) == ("clear", [[3, 8]])


def test_a_check_speaks_the_language_of_the_notebook_and_measures_in_its_own_unit():
    widget, _ = a_widget("EX-studio", language=Language.ZH)
    assert results(widget, text="增长了200%。")["F8"]["points"][0]["text"] == "你写了“200%”。是什么的200%？"
    assert results(widget, text="字" * 165, checks=["F3"])["F3"]["outcome"] == "clear"
    assert (
        "20个汉字 + 0个单词 × 1.6 = 20字。范围是115～247字。"
        in results(widget, text="字" * 20, checks=["F3"])["F3"]["points"][0]["text"]
    )
    english, _ = a_widget("EX-studio")
    assert results(english, text="word " * 100, checks=["F3"])["F3"]["outcome"] == "clear"


def test_what_a_check_compares_with_comes_from_the_classroom_and_the_box():
    widget, _ = a_widget("EX-studio")
    assert results(widget, checks=["F7"])["F7"]["points"][0]["text"].startswith("Row 1 names no source")
    starter = "In lesson 1 I committed to "
    assert results(widget, box="thinking", text=starter, checks=["F1", "F2"])["F1"]["outcome"] == "points"
    assert results(widget, box="tools", text="none", checks=["F12"])["F12"]["outcome"] == "clear"
    assert results(widget, box="tools", text=" ", checks=["F12"])["F12"]["outcome"] == "points"


def test_every_check_of_every_box_runs_in_both_languages():
    for language in Language:
        widget, sink = a_widget("EX-studio", language=language)
        for box in widget.boxes().values():
            found = results(
                widget, box=box["id"], text="A 90% “long quotation of many words in a row”", checks=box["checks"]
            )
            assert list(found) == box["checks"]
        assert sink.responses() == ()


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"box": "other", "text": "", "checks": []},
        {"box": "claims", "text": 7, "checks": []},
        {"box": "claims", "text": "", "checks": "F1"},
        {"box": "claims", "text": "", "checks": ["F4"]},
        {"box": "claims", "text": "", "checks": [["F1"]]},
        {"box": "claims", "text": "字" * 20_001, "checks": ["F1"]},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(value):
    widget, _ = a_widget("EX-studio")
    assert widget.receive(a_message("check", value))["status"] == "refused"


def test_other_kinds_answer_no_questions():
    assert a_widget("L1-C1")[0].receive(asked())["status"] == "refused"


@given(st.text(max_size=200))
def test_no_text_breaks_a_check(text):
    widget, _ = a_widget("EX-studio")
    for one in results(widget, text=text, checks=widget.boxes()["claims"]["checks"]).values():
        for start, end in [point["span"] for point in one["points"] if point["span"]] + one["found"]:
            assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("case", LENGTHS, ids=lambda one: one["text"][:12])
def test_python_counts_the_cases_that_the_browser_is_held_to(case):
    assert counts(case["text"])[:2] == (case["words"], case["han"])


# In a lesson


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIALIT_HOME", str(tmp_path / "home"))
    then = the_example()
    monkeypatch.setattr(curriculum, "find", lambda one, _: then if one == then.id else curriculum.lesson(one))
    for name in (LESSON, then.id):
        (tmp_path / name).mkdir()
    return tmp_path / then.id


def test_a_check_leaves_the_journal_byte_for_byte_as_it_was(folder):
    here = classroom.lesson("example", "en", folder=folder)
    widget, called = here.widget("EX-studio"), []
    widget.on_saved(lambda: called.append(1))
    widget.receive(a_message("save", DRAFT))
    journal = path_for(folder, "example")
    before, stamp, view = journal.read_bytes(), journal.stat().st_mtime_ns, dict(widget.view)
    widget.send = lambda *_, **__: None
    message = asked(text="something new, 90%", checks=["F1", "F3", "F8"])
    widget._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})
    assert (journal.read_bytes(), journal.stat().st_mtime_ns) == (before, stamp)
    assert widget.view == view
    assert called == []
    assert sorted(one.name for one in folder.iterdir() if not one.name.startswith(".")) == [journal.name]


def test_checks_know_what_was_said_in_this_lesson_and_beside_it_at_that_moment(folder):
    JournalSink(path_for(folder.parent / LESSON, LESSON)).save(a_response())
    here = classroom.lesson("example", "en", folder=folder)
    widget = here.widget("EX-studio")
    assert results(widget, box="thinking", text="see L1-C1", checks=["F4"])["F4"]["outcome"] == "clear"
    assert results(widget, checks=["F9"])["F9"]["outcome"] == "not_applicable"
    row = {"cells": {"claim": "a", "source": "doi:11.1/x", "certainty": 0}}
    here.widget("EX-claims").receive(a_message("save", {"rows": [row]}))
    found = results(widget, checks=["F7", "F9"])
    assert "row 1" in found["F7"]["points"][0]["text"]
    assert found["F9"]["outcome"] == "points", "a certainty of nought is one, but there is no verdict"


def test_a_quotation_is_looked_up_in_the_article_and_an_altered_one_is_listed(folder):
    here = classroom.lesson("example", "en", folder=folder)
    facts = supplies(("drafts",), here.plan.prompt("EX-studio"), here._seat())["drafts"]()
    right = drafts.run("F5", "It says “seem to be less involved in real-life politics”.", facts)
    assert (right.outcome, right.found) == (drafts.Outcome.CLEAR, ((9, 55),))
    wrong = drafts.run("F5", "It says “seem to be more involved in real-life politics”.", facts)
    assert wrong.points[0].values["words"] == "seem to be more involved in real-life politics"


def test_a_check_that_is_off_is_neither_offered_nor_run():
    widget, _ = a_widget("EX-studio")
    assert "F5" in widget.content["boxes"][0]["checks"], "the lesson would ask for it"
    assert not next(one for one in drafts.checks() if one.id == "F5").is_on
    assert "F5" not in widget.view["content"]["boxes"][0]["checks"]
    assert "F5" not in {one["id"] for one in widget.view["rules"]}
    assert widget.receive(asked(checks=["F5"]))["status"] == "refused"


def test_an_answer_of_another_lesson_is_known_by_its_words_once_it_was_looked_back_on(folder):
    JournalSink(path_for(folder.parent / LESSON, LESSON)).save_all([a_response(), a_response("L1-C99", minute=1)])
    here = classroom.lesson("example", "en", folder=folder)
    widget, text = here.widget("EX-studio"), {"box": "thinking", "text": "I said 40 percent", "checks": ["F4"]}
    assert results(widget, **text)["F4"]["outcome"] == "points"
    choices = {"early": {"lesson": LESSON, "prompt": "L1-C1"}}
    here.widget("EX-then").receive(a_message("save", {"choices": choices, "texts": {}}))
    assert results(widget, **text)["F4"]["outcome"] == "clear"


def test_in_lesson_1_checks_know_numbers_options_cards_and_standpoints(folder):
    turn = {"standpoint": "host", "text": "welcome"}
    said = (
        a_response(),
        a_response("L1-C2", value=COMMITS["L1-C2"]),
        a_response("L1-B1", value=COMMITS["L1-B1"], kind=Kind.BOARD),
        a_response(
            "L1-P1", Action.SAVE, {"first": turn, "second": None, "passed": False, "change": ""}, kind=Kind.PERSPECTIVE
        ),
        a_text(),
    )
    here = classroom.lesson(LESSON, "en", folder=folder.parent / LESSON, sink=MemorySink(*said))
    facts = supplies(("drafts",), here.plan.prompt("L1-D1"), here._seat())["drafts"]()
    known = {one.prompt: one.texts for one in facts.answers}
    assert known["L1-C1"] == ("40",)
    assert "People still posting in March" in known["L1-C2"]
    assert known["L1-B1"] == ()
    assert "L1-D1" not in known
    assert set(facts.sources) == {f"N{n}" for n in range(1, 8)}
    assert (facts.standpoints, facts.passed) == (("welcome",), False)
    assert facts.rows == ()
