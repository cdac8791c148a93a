"""A class comes from the LMS's file into the gradebook, and its grades go back into the LMS's file."""

import shutil
import sqlite3

import pytest
from click.testing import CliRunner
from tests.builders import LESSON
from tests.lms_files import CANVAS, MOODLE_WORKSHEET

from medialit import course
from medialit.cli import main
from medialit.errors import BadTable, NotSaved
from medialit.grading import nbgrader


@pytest.fixture
def empty(tmp_path):
    return course.new(tmp_path / "course")


def file_of(tmp_path, text, name="grades.csv", encoding="utf-8"):
    file = tmp_path / name
    file.write_bytes(text.encode(encoding))
    return file


def run(*words):
    result = CliRunner().invoke(main, [*map(str, words)])
    return result.exit_code, result.output


def test_a_dry_run_tells_and_changes_nothing(empty, tmp_path):
    code, said = run("course", "roster", file_of(tmp_path, CANVAS), "--course", empty.folder, "--dry-run")
    assert code == 0
    assert "+ invented-01  Ada Invented" in said
    assert "4 would be added" in said
    assert nbgrader.students(empty.folder) == ()


def test_an_import_again_updates_and_removes_nobody(empty, tmp_path):
    course.import_roster(empty, file_of(tmp_path, CANVAS))
    newer = CANVAS.replace('"Invented, Ada",101,S-1,invented-01', '"Invented, Adele",101,S-1,renamed').replace(
        '"Invented, Dee",104,S-4,invented-04,周一,,,\r\n', ""
    )
    code, said = run("course", "roster", file_of(tmp_path, newer), "--course", empty.folder)
    assert code == 0
    assert "~ invented-01  first_name: Ada → Adele" in said
    assert "? invented-04  is in the course and not in grades.csv; kept" in said
    assert "0 added, 1 changed, 2 as they were, 1 not in the file" in said
    assert nbgrader.students(empty.folder) == tuple(f"invented-0{one}" for one in (1, 2, 3, 4))
    assert nbgrader.people(empty.folder)["invented-01"]["first_name"] == "Adele"
    assert course.import_roster(empty, file_of(tmp_path, newer)).changes == ()


def test_what_a_file_leaves_empty_stays(empty, tmp_path):
    course.import_roster(empty, file_of(tmp_path, "id,first_name,email\nx,Ada,ada@example.invalid\n"))
    course.import_roster(empty, file_of(tmp_path, "id,first_name,email\nx,,\n"))
    assert nbgrader.people(empty.folder)["x"]["email"] == "ada@example.invalid"


def test_a_student_with_the_same_address_in_another_system_is_the_same_student(empty, tmp_path):
    course.import_roster(
        empty, file_of(tmp_path, "id,email\nx,ada@example.invalid\ny,b@example.invalid\nz,b@example.invalid\n")
    )
    text = (
        "First name,Last name,ID number,Email address\nAda,Invented,77,ADA@example.invalid\nBo,B,78,b@example.invalid\n"
    )
    done = course.import_roster(empty, file_of(tmp_path, text + "Ada,Again,x,\n"))
    assert {one.student for one in done.changes} == {"x"}
    assert [one.id for one in done.new] == ["78"]
    assert "line 4: left out, x is on an earlier line" in done.findings[0].what


def test_a_name_in_han_characters_is_written_family_name_first(empty, tmp_path):
    file = file_of(tmp_path, "id,first_name,last_name\nx,小明,虚构\ny,Ada,Invented\n")
    said = run("course", "roster", file, "--course", empty.folder)[1]
    assert "+ x  虚构小明" in said
    assert "+ y  Ada Invented" in said


def test_a_gradebook_that_another_program_holds_is_said_and_nothing_is_half_done(empty, tmp_path, monkeypatch):
    course.import_roster(empty, file_of(tmp_path, "id,name\nx,Ada\n"))
    holder = sqlite3.connect(empty.folder / "gradebook.db")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(NotSaved, match="let the program that uses it finish"):
            course.import_roster(empty, file_of(tmp_path, CANVAS))
    finally:
        holder.close()
    assert nbgrader.students(empty.folder) == ("x",)


