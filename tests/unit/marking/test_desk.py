"""A marker at the desk: every mark is kept, only changed texts come back, and no name is seen."""

import json
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.marking.desks import CRITERIA, LESSON, Class

from medialit.errors import BadCourse, BadMark, TextChanged
from medialit.grading import boxes
from medialit.marking import allowed, final, settle
from medialit.marking import pseudonyms as names


@pytest.fixture
def class_(tmp_path):
    return Class(tmp_path)


def the_item(desk, student, criterion="measures"):
    return next(one for one in desk.items(criterion) if one.student == student)


def mark(desk, student, points=3, comment="", criterion="measures", **more):
    return desk.mark(the_item(desk, student, criterion).pseudonym, criterion, points, comment, **more)


def test_a_mark_is_in_the_log_and_in_the_gradebook_when_it_returns(class_):
    desk = class_.desk()
    mark(desk, "invented-1", 3.5, "Name the window too.", seconds=40)
    assert class_.marks()["invented-1"] == (3.5, False)
    line = json.loads((class_.course.folder / "marking" / LESSON / "ada.jsonl").read_text("utf-8"))
    assert (line["student"], line["points"], line["comment"]) == ("invented-1", 3.5, "Name the window too.")
    assert {who for who, (points, _) in class_.marks().items() if points is not None} == {"invented-1"}


def test_no_student_id_is_in_a_pseudonym_and_no_two_are_alike(class_):
    names = {one.student: one.pseudonym for one in class_.desk().items("measures")}
    assert len(set(names.values())) == len(names) == 6
    assert not any(name in student for student, name in names.items())
    assert names == {one.student: one.pseudonym for one in class_.desk().items("standpoint")}


@given(st.sets(st.text(min_size=1), max_size=40))
def test_however_short_pseudonyms_are_no_two_are_alike_and_none_begins_like_another(students):
    with mock.patch.object(names, "_SHORTEST", 1):
        made = names.pseudonyms(students, LESSON, b"key")
    assert set(made) == students
    assert not [one for one in made.values() for other in made.values() if one != other and other.startswith(one)]
    assert len(set(made.values())) == len(students)


def test_a_student_who_joins_changes_no_pseudonym_but_one_that_was_the_same(class_):
    before = {one.student: one.pseudonym for one in class_.desk().items("measures")}
    class_.hand_in("invented-late", "Invented text.")
    after = {one.student: one.pseudonym for one in class_.desk().items("measures")}
    assert {student: after[student] for student in before} == before


def test_another_key_gives_other_pseudonyms(class_, tmp_path):
    before = {one.pseudonym for one in class_.desk().items("measures")}
    class_.home = tmp_path / "another-home"
    assert not before & {one.pseudonym for one in class_.desk().items("measures")}


def test_each_criterion_has_an_order_of_its_own_and_keeps_it(tmp_path):
    class_ = Class(tmp_path, students=12)
    orders = {one: [item.student for item in class_.desk().items(one)] for one in CRITERIA}
    assert len({tuple(order) for order in orders.values()}) == len(CRITERIA)
    assert {one: [item.student for item in class_.desk().items(one)] for one in CRITERIA} == orders


@pytest.mark.parametrize("points", [-0.5, 4.5, 3.25, float("nan"), True, "3"])
def test_points_that_are_no_level_and_no_half_level_are_refused(class_, points):
    desk = class_.desk()
    with pytest.raises(BadMark, match=r"0, 0\.5, 1"):
        mark(desk, "invented-1", points)
    assert class_.marks()["invented-1"] == (None, True)


def test_every_level_and_half_level_can_be_given(class_):
    desk = class_.desk()
    for points in allowed(desk.criteria[0]):
        mark(desk, "invented-1", points)
        assert class_.marks()["invented-1"][0] == points


def test_a_comment_that_copies_the_answer_is_refused(class_):
    class_.hand_in("invented-1", "one two three four five six seven eight nine ten")
    desk = class_.desk()
    with pytest.raises(BadMark, match="more than 8 words"):
        mark(desk, "invented-1", 3, "You write “one two three four five six seven eight nine”.")
    mark(desk, "invented-1", 3, "You write “one two three four five six seven eight”: why?")


