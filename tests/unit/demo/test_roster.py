import pytest

from medialit.demo.roster import Way, Writing, invented_class


def test_the_same_seed_gives_the_same_class():
    assert invented_class(24, 1) == invented_class(24, 1)


def test_another_seed_gives_another_class():
    assert invented_class(24, 1) != invented_class(24, 2)


@pytest.mark.parametrize("student", invented_class(24, 20250113))
def test_nobody_can_be_taken_for_a_real_person(student):
    assert student.id.startswith("invented-")
    assert student.name == f"Invented Student {student.number:02d} / 虚构学生{student.number:02d}"
    assert "Invented" in student.last_name
    assert student.email.endswith(".invalid")


def test_the_class_of_twenty_four_holds_every_way_a_folder_can_arrive():
    students = invented_class(24, 20250113)
    ways = [student.way for student in students]
    assert len({student.id for student in students}) == 24
    assert ways.count(Way.BLANK) == 2
    assert ways.count(Way.PARTIAL) == 5
    single = set(Way) - {Way.BLANK, Way.PARTIAL, Way.COMPLETE}
    assert {way: ways.count(way) for way in single} == dict.fromkeys(single, 1)
    assert ways.count(Way.COMPLETE) > 8


def test_some_hand_in_late_and_the_languages_are_even():
    students = invented_class(24, 20250113)
    assert sum(student.late for student in students) == 5
    assert {kind: sum(one.writing is kind for one in students) for kind in Writing} == dict.fromkeys(Writing, 8)


def test_a_small_class_still_has_a_broken_notebook_a_blank_and_a_late_one():
    students = invented_class(6, 7)
    assert {Way.BROKEN_NOTEBOOK, Way.BLANK, Way.COMPLETE} <= {student.way for student in students}
    assert any(student.late for student in students)


@pytest.mark.parametrize("students", [0, 100])
def test_an_impossible_class_is_refused(students):
    with pytest.raises(ValueError, match="1 to 99"):
        invented_class(students, 1)