def test_five_thousand_students_come_in_at_once(empty, tmp_path):
    lines = "".join(f"s{one},虚构学生{one},s{one}@example.invalid\n" for one in range(5_000))
    done = course.import_roster(empty, file_of(tmp_path, f"id,name,email\n{lines}"))
    assert len(done.new) == len(nbgrader.students(empty.folder)) == 5_000


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course in which two of four have points, one of them waiting for nobody any more."""
    place = tmp_path_factory.mktemp("graded")
    made = course.new(place / "course")
    course.import_roster(made, file_of(place, CANVAS))
    course.import_roster(
        made,
        file_of(
            place, "id,email\n" + "".join(f"invented-0{one},invented-0{one}@example.invalid\n" for one in (1, 2, 3, 4))
        ),
    )
    course.assign(made, LESSON)
    for student in ("invented-01", "invented-02", "invented-03", "somebody"):
        shutil.copytree(made.folder / "release" / LESSON, made.folder / "submitted" / student / LESSON)
    course.grade(made, LESSON)
    with nbgrader.gradebook.open_gradebook(made.folder) as book:
        for student, points in (("invented-01", 2.5), ("invented-02", 3), ("somebody", 1)):
            for grade in book.find_submission(LESSON, student).notebooks[0].grades:
                grade.needs_manual_grade = False
                grade.manual_score = points if grade.cell.cell_type == "markdown" else None
        third = book.find_submission(LESSON, "invented-03").notebooks[0].grades[0]
        third.needs_manual_grade = True
        book.db.commit()
    return made


def scores(made):
    return {row.student: row.score for row in nbgrader.rows(made.folder, LESSON)}


def test_canvas_gets_its_own_file_back_with_one_column_filled(graded, tmp_path):
    file = file_of(tmp_path, CANVAS)
    code, said = run("export", LESSON, file, "--column", "Reflection 1", "--course", graded.folder)
    assert code == 0, said
    filled = (tmp_path / "grades.filled.csv").read_bytes()
    assert scores(graded)["invented-01"] == 10
    assert filled == CANVAS.replace('early",,9.50', 'early",10,9.50').encode()
    assert file.read_bytes() == CANVAS.encode()
    assert "~ invented-01  (empty) → 10" in said
    assert "· invented-02  EX stays: the file says EX" in said
    assert "· invented-03  3.00 stays: waits for a person's marks" in said
    assert "· invented-04  (empty) stays: handed in nothing" in said
    assert "! somebody  has a grade and is not in grades.csv" in said


def test_moodle_gets_its_worksheet_back_scaled_and_what_it_locks_stays(graded, tmp_path):
    text = MOODLE_WORKSHEET.replace("24.00", "100,00").replace("100,00", '"100,00"')
    done = course.export_grades(graded, LESSON, file_of(tmp_path, text), scale=True)
    assert done.column == "Grade"
    assert [(one.student, one.new) for one in done.changed] == [("invented-01", "41.67")]
    assert {one.student: one.why_not for one in done.cells}["invented-02"] == "the grade is locked"
    assert done.content == text.replace("grading,,", "grading,41.67,", 1).encode()


def test_a_file_in_another_encoding_and_with_decimal_commas_stays_in_it(graded, tmp_path):
    text = "学号;姓名;反思;备注\r\ninvented-01;虚构;;好\r\ninvented-04;虚构;3,5;\r\n"
    course.import_roster(graded, file_of(tmp_path, text, "class.csv", "gb18030"), dry_run=True)
    done = course.export_grades(graded, LESSON, file_of(tmp_path, text, encoding="gb18030"), column="反思")
    assert done.content == text.replace("虚构;;", "虚构;10;").encode("gb18030")


def test_an_export_never_overwrites_a_file(graded, tmp_path):
    file = file_of(tmp_path, CANVAS)
    words = ("export", LESSON, file, "--column", "Reflection 1", "--course", graded.folder)
    assert run(*words, "--dry-run")[0] == 0
    assert not (tmp_path / "grades.filled.csv").exists()
    assert run(*words)[0] == 0
    code, said = run(*words)
    assert code == 1
    assert "exists already" in said


def test_a_column_in_doubt_is_asked_for(graded, tmp_path):
    file = file_of(tmp_path, CANVAS)
    for column in (None, "Nothing"):
        with pytest.raises(BadTable, match=r"'Reflection 1 \(8801\)', 'Essay \(8802\)'"):
            course.export_grades(graded, LESSON, file, column=column)


def test_a_number_of_canvas_is_never_taken_for_an_id_of_the_course(graded, tmp_path):
    text = "Student,ID,SIS Login ID,Section,Essay (1)\nSomebody else,invented-01,other,A,\n"
    done = course.export_grades(graded, LESSON, file_of(tmp_path, text))
    assert done.cells == ()
    assert done.unknown == ("Somebody else",)


def test_the_databases_sums_are_those_of_the_rows(graded):
    by_hand = {
        row.student: nbgrader.Total(score=row.score, most=row.most, penalty=row.penalty, needs_manual=row.needs_manual)
        for row in nbgrader.rows(graded.folder, LESSON)
    }
    assert len(by_hand) == 4
    assert nbgrader.totals(graded.folder, LESSON) == by_hand
    assert nbgrader.totals(graded.folder, "02-why-and-who-wanted-it") == {}
