"""Points come as a plain float in range, from the journal and the boxes alone."""

import json
import math
import sys
import warnings
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import COMMITS, LESSON, SAVES, a_response

from medialit import content, curriculum
from medialit.grading import boxes
from medialit.grading.checks import completion, plain_float, skill
from medialit.responses import Action, JournalSink, Kind, path_for

PLAN = curriculum.lesson(LESSON)
KEY = curriculum.skill_key(("L1-Q1", "L1-Q2", "L1-Q3", "L1-Q4"))
BOXES = [criterion.id for criterion in PLAN.rubric]


def the_reflection(folder, **texts):
    """Put the student's reflection into `folder`: boxes hold the starter text, or what `texts` says."""
    source = content.folder("assignments") / "source" / LESSON / "reflection.ipynb"
    notebook = json.loads(source.read_text("utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in BOXES:
            cell["source"] = texts.get(grade_id.replace("-", "_"), boxes.STUB)
    (folder / "reflection.ipynb").write_text(json.dumps(notebook), "utf-8")


def answers(folder, *, commits=COMMITS, saves=SAVES, skill_answers=None):
    sink = JournalSink(path_for(folder, LESSON))
    for prompt, value in commits.items():
        kind = Kind(PLAN.prompt(prompt).kind)
        sink.save(a_response(prompt, Action.COMMIT, value, kind=kind))
    for prompt, value in saves.items():
        sink.save(a_response(prompt, Action.SAVE, value, kind=Kind.PERSPECTIVE))
    if skill_answers is not None:
        sink.save(a_response("L1-Q", Action.SAVE, {"answers": skill_answers}, kind=Kind.CLASSIFY))


def test_a_blank_hand_in_earns_nothing(tmp_path):
    the_reflection(tmp_path)
    assert (completion(LESSON, tmp_path), skill(LESSON, tmp_path)) == (0.0, 0.0)


def test_an_empty_folder_earns_nothing(tmp_path):
    assert (completion(LESSON, tmp_path), skill(LESSON, tmp_path)) == (0.0, 0.0)


def test_everything_done_and_right_earns_everything(tmp_path):
    the_reflection(tmp_path, measures="a", comparison="b", standpoint="c", own_thinking="d")
    answers(tmp_path, skill_answers=KEY)
    assert (completion(LESSON, tmp_path), skill(LESSON, tmp_path)) == (4.0, 4.0)


@pytest.mark.parametrize(
    ("left_out", "points"),
    [("L1-C1", 2.5), ("L1-C2", 2.5), ("L1-B1", 3 - 1 / 3), ("L1-R1", 3 - 1 / 3), ("L1-S1", 3 - 1 / 3)],
)
def test_a_commit_that_is_missing_costs_its_share(tmp_path, left_out, points):
    answers(tmp_path, commits={key: value for key, value in COMMITS.items() if key != left_out})
    assert completion(LESSON, tmp_path) == pytest.approx(points)


def test_each_filled_box_earns_a_quarter(tmp_path):
    the_reflection(tmp_path, measures="300 words", comparison=f"{boxes.STUB}\n\nand mine")
    assert completion(LESSON, tmp_path) == 0.5


@pytest.mark.parametrize("text", ["", " \n\t", boxes.STUB, boxes.STUB + "\n\n \n", boxes.STUB.split("\n")[0]])
def test_a_box_with_the_starter_text_or_nothing_is_empty(text):
    assert not boxes.is_filled(text)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_any_word_beside_the_starter_text_fills_a_box(word):
    assert boxes.is_filled(boxes.STUB + " " + word)


def test_one_standpoint_is_not_two_and_a_pass_is_enough(tmp_path):
    turn = {"standpoint": "host", "text": "hello"}
    one_sided = {"first": turn, "second": None, "passed": False, "change": ""}
    answers(tmp_path, commits={}, saves={"L1-P1": one_sided})
    assert completion(LESSON, tmp_path) == 0.0
    answers(tmp_path, commits={}, saves={"L1-P1": one_sided | {"passed": True}})
    assert completion(LESSON, tmp_path) == 1.0


def test_each_right_skill_answer_earns_a_third_and_the_last_answer_counts(tmp_path):
    answers(tmp_path, skill_answers={item: {"object": key["object"]} for item, key in KEY.items()})
    assert skill(LESSON, tmp_path) == pytest.approx(4 / 3)
    answers(tmp_path, commits={}, saves={}, skill_answers={})
    assert skill(LESSON, tmp_path) == 0.0


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"{}\n" * 1000, b"[" * 99_999, b"\x00" * 5000])
def test_an_unreadable_journal_with_untouched_boxes_earns_nothing(tmp_path, data):
    the_reflection(tmp_path)
    path_for(tmp_path, LESSON).write_bytes(data)
    assert (completion(LESSON, tmp_path), skill(LESSON, tmp_path)) == (0.0, 0.0)


def test_the_journal_of_another_lesson_earns_nothing(tmp_path):
    the_reflection(tmp_path)
    JournalSink(path_for(tmp_path, LESSON)).save(a_response(lesson="02-why"))
    assert completion(LESSON, tmp_path) == 0.0


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"cells": 3}', b'{"cells": [1, {"metadata": {"nbgrader": {}}}]}'])
def test_a_broken_notebook_costs_the_boxes_and_nothing_else(tmp_path, data):
    answers(tmp_path)
    (tmp_path / "reflection.ipynb").write_bytes(data)
    assert completion(LESSON, tmp_path) == 3.0


@pytest.mark.parametrize("points", [math.nan, math.inf, -0.1, 4.1, True, "4", None, [4], 1j])
def test_what_is_no_number_in_range_is_never_a_score(points):
    with pytest.raises(ValueError, match="points"):
        plain_float(points, 4)


@given(st.fractions(0, 4))
def test_a_score_is_a_plain_float(points):
    assert type(plain_float(points, 4)) is float
    assert plain_float(Fraction(points), 4) == float(points)


def test_a_check_prints_nothing_on_stderr(tmp_path, capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        completion(LESSON, tmp_path)
    assert capsys.readouterr().err == ""
    assert sys.stderr is not None