def test_a_text_that_changed_while_it_was_read_is_not_marked(class_):
    desk = class_.desk()
    item = the_item(desk, "invented-1")
    class_.hand_in("invented-1", "Another text.")
    with pytest.raises(TextChanged):
        desk.mark(item.pseudonym, "measures", 3, digest=item.digest)


def test_undo_takes_back_one_action_after_the_other(class_):
    desk = class_.desk()
    mark(desk, "invented-1", 1)
    mark(desk, "invented-2", 2)
    mark(desk, "invented-1", 4)
    assert desk.undo().points == 4
    assert class_.marks()["invented-1"] == (1, False)
    assert desk.undo().student == "invented-2"
    assert class_.marks()["invented-2"] == (None, True)
    assert desk.undo().points == 1
    assert desk.undo() is None
    assert all(points is None for points, _ in class_.marks().values())


def test_an_undo_takes_back_nothing_of_another_marker(class_):
    mark(class_.desk("ada"), "invented-1", 3)
    assert class_.desk("ben").undo() is None
    assert class_.marks()["invented-1"][0] == 3


def test_grading_again_brings_back_only_what_changed(class_):
    desk = class_.desk()
    for number in range(6):
        mark(desk, f"invented-{number}", 3)
    class_.hand_in("invented-0", "Invented text 0.")
    class_.hand_in("invented-1", "A new text.")
    settled = settle(class_.course, LESSON, book=class_.book)
    assert class_.marks()["invented-0"] == (3, False)
    assert class_.marks()["invented-1"] == (3, True)
    assert settled.changed == (("invented-1", "measures"),)
    item = the_item(class_.desk(), "invented-1")
    assert (item.mark, item.earlier.points, item.waits) == (None, 3, True)
    assert desk.progress().criteria["measures"].changed == 1
    assert [one.student for one in desk.items("measures") if one.waits] == ["invented-1"]


def test_a_text_that_comes_back_finds_its_mark_again(class_):
    desk = class_.desk()
    mark(desk, "invented-1", 2)
    class_.hand_in("invented-1", "A new text.")
    mark(desk, "invented-1", 4)
    class_.hand_in("invented-1", "Invented text 1.")
    settle(class_.course, LESSON, book=class_.book)
    assert class_.marks()["invented-1"] == (2, False)


def test_a_lost_gradebook_is_written_anew_from_the_log(class_):
    desk = class_.desk()
    for number in range(6):
        mark(desk, f"invented-{number}", number / 2, f"Comment {number}")
    before = dict(class_.book.rows)
    class_.book.rows.clear()
    for number in range(6):
        class_.hand_in(f"invented-{number}", f"Invented text {number}.")
    assert settle(class_.course, LESSON, book=class_.book).written
    assert class_.book.rows == before
    assert settle(class_.course, LESSON, book=class_.book).written == ()


def test_a_mark_is_kept_while_the_gradebook_is_locked_and_written_with_the_next(class_):
    desk = class_.desk()
    class_.book.is_shut = True
    item = next(one for one in desk.items("measures"))
    desk.mark(item.pseudonym, "measures", 4)
    assert [one.key for one in desk.findings] == ["marking_pending"]
    class_.book.is_shut = False
    assert class_.marks()[item.student] == (None, True)
    other = desk.items("standpoint")[0]
    desk.mark(other.pseudonym, "standpoint", 1)
    assert class_.marks()[item.student] == (4, False)
    assert desk.findings == ()


def test_points_from_formgrader_are_shown_and_left_alone_until_the_desk_marks(class_):
    desk = class_.desk()
    mark(desk, "invented-1", 2)
    class_.book.in_formgrader("invented-1", "measures", 3, "better")
    class_.book.in_formgrader("invented-2", "measures", 1)
    assert set(settle(class_.course, LESSON, book=class_.book).elsewhere) == {
        ("invented-1", "measures"),
        ("invented-2", "measures"),
    }
    assert class_.marks()["invented-1"] == (3, False)
    assert the_item(desk, "invented-1").elsewhere.comment == "better"
    assert the_item(desk, "invented-2").waits is False
    mark(desk, "invented-1", 4)
    assert class_.marks()["invented-1"] == (4, False)
    assert the_item(desk, "invented-1").elsewhere is None


