"""The map of opinions of lesson 1 stands beside that of lesson 6: own votes, and counts only where there may be any."""

import json

import pytest
from tests.builders import LESSON, a_response

from medialit.classroom import Lesson
from medialit.responses import Action, JournalSink, Kind, path_for

TITLE = {"en": "L1 · Who moved?", "zh": "L1 · 谁搬家了？"}


@pytest.fixture
def folders(tmp_path):
    for name in (LESSON, "06-talking-across"):
        (tmp_path / name).mkdir()
    return tmp_path


def opened(folders, language="en"):
    return Lesson("06-talking-across", language, folders / "06-talking-across", None).widget("L6-O")


def vote(folders, statement, choice):
    sink = JournalSink(path_for(folders / LESSON, LESSON))
    sink.save(a_response(statement, Action.SAVE, {"vote": choice}, kind=Kind.OPINION))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_own_votes_of_lesson_1_are_told_in_the_language_of_the_notebook(folders, language):
    vote(folders, "L1-O2", "disagree")
    view = opened(folders, language).view
    assert view["beside"]["title"] == TITLE[language]
    assert view["beside"]["votes"] == {"L1-O2": "disagree"}
    assert len(view["beside"]["statements"]) == 4
    assert view["beside"]["class"] is None
    assert view["votes"] == {}


def test_without_lesson_1_in_reach_the_statements_stand_there_without_votes(tmp_path):
    (tmp_path / "06-talking-across").mkdir()
    assert opened(tmp_path).view["beside"]["votes"] == {}


def test_counts_of_lesson_1_are_those_that_may_be_shown(folders):
    counts = {"L1-O1": {"agree": 9, "disagree": 8, "pass": 6}, "L1-O2": {"agree": 4, "disagree": 3, "pass": 0}}
    prompts = {one: {"kind": "opinion", "n": sum(each.values()), "counts": each} for one, each in counts.items()}
    data = {"v": 1, "lesson": LESSON, "class": "c", "released": "2025-03-01T12:00:00Z", "prompts": prompts}
    (folders / LESSON / "class-results.json").write_text(json.dumps(data), "utf-8")
    rows = {row["id"]: row for row in opened(folders).view["beside"]["class"]["rows"]}
    assert rows["L1-O1"]["cells"][0] == {"votes": ["agree"], "count": 9}
    assert rows["L1-O2"]["cells"] is None, "seven people are too few"


def test_nothing_is_written_to_lesson_1(folders):
    vote(folders, "L1-O2", "pass")
    before = path_for(folders / LESSON, LESSON).read_bytes()
    opened(folders)
    assert path_for(folders / LESSON, LESSON).read_bytes() == before
    assert [one.name for one in (folders / LESSON).glob("[!.]*")] == [f"{LESSON}.answers.jsonl"]
