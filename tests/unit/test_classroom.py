"""Where the parts of a lesson meet."""

import dataclasses
import html
import json
import re

import pytest
from tests.builders import COMMITS, LESSON, a_message, a_response, a_text

from medialit import article, classroom
from medialit.errors import UnknownClaim, UnknownLanguage, UnknownLesson, UnknownPrompt, UnknownTerm
from medialit.i18n import Language, words
from medialit.responses import JournalSink, MemorySink, path_for, read, receipt


@pytest.fixture
def said(monkeypatch):
    """What a notebook would show: bundles and widgets, in order."""
    shown = []
    monkeypatch.setattr(classroom, "_display", lambda thing, display_id=None, *, update=False: shown.append(thing))
    return shown


def text(shown):
    return "\n".join(str(one.get("text/plain", "")) for one in shown if isinstance(one, dict))


@pytest.fixture(autouse=True)
def a_home(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIALIT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MEDIALIT_LANGUAGE", raising=False)


def test_an_answer_travels_from_the_widget_to_the_journal(tmp_path, said):
    here = classroom.lesson(LESSON, "zh", folder=tmp_path)
    here.widget("L1-C1").receive(a_message("commit", COMMITS["L1-C1"]))
    (response,) = read(path_for(tmp_path, LESSON)).responses
    assert (response.prompt, response.lang, response.value) == ("L1-C1", "zh", COMMITS["L1-C1"])
    assert len(response.author) == 8


def test_it_greets_with_what_is_there_and_who_can_see_it(tmp_path, said):
    JournalSink(path_for(tmp_path, LESSON)).save(a_response())
    classroom.lesson(LESSON, "en", folder=tmp_path)
    assert "1 of 16 prompts answered" in text(said)
    assert "whoever you hand the folder to" in text(said)
    assert receipt.MIME in said[-1]


def test_without_a_language_it_goes_on_in_that_of_the_last_answer(tmp_path, said):
    JournalSink(path_for(tmp_path, LESSON)).save(a_response(lang="zh"))
    assert classroom.lesson(LESSON, folder=tmp_path).language is Language.ZH
    assert classroom.lesson(LESSON, "en", folder=tmp_path).language is Language.EN


def test_a_missing_journal_comes_back_from_the_notebook(tmp_path, said):
    bundle = receipt.as_mimebundle(LESSON, [a_response()], words(Language.EN))
    cell = {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": bundle}]}
    (tmp_path / "any.ipynb").write_text(json.dumps({"cells": [cell]}), "utf-8")
    classroom.lesson(LESSON, "en", folder=tmp_path)
    assert "1 answers were restored" in text(said)
    assert read(path_for(tmp_path, LESSON)).responses == (a_response(),)


def test_a_damaged_journal_is_said_in_plain_words_and_the_rest_counts(tmp_path, said):
    JournalSink(path_for(tmp_path, LESSON)).save(a_response())
    with path_for(tmp_path, LESSON).open("ab") as stream:
        stream.write(b"\xff\xff\n")
    here = classroom.lesson(LESSON, "en", folder=tmp_path)
    assert "1 lines of 01-who-moved.answers.jsonl could not be read" in text(said)
    classroom.lesson(LESSON, "zh", folder=tmp_path)
    assert "01-who-moved.answers.jsonl 中有1行读不出来" in text(said)
    assert here.widget("L1-C1").view["stage"] == "committed"


def test_whatever_a_student_may_be_told_is_there_in_both_languages():
    from pathlib import Path

    import medialit

    sources = "\n".join(one.read_text("utf-8") for one in (Path(medialit.__file__).parent / "responses").glob("*.py"))
    keys = {*re.findall(r'key="(\w+)"', sources), "damaged", "newer", "foreign", "not_saved"}
    assert len(keys) == 8
    assert all(f"finding.{key}" in words(language) for key in keys for language in Language)


def test_asking_shows_the_widget_and_its_plain_record(said):
    here = classroom.lesson(LESSON, "en", sink=MemorySink(a_text("kept")))
    said.clear()
    here.ask("L1-D1")
    assert said[0].view["id"] == "L1-D1"
    assert "kept" in said[1]["text/markdown"]


def test_a_lesson_or_one_prompt_can_be_shown_for_a_pen(said):
    here = classroom.lesson(LESSON, "zh", sink=MemorySink(a_response()))
    said.clear()
    here.paper("L1-C1")
    here.paper()
    one, whole = (shown["text/markdown"] for shown in said)
    assert one.startswith("### L1-C1 · 0～6分钟")
    assert one in whole
    assert "## 55～60分钟 · 离开前的一句话" in whole
    assert "32%" not in whole
    with pytest.raises(UnknownPrompt):
        here.paper("L1-Z9")


def test_showing_a_figure_shows_its_finding_the_chart_and_the_table(said):
    here = classroom.lesson(LESSON, "en", sink=MemorySink())
    said.clear()
    here.show("seven_numbers")
    assert "application/vnd.plotly.v1+json" in said[1]
    assert len(said[2].name) > 40
    assert "<table" in said[3]["text/html"]


def test_a_figure_that_would_give_an_answer_away_waits_for_the_commit(said):
    here = classroom.lesson(LESSON, "en", sink=MemorySink())
    here.ask("L1-B1")
    widget = said[-2]
    said.clear()
    here.show("seven_numbers", after="L1-B1")
    assert "as soon as you have committed" in text(said)
    assert "plotly" not in str(said)
    said.clear()
    widget._on_message(widget, a_message("commit", COMMITS["L1-B1"]), [])
    assert "application/vnd.plotly.v1+json" in str(said)
    said.clear()
    here.show("seven_numbers", after="L1-B1")
    assert "application/vnd.plotly.v1+json" in said[1]


def test_a_lesson_shows_cards_of_the_glossary_and_refuses_a_name_that_has_none(said):
    here = classroom.lesson(LESSON, "zh", sink=MemorySink())
    said.clear()
    here.terms("duizhang", "笔记")
    assert "核对账目" in said[-1]["text/markdown"]
    assert "图片或视频" in text(said)
    with pytest.raises(UnknownTerm, match="duizhang"):
        here.terms("biji", "accounts")
    assert len(said) == 1


def test_a_lesson_shows_every_work_that_its_prompts_or_its_prose_name(said):
    here = classroom.lesson(LESSON, "en", sink=MemorySink())
    said.clear()
    here.references()
    works = [here.plan.lookup(key) for key in here.plan.cites()]
    assert len(works) > 20
    assert all(one.text in text(said) for one in works)
    assert here.plan.lookup("jeong2023") in works, "only the prose names it"
    assert text(said).count("\n") + 1 == len({one.url or one.key for one in works}), "one address stands twice"


def test_claims_say_how_to_check_them_and_what_the_record_shows_only_after_the_commit(said):
    here = classroom.lesson(LESSON, "en", sink=MemorySink())
    here.ask("L1-B1")
    widget = said[-2]
    said.clear()
    here.claims("road", after="L1-B1")
    assert "C26 (paragraph 7): The migration was organized" in text(said)
    assert "How to check: Date the first wave" in text(said)
    assert "C25" not in text(said)
    assert "Dr. Lu" not in str(said)
    assert article.claim("C26").finding.en not in str(said)
    said.clear()
    widget._on_message(widget, a_message("commit", COMMITS["L1-B1"]), [])
    told = next(one["text/html"] for one in said if "C26" in str(one))
    assert "Whose word: Dr. Lu (an interviewee)" in told
    assert html.escape(article.claim("C26").finding.en) in told
    assert "not verifiable with what we found (high confidence)" in told, "C27 has a verdict of its own"
    assert 'href="https://' in told
    said.clear()
    here.claims(paragraphs=[7, 8], after="L1-B1")
    assert "Whose word" in text(said)
    assert "C34" in text(said)


def test_claims_without_a_commit_to_wait_for_never_show_what_the_record_says(said):
    here = classroom.lesson(LESSON, "zh", sink=MemorySink())
    said.clear()
    here.claims()
    (shown,) = said
    assert shown["text/html"].count("<details>") == 5, "one for each section, folded"
    assert shown["text/html"].count("<li>") == 65
    assert "怎么核查" in shown["text/html"]
    assert not any(one.finding.zh in str(shown) for one in article.claims())
    with pytest.raises(UnknownClaim, match="political"):
        here.claims("politics")
    with pytest.raises(UnknownClaim, match="paragraph 3 of that part"):
        here.claims("road", paragraphs=[3])


def test_a_prompt_that_would_give_answers_away_waits_for_each_of_their_commits(said):
    here = classroom.lesson(LESSON, "en", sink=MemorySink())
    here.ask("L1-B1")
    here.ask("L1-C1")
    board, estimate = said[-4], said[-2]
    said.clear()
    here.ask("L1-S1", after=("L1-C1", "L1-B1"))
    assert "L1-S1 will stand here as soon as you have committed L1-C1 above" in text(said)
    estimate._on_message(estimate, a_message("commit", COMMITS["L1-C1"]), [])
    assert "as soon as you have committed L1-B1 above" in text(said)
    assert not any(getattr(one, "kind", None) == "source_trace" for one in said)
    board._on_message(board, a_message("commit", COMMITS["L1-B1"]), [])
    (waited,) = (one for one in said if getattr(one, "kind", None) == "source_trace")
    said.clear()
    waited._on_message(waited, a_message("commit", COMMITS["L1-S1"]), [])
    assert "First answer, committed" in str(said), "what came late is saved and told like any other"
    said.clear()
    here.ask("L1-S1", after="L1-C1")
    assert said[0].view["stage"] == "committed"


def test_waiting_for_a_prompt_that_is_not_there_is_said(said):
    here = classroom.lesson(LESSON, "en", sink=MemorySink())
    for asked, after in (("L1-S1", "L1-Z9"), ("L1-Z9", "L1-C1")):
        with pytest.raises(UnknownPrompt, match="L1-Z9"):
            here.ask(asked, after=after)


def test_handing_in_packs_the_folder_and_says_what_to_do(tmp_path, said):
    here = classroom.lesson(LESSON, "en", folder=tmp_path)
    here.hand_in()
    assert "nothing was packed" in text(said)
    here.widget("L1-C1").receive(a_message("commit", COMMITS["L1-C1"]))
    here.hand_in()
    assert "Packed: 01-who-moved-" in text(said)
    assert "does not hold your latest answers yet" in text(said)
    assert len(list(tmp_path.glob("*.zip"))) == 1


def test_while_nbgrader_runs_the_notebook_nothing_is_packed_and_no_widget_is_drawn(tmp_path, said, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    JournalSink(path_for(tmp_path, LESSON)).save(a_response())
    here = classroom.lesson(LESSON, "en", folder=tmp_path)
    here.ask("L1-C1")
    here.hand_in()
    assert all(isinstance(one, dict) for one in said)
    assert not list(tmp_path.glob("*.zip"))


def test_a_lesson_shows_what_is_left_and_shows_it_anew_after_each_answer(tmp_path, said):
    here = classroom.lesson(LESSON, "en", folder=tmp_path)
    assert "0 of 16 prompts answered; by the plan, about 60 minutes are left." in text(said)
    here.ask("L1-C1")
    widget = said[-2]
    said.clear()
    widget._on_message(widget, a_message("commit", COMMITS["L1-C1"]), [])
    assert "1 of 16 prompts answered; by the plan, about 54 minutes are left." in text(said)
    assert "0–6 min · Cold estimate: done" in text(said)
    assert "L1-T1: Read the first two sections" in text(said)


def test_a_chinese_lesson_says_whether_a_native_reader_has_read_it(tmp_path, said):
    here = classroom.lesson(LESSON, "zh", folder=tmp_path)
    assert "尚未经母语读者审读" in text(said)
    here.plan = dataclasses.replace(here.plan, zh_read_by="王小明")
    said.clear()
    here.greet()
    assert "由 王小明 审读" in text(said)
    said.clear()
    classroom.lesson(LESSON, "en", folder=tmp_path)
    assert "native reader" not in text(said)


def test_names_that_do_not_exist_are_said_with_those_that_do(said):
    with pytest.raises(UnknownLesson, match=LESSON):
        classroom.lesson("99-nothing", sink=MemorySink())
    with pytest.raises(UnknownLanguage, match="en, zh"):
        classroom.lesson(LESSON, "fr", sink=MemorySink())
    with pytest.raises(UnknownPrompt, match="L1-C1"):
        classroom.lesson(LESSON, "en", sink=MemorySink()).ask("L1-Z9")


def test_outside_a_notebook_it_shows_nothing_and_works(tmp_path):
    here = classroom.lesson(LESSON, "en", folder=tmp_path)
    here.ask("L1-C1")
    here.hand_in()
