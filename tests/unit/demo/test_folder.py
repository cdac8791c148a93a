import json
from datetime import UTC, datetime

import pytest

from medialit import curriculum
from medialit.demo import folder
from medialit.demo.clock import DUE, LESSON, Clock

BOXES = [row.id for row in curriculum.lesson("01-who-moved").rubric]


def _cell(grade_id, kind="markdown", source="starter"):
    return {"cell_type": kind, "id": grade_id, "metadata": {"nbgrader": {"grade_id": grade_id}}, "source": source}


@pytest.fixture
def place(tmp_path):
    cells = [_cell(box) for box in BOXES] + [_cell("completion", "code", "1.0")]
    (tmp_path / folder.REFLECTION).write_text(json.dumps({"cells": cells}), "utf-8")
    return tmp_path


def _cells(place):
    return json.loads((place / folder.REFLECTION).read_text("utf-8"))["cells"]


def test_texts_land_in_their_boxes_and_nowhere_else(place):
    folder.write_boxes(place, {"measures": "［虚构］两天"})
    assert [cell["source"] for cell in _cells(place)] == ["［虚构］两天", "starter", "starter", "starter", "1.0"]


def test_a_notebook_cut_short_is_no_json(place):
    folder.cut_short(place)
    with pytest.raises(json.JSONDecodeError):
        _cells(place)


def test_a_deleted_box_is_gone_and_the_others_stay(place):
    folder.delete_box(place, "comparison")
    assert [cell["id"] for cell in _cells(place)] == ["measures", "standpoint", "own-thinking", "completion"]


def test_a_copied_cell_carries_its_grade_id_twice_and_a_new_cell_id(place):
    folder.copy_cell(place, "completion")
    ids = [cell["id"] for cell in _cells(place)]
    assert len(set(ids)) == len(ids)
    assert [cell["metadata"]["nbgrader"]["grade_id"] for cell in _cells(place)].count("completion") == 2


def test_a_journal_from_another_lesson_keeps_its_lines(tmp_path):
    journal = tmp_path / "j"
    journal.write_text('{"lesson": "01-who-moved", "a": 1}\n{"lesson": "01-who-moved", "a": 2}\n', "utf-8")
    folder.from_another_lesson(journal)
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    assert [line["a"] for line in lines] == [1, 2]
    assert {line["lesson"] for line in lines} == {"an-invented-other-lesson"}


def test_the_time_stamp_has_nbgraders_form(tmp_path):
    folder.stamp(tmp_path, datetime(2026, 3, 5, 9, 8, 7, tzinfo=UTC))
    assert (tmp_path / "timestamp.txt").read_text("utf-8") == "2026-03-05 09:08:07.000000 UTC"


class _Dice:
    def __init__(self, share):
        self.share = share

    def randrange(self, low, high=None):
        return low if high is not None else 0

    def uniform(self, low, high):
        return low + self.share * (high - low)


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_late_means_after_the_due_date_and_in_time_before_it(share):
    assert LESSON < Clock(_Dice(share)).hand_in(late=False) < DUE
    assert Clock(_Dice(share)).hand_in(late=True) > DUE


def test_time_passes_only_with_work():
    clock = Clock(_Dice(0))
    assert clock() == clock()
    before = clock()
    assert clock.work() > before
