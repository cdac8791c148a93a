"""Who is in a file: of Canvas's, of Moodle's in two languages, or a plain table."""

import pytest
from tests.lms_files import CANVAS, MOODLE_GRADES_ZH, MOODLE_WORKSHEET

from medialit.errors import BadTable
from medialit.lms import people, recognised
from medialit.lms.sheet import of_bytes


def in_(text, **named):
    sheet = of_bytes(text.encode(), "class.csv")
    return people(sheet, recognised(sheet), named)


def names(roster):
    return [(one.id, one.first_name, one.last_name, one.email, one.lms_user_id) for one in roster.people]


@pytest.mark.parametrize(
    ("text", "name"),
    [(CANVAS, "canvas"), (MOODLE_WORKSHEET, "moodle"), (MOODLE_GRADES_ZH, "moodle"), ("id,name\n1,a\n", "csv")],
)
def test_a_file_says_by_its_headings_where_it_comes_from(text, name):
    assert recognised(of_bytes(text.encode(), "class.csv")).name == name


def test_canvas_rows_about_nobody_are_no_students():
    roster = in_(CANVAS)
    assert roster.findings == ()
    assert names(roster)[0] == ("invented-01", "Ada", "Invented", "", "101")
    assert names(roster)[2] == ("invented-03", "虚构学生03", "", "", "103")
    assert len(roster.people) == 4


def test_a_student_whom_canvas_gives_a_number_only_is_named_by_it():
    roster = in_("Student,ID,SIS Login ID,Section\n虚构学生,7,,A\n")
    assert names(roster) == [("canvas-7", "虚构学生", "", "", "7")]


def test_moodle_speaks_chinese_too():
    assert names(in_(MOODLE_GRADES_ZH))[0] == ("2027001", "小明", "虚构", "invented-01@example.invalid", "2027001")
    assert [one.id for one in in_(MOODLE_WORKSHEET).people] == [f"invented-0{one}@example.invalid" for one in (1, 2, 3)]


def test_a_column_of_another_name_can_be_named():
    text = "Matrikelnummer;Vorname;Nachname\n17;Ada;Erfunden\n"
    with pytest.raises(BadTable, match=r"none of the columns 'id'.*'Matrikelnummer'"):
        in_(text)
    assert names(in_(text, id="matrikelnummer", first_name="Vorname")) == [("17", "Ada", "", "", "")]
    with pytest.raises(BadTable, match="no column 'Matrikel'"):
        in_(text, id="Matrikel")


def test_two_students_with_one_id_are_both_left_out_and_a_row_twice_is_one_student():
    roster = in_("id,name\nx,Ada\nX,Bo\ny,Dee\ny,Dee\n")
    assert [one.id for one in roster.people] == ["y"]
    assert [one.what.partition(":")[0] for one in roster.findings] == ["class.csv, line 2", "class.csv, line 3"]


@pytest.mark.parametrize("id_", ["../up", "a/b", "a\\b", "con", "NUL.txt", "dot.", "-rf", "a" * 101, "a:b"])
def test_an_id_that_can_be_no_folder_name_is_left_out_and_said(id_):
    roster = in_(f'id,name\n"{id_}",Ada\nfine,Bo\n')
    assert [one.id for one in roster.people] == ["fine"]
    assert "left out" in roster.findings[0].what


def test_a_row_that_ends_early_lacks_what_it_does_not_say():
    assert names(in_("id,first_name,email\n1\n2,Bo\n")) == [("1", "", "", "", ""), ("2", "Bo", "", "", "")]
