"""What is very large or very strange is graded, and nothing of it is lost."""

import json
import shutil

import pytest
from tests.builders import LESSON, a_response
from tests.integration.test_nbgrader_path import complete, rewrite
from tests.unit.grading.test_checks import BOXES

from medialit import course, feedback
from medialit.course import Status
from medialit.grading import nbgrader
from medialit.responses import Action, Kind, codec, path_for

LONG = ("word 字 " * 8000)[:50_000]
SCRIPTS = (
    "English 中文 العربية עברית हिन्दी ไทย 한국어 Ελληνικά "
    "\U0001f408\u200d\u2b1b \U0001f1e8\U0001f1f3 \u202etfel-ot-thgir\u202c \u00e9 e\u0301 \U0001f9ff\u200d"
)
NUL = "before \x00 after \x0b\x0c\x1b[31m red"
TEXTS = {"long": LONG, "scripts": SCRIPTS, "nul": NUL}
TEN_MEGABYTES = 10 << 20


def with_boxes(text):
    def change(notebook):
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") in BOXES:
                cell["source"] = text

    return lambda folder: (complete(folder), rewrite(folder, change))


def with_a_large_journal(folder):
    """Ten megabytes of saved texts, every one of them sound, after what earns the points."""
    complete(folder)
    line = codec.encode(a_response("L1-T1", Action.SAVE, {"text": "字" * 19_000}, kind=Kind.TEXT)).encode() + b"\n"
    with path_for(folder, LESSON).open("ab") as stream:
        stream.write(line * (TEN_MEGABYTES // len(line) + 1))


def with_nul_in_the_journal(folder):
    with_boxes(NUL)(folder)
    line = codec.encode(a_response("L1-T1", Action.SAVE, {"text": NUL}, kind=Kind.TEXT)).encode() + b"\n"
    with path_for(folder, LESSON).open("ab") as stream:
        stream.write(line + b"\x00" * 4096 + b"\n" + line)


HAND_INS = {
    "ten-megabytes": with_a_large_journal,
    "long": with_boxes(LONG),
    "scripts": with_boxes(SCRIPTS),
    "nul": with_nul_in_the_journal,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    made = course.new(tmp_path_factory.mktemp("strange") / "course")
    assigned = course.assign(made, LESSON)
    for student, happens in HAND_INS.items():
        folder = made.folder / "submitted" / student / LESSON
        shutil.copytree(assigned.folder, folder)
        happens(folder)
    summary = course.grade(made, LESSON)
    return made, {row.student: row for row in summary.rows}


@pytest.mark.parametrize("student", HAND_INS)
def test_it_is_graded_like_any_other(graded, student):
    made, rows = graded
    assert rows[student].status is Status.GRADED, rows[student].note
    assert rows[student].auto == 8.0
    marks = next(row.marks for row in nbgrader.rows(made.folder, LESSON) if row.student == student)
    assert all(marks[box].waiting for box in BOXES)


@pytest.mark.parametrize("student", HAND_INS)
def test_the_journal_is_what_was_handed_in(graded, student):
    made, _ = graded
    before, after = (path_for(made.folder / step / student / LESSON, LESSON) for step in ("submitted", "autograded"))
    assert after.read_bytes() == before.read_bytes()
    assert student != "ten-megabytes" or after.stat().st_size > TEN_MEGABYTES


@pytest.mark.parametrize("student", TEXTS)
def test_every_character_of_a_box_is_still_there(graded, student):
    made, _ = graded
    file = made.folder / "autograded" / student / LESSON / "reflection.ipynb"
    cells = json.loads(file.read_text("utf-8"))["cells"]
    mine = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") in BOXES]
    assert ["".join(cell["source"]) for cell in mine] == [TEXTS[student]] * len(BOXES)


def test_a_page_goes_back_to_each_of_them(graded):
    made, _ = graded
    pages = feedback.write(made, LESSON).pages
    assert {one.parent.parent.name for one in pages} >= set(HAND_INS)
