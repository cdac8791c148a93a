"""A course's own rubric as a file; after the first mark a changed one is refused or taken over knowingly."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.marking.desks import LESSON, ROWS, Class

from medialit import course
from medialit.curriculum import Criterion
from medialit.errors import BadContent, BadCourse
from medialit.i18n import Text
from medialit.marking import final, rubrics, settle

pytestmark = pytest.mark.slow

WORDS = st.text(min_size=1, max_size=30).map(lambda text: text.replace("\r", " ")) | st.sampled_from(
    ["=1", "'+x", "汉"]
)
SAFE = WORDS.filter(lambda text: text.encode("utf-8", "ignore").decode() == text)
TEXT = st.builds(Text, en=SAFE, zh=SAFE)


def a_row(shipped, title, texts, lower):
    points = [4, *sorted(lower, reverse=True)]
    return Criterion(id=shipped.id, title=title, levels=tuple(zip(points, texts, strict=False)))


RUBRICS = st.tuples(
    *(
        st.builds(
            a_row, st.just(one), TEXT, st.lists(TEXT, min_size=4, max_size=4), st.sets(st.sampled_from([1, 2, 3]))
        )
        for one in ROWS
    )
)


@given(RUBRICS)
def test_a_rubric_goes_through_either_file_unchanged(tmp_path_factory, rubric):
    folder = tmp_path_factory.mktemp("rubric")
    for name, text in (("r.toml", rubrics.as_toml(LESSON, rubric)), ("r.csv", rubrics.as_csv(LESSON, rubric))):
        (folder / name).write_text(text, "utf-8", newline="")
        assert rubrics.read(folder / name, LESSON) == rubric


def changed(rows, *, points=(4, 3, 2, 1)):
    """The rubric with other words for the first criterion, and the levels of these points only."""
    levels = tuple((one, Text("Otherwise", "换了说法")) for one in points)
    return (replace(rows[0], levels=levels), *rows[1:])


@pytest.fixture
def class_(tmp_path):
    return Class(tmp_path)


def mark(desk, student, points):
    item = next(one for one in desk.items("measures") if one.student == student)
    desk.mark(item.pseudonym, "measures", points)


def test_the_desk_and_the_notes_use_the_rubric_of_the_course(class_):
    rubrics.take_in(class_.course, LESSON, changed(ROWS))
    assert class_.desk().criteria[0].levels[0][1].en == "Otherwise"
    assigned = course.assign(class_.course, LESSON)
    assert all(
        "换了说法" in one.read_text("utf-8") for one in assigned.notes if ".zh." in one.name and "notes" in one.name
    )
    assert any("a rubric of its own" in one.what for one in assigned.findings)


def test_after_the_first_mark_a_changed_rubric_is_refused(class_):
    mark(class_.desk(), "invented-1", 3)
    with pytest.raises(BadCourse, match="another rubric"):
        rubrics.take_in(class_.course, LESSON, changed(ROWS))
    assert course.rubric(class_.course, LESSON) == ROWS
    rubrics.take_in(class_.course, LESSON, ROWS)


def test_before_the_first_mark_it_is_simply_taken(class_):
    class_.desk()
    rubrics.take_in(class_.course, LESSON, changed(ROWS))
    assert class_.desk().criteria == changed(ROWS)


def test_a_rubric_that_was_changed_by_hand_stops_the_desk(class_):
    mark(class_.desk(), "invented-1", 3)
    file = course.rubric_file(class_.course, LESSON)
    file.parent.mkdir(parents=True)
    file.write_text(rubrics.as_toml(LESSON, changed(ROWS)), "utf-8")
    with pytest.raises(BadCourse, match="rubric migrate"):
        class_.desk()
    assert class_.marks()["invented-1"] == (3, False)


def test_migrating_keeps_marks_whose_points_exist_and_flags_them(class_):
    desk = class_.desk()
    for student, points in (("invented-1", 3), ("invented-2", 1), ("invented-3", 1.5)):
        mark(desk, student, points)
    done = rubrics.take_in(class_.course, LESSON, changed(ROWS, points=(4, 3)), migrate=True)
    assert (done.kept, done.back) == (2, 1)
    settle(class_.course, LESSON, book=class_.book)
    desk = class_.desk()
    items = {one.student: one for one in desk.items("measures")}
    assert (items["invented-1"].mark.points, items["invented-1"].second_look, items["invented-1"].waits) == (
        3,
        True,
        True,
    )
    assert (items["invented-2"].mark, items["invented-2"].earlier.points, items["invented-2"].waits) == (None, 1, True)
    assert class_.marks()["invented-1"] == (3, True)
    assert class_.marks()["invented-2"] == (1, True)
    assert final(class_.course, LESSON) == {}
    mark(desk, "invented-1", 3)
    assert class_.marks()["invented-1"] == (3, False)


def test_the_log_keeps_the_rubric_that_was_replaced(class_):
    mark(class_.desk(), "invented-1", 3)
    rubrics.take_in(class_.course, LESSON, changed(ROWS), migrate=True)
    line = json.loads((class_.course.folder / "marking" / LESSON / "rubric.jsonl").read_text("utf-8"))
    assert [row["id"] for row in line["before"]] == [one.id for one in ROWS]
    assert line["before"][0]["levels"][0]["text"]["en"] == ROWS[0].levels[0][1].en


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (ROWS[:3], "keep measures, comparison"),
        ((ROWS[1], ROWS[0], *ROWS[2:]), "in this order"),
        ((replace(ROWS[0], levels=ROWS[0].levels[1:]), *ROWS[1:]), "worth 4"),
        ((replace(ROWS[0], levels=ROWS[0].levels[::-1]), *ROWS[1:]), "highest first"),
    ],
)
def test_a_rubric_that_does_not_fit_the_answer_boxes_is_refused(tmp_path, rows, says):
    file = tmp_path / "r.toml"
    file.write_text(rubrics.as_toml(LESSON, rows), "utf-8")
    with pytest.raises(BadContent, match=says):
        rubrics.read(file, LESSON)


def test_a_rubric_of_another_lesson_is_refused(tmp_path):
    for name, text in (("r.toml", rubrics.as_toml("02-x", ROWS)), ("r.csv", rubrics.as_csv("02-x", ROWS))):
        (tmp_path / name).write_text(text, "utf-8")
        with pytest.raises(BadContent, match="about 02-x"):
            rubrics.read(tmp_path / name, LESSON)


def test_what_differs_is_told_line_by_line():
    lines = list(rubrics.differences(ROWS, changed(ROWS, points=(4, 2))))
    signs = [(line[0], line.split()[2]) for line in lines]
    assert signs == [("-", "4:"), ("-", "3:"), ("-", "2:"), ("-", "1:"), ("+", "4:"), ("+", "2:")]
    assert list(rubrics.differences(ROWS, ROWS)) == []
