"""`medialit marking`: files out and in, a look before anything is written, and the table of agreement."""

import json

import pytest
from tests.unit.cli.test_commands import run
from tests.unit.marking.desks import LESSON, Class
from tests.unit.marking.test_two_markers import both, mark

from medialit.marking import bank


@pytest.fixture
def class_(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIALIT_HOME", str(tmp_path / "home"))
    return Class(tmp_path, students=20)


@pytest.mark.parametrize("name", ["bank.toml", "bank.csv"])
def test_a_bank_goes_out_is_edited_and_comes_in(class_, tmp_path, name):
    folder, file = class_.course.folder, tmp_path / name
    run("marking", "bank", "export", file, "--course", folder)
    text = file.read_text("utf-8-sig")
    file.write_text(text.replace("say which new figure would reopen", "find a figure that would reopen"), "utf-8")
    shown = run("marking", "bank", "import", file, "--course", folder).output
    assert "+ l1-measures-4 en: “{quote}” names unit" in shown
    assert "0 new, 1 changed, 114 the same; nothing was written" in shown
    assert bank.load(class_.course) == bank.starter()
    run("marking", "bank", "import", file, "--course", folder, "--apply")
    assert "find a figure" in next(one.en for one in bank.load(class_.course) if one.id == "l1-measures-4")


def test_no_file_is_overwritten(class_, tmp_path):
    file = tmp_path / "bank.csv"
    file.write_text("mine", "utf-8")
    run("marking", "bank", "export", file, "--course", class_.course.folder, code=1)
    assert file.read_text("utf-8") == "mine"


def test_a_rubric_goes_out_and_comes_in_with_a_look_before(class_, tmp_path):
    folder, file = class_.course.folder, tmp_path / "rubric.csv"
    run("marking", "rubric", "export", LESSON, file, "--course", folder)
    file.write_text(file.read_text("utf-8-sig").replace("Repeats a headline number", "Repeats a number"), "utf-8")
    shown = run("marking", "rubric", "import", LESSON, file, "--course", folder).output
    assert "- measures 1: Repeats a headline number" in shown
    assert "+ measures 1: Repeats a number" in shown
    assert class_.desk().criteria[0].levels[-1][1].en == "Repeats a headline number"
    mark(class_.desk(), "invented-1", 3)
    run("marking", "rubric", "import", LESSON, file, "--course", folder, "--apply", code=1)
    done = run("marking", "rubric", "import", LESSON, file, "--course", folder, "--apply", "--migrate").output
    assert "1 marks kept and flagged for a second look, 0 to be given anew" in done
    assert "0 marks kept" in run("marking", "rubric", "migrate", LESSON, "--course", folder).output


def test_agreement_is_a_table_and_names_no_student(class_):
    ada, ben, double = both(class_)
    for student, first, second in zip(double, (4, 3, 2, 1, 0), (4, 3.5, 2, 1, 2), strict=True):
        mark(ada, student, first)
        mark(ben, student, second)
    shown = run("marking", "agreement", LESSON, "--course", class_.course.folder).output
    line = next(one for one in shown.splitlines() if one.startswith("measures")).split()
    assert line[:4] == ["measures", "5", "60%", "80%"]
    assert "too few boxes read twice" in shown
    assert "2 splits, 1 wait for a decision" in shown
    rows = [one.split()[1:] for one in shown.splitlines() if "ben" in one]
    assert rows == [
        ["measures", "ada", "0,", "ben", "2", "to", "decide"],
        ["measures", "ada", "3,", "ben", "3.5", "first", "stands"],
    ]
    assert "invented-" not in shown
    data = json.loads(run("marking", "agreement", LESSON, "--course", class_.course.folder, "--json").output)
    assert data["agreement"][0]["n"] == 5