def test_points_from_formgrader_that_nbgrader_flags_again_are_read_again(class_):
    desk = class_.desk()
    class_.book.in_formgrader("invented-2", "measures", 1)
    assert desk.progress().criteria["measures"].elsewhere == 1
    class_.hand_in("invented-2", "A new text.")
    item = the_item(desk, "invented-2")
    assert (item.waits, item.elsewhere.points, item.elsewhere.waiting) == (True, 1, True)
    assert desk.progress().criteria["measures"].elsewhere == 0


def test_a_blank_box_is_counted_and_not_queued(class_):
    class_.hand_in("invented-1", boxes.STUB)
    class_.hand_in("invented-2", "  \n")
    desk = class_.desk()
    assert {one.student for one in desk.items("measures")} == {f"invented-{n}" for n in (0, 3, 4, 5)}
    assert desk.progress().criteria["measures"].blank == 2
    assert class_.marks()["invented-1"] == class_.marks()["invented-2"] == (None, False)


def test_a_text_that_was_emptied_after_its_mark_is_seen_once_more(class_):
    desk = class_.desk()
    mark(desk, "invented-1", 3)
    class_.hand_in("invented-1", boxes.STUB)
    item = the_item(desk, "invented-1")
    assert (item.is_blank, item.waits, item.earlier.points) == (True, True, 3)
    mark(desk, "invented-1", 0)
    assert class_.marks()["invented-1"] == (0, False)


def test_a_broken_notebook_is_a_note_and_the_class_goes_on(class_):
    file = class_.course.folder / "autograded" / "invented-1" / LESSON / "reflection.ipynb"
    file.write_text("{", "utf-8")
    desk = class_.desk()
    assert len(desk.items("measures")) == 5
    assert [one.key for one in desk.findings] == ["marking_unreadable"]
    assert "invented-1" not in desk.findings[0].what


@pytest.mark.parametrize("text", ["a\0b", "مرحبا بالعالم", "🐈" * 9, "\ud800 half", "x" * 50_000, "汉字" * 25_000])
def test_any_text_can_be_read_and_marked(class_, text):
    class_.hand_in("invented-1", text)
    desk = class_.desk()
    shown = the_item(desk, "invented-1").text
    assert shown.encode("utf-8")
    assert "\0" not in shown
    mark(desk, "invented-1", 3, "A comment. 评语。")
    assert class_.marks()["invented-1"] == (3, False)


def test_progress_counts_and_tells_the_pace(class_):
    desk = class_.desk()
    for number, seconds in enumerate((20, 40, 5000)):
        mark(desk, f"invented-{number}", 3, seconds=seconds)
    told = desk.progress()
    assert (told.marked, told.waiting, told.criteria["measures"].waiting) == (3, 21, 3)
    assert told.median_seconds == 40
    assert told.seconds_left == 40 * 21


def test_final_has_the_marks_that_count(class_):
    desk = class_.desk()
    mark(desk, "invented-1", 3)
    mark(desk, "invented-2", 3)
    class_.hand_in("invented-2", "A new text.")
    assert {key: one.points for key, one in final(class_.course, LESSON).items()} == {("invented-1", "measures"): 3}


@pytest.mark.parametrize("name", ["", "a/b", "..", "rubric", "x" * 41])
def test_a_marker_has_a_name_that_can_be_a_file(class_, name):
    with pytest.raises(BadMark):
        class_.desk(name)


def test_settings_that_cannot_be_read_are_never_replaced(class_):
    class_.desk()
    file = class_.course.folder / "marking" / LESSON / "settings.json"
    file.write_text("{", "utf-8")
    with pytest.raises(BadCourse):
        class_.desk()
    assert file.read_text("utf-8") == "{"
