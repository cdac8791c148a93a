"""A class through real nbgrader: the points that each sort of hand-in earns, and nobody's fault costs another."""

import json
import shutil

import pytest
from tests.builders import COMMITS, LESSON, SAVES, a_response
from tests.unit.grading.test_checks import BOXES, KEY, answers

from medialit import course, feedback
from medialit.course import Status
from medialit.grading import nbgrader
from medialit.i18n import Language, words
from medialit.responses import JournalSink, path_for, read, receipt

TEXT = "My own words. 我自己的话。"


def the_cells(folder):
    return json.loads((folder / "reflection.ipynb").read_text("utf-8"))


def rewrite(folder, change):
    notebook = the_cells(folder)
    change(notebook)
    (folder / "reflection.ipynb").write_text(json.dumps(notebook), "utf-8")


def fill_boxes(notebook):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") in BOXES:
            cell["source"] = TEXT


def without(cell_id):
    def change(notebook):
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != cell_id]

    return change


def copied(cell_id):
    def change(notebook):
        place = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == cell_id)
        notebook["cells"].insert(place + 1, notebook["cells"][place] | {"id": "copy"})

    return change


def complete(folder):
    answers(folder, skill_answers=KEY)
    rewrite(folder, fill_boxes)


def noisy(notebook):
    """Student code before the test cells that warns, prints to stderr and ends in an error."""
    source = "import sys, warnings\nwarnings.warn('!')\nprint('!', file=sys.stderr)\n1 / 0"
    cell = {
        "cell_type": "code",
        "id": "noisy",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
    notebook["cells"].insert(1, cell)


def only_the_notebook(folder):
    """The journal is gone; the notebook has its receipt."""
    complete(folder)
    path = path_for(folder, LESSON)
    bundle = receipt.as_mimebundle(LESSON, read(path).responses, words(Language.ZH))
    path.unlink()

    def change(notebook):
        cell = next(cell for cell in notebook["cells"] if cell["id"] == "hand-in")
        cell["outputs"] = [{"output_type": "display_data", "data": bundle, "metadata": {}}]

    rewrite(folder, change)


HAND_INS = {
    "blank": lambda folder: None,
    "complete": complete,
    "half": lambda folder: answers(folder, commits={"L1-C1": COMMITS["L1-C1"]}, saves=SAVES),
    "unreadable": lambda folder: path_for(folder, LESSON).write_bytes(b"\xff\x00 not a journal"),
    "foreign": lambda folder: JournalSink(path_for(folder, LESSON)).save(a_response(lesson="02-why")),
    "only-notebook": only_the_notebook,
    "noisy": lambda folder: (complete(folder), rewrite(folder, noisy)),
    "copied-test": lambda folder: (complete(folder), rewrite(folder, copied("completion"))),
    "copied-box": lambda folder: (complete(folder), rewrite(folder, copied("measures"))),
    "broken": lambda folder: (folder / "reflection.ipynb").write_text("{", "utf-8"),
    "empty": lambda folder: (folder / "reflection.ipynb").write_text("", "utf-8"),
    "no-notebook": lambda folder: (folder / "reflection.ipynb").unlink(),
    "all-cells-gone": lambda folder: (answers(folder), rewrite(folder, lambda n: n.update(cells=[]))),
    "姓名 with space": complete,
}
CELLS = ("open-lesson", "skill-items", "skill", *BOXES, "completion", "hand-in", "title")
HAND_INS |= {
    f"no-{cell}": (lambda folder, cell=cell: (complete(folder), rewrite(folder, without(cell)))) for cell in CELLS
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """One class with every sort of hand-in, graded once."""
    made = course.new(tmp_path_factory.mktemp("class") / "课程 one")
    assigned = course.assign(made, LESSON)
    for student, happens in HAND_INS.items():
        folder = made.folder / "submitted" / student / LESSON
        shutil.copytree(assigned.folder, folder)
        happens(folder)
    summary = course.grade(made, LESSON)
    marks = {row.student: row.marks for row in nbgrader.rows(made.folder, LESSON)}
    return made, {row.student: row for row in summary.rows}, marks


def test_every_hand_in_has_a_row_and_one_broken_notebook_stops_nobody(graded):
    _, rows, _ = graded
    assert set(rows) == set(HAND_INS)
    failed = {student for student, row in rows.items() if row.status is Status.FAILED}
    assert failed == {"broken", "empty", "no-notebook"}
    assert all(rows[student].note for student in failed)


@pytest.mark.parametrize(
    ("student", "completion", "skill"),
    [
        ("blank", 0, 0),
        ("complete", 4, 4),
        ("half", 1.5, 0),
        ("unreadable", 0, 0),
        ("foreign", 0, 0),
        ("only-notebook", 4, 4),
        ("noisy", 4, 4),
        ("copied-test", 4, 4),
        ("copied-box", 4, 4),
        ("姓名 with space", 4, 4),
        ("all-cells-gone", 3, 0),
        ("no-open-lesson", 4, 4),
        ("no-skill-items", 4, 4),
        ("no-hand-in", 4, 4),
        ("no-title", 4, 4),
    ],
)
def test_the_automatic_points_are_what_was_done(graded, student, completion, skill):
    _, rows, marks = graded
    assert (marks[student]["completion"].auto, marks[student]["skill"].auto) == (completion, skill)
    assert rows[student].auto == completion + skill


@pytest.mark.parametrize("box", BOXES)
def test_a_deleted_box_scores_as_a_blank_one(graded, box):
    _, _, marks = graded
    mine = marks[f"no-{box}"]
    assert mine["completion"].auto == 3.75
    assert mine[box].given == 0.0
    assert all(mine[other].waiting for other in BOXES if other != box)


@pytest.mark.parametrize("cell", ["skill", "completion"])
def test_a_deleted_test_cell_is_put_back_and_costs_nothing(graded, cell):
    _, _, marks = graded
    assert marks[f"no-{cell}"][cell].auto == 4.0


def test_filled_boxes_wait_for_a_person_and_untouched_ones_do_not(graded):
    _, _, marks = graded
    assert [marks["complete"][box].waiting for box in BOXES] == [True] * 4
    assert [marks["blank"][box].waiting for box in BOXES] == [False] * 4


def test_a_restored_journal_and_a_copied_cell_are_reported(graded):
    _, rows, _ = graded
    assert "restored from the receipt" in rows["only-notebook"].note
    assert "copied" in rows["copied-test"].note
    assert rows["complete"].note == ""


def test_what_was_graded_is_not_graded_again_unless_it_must(graded):
    made, rows, _ = graded
    before = (made.folder / "autograded" / "complete" / LESSON / "reflection.ipynb").stat().st_mtime_ns
    course.grade(made, LESSON, students=["complete"])
    assert (made.folder / "autograded" / "complete" / LESSON / "reflection.ipynb").stat().st_mtime_ns == before
    assert {row.student for row in course.last_grading(made, LESSON)} == set(rows)


def test_feedback_is_written_for_everybody_who_handed_in(graded):
    made, rows, _ = graded
    pages = feedback.write(made, LESSON).pages
    assert {one.parts[-3] for one in pages} == set(rows)
    text = (made.folder / "feedback" / "complete" / LESSON / "reflection.html").read_text("utf-8")
    assert TEXT in text
    assert "8 of 24 points" in text
    assert "adds up to" not in text


def test_the_release_gives_no_answers_away_and_is_what_students_need(graded):
    made, _, _ = graded
    release = made.folder / "release" / LESSON
    assert {one.name for one in release.iterdir()} == {f"{LESSON}.en.ipynb", f"{LESSON}.zh.ipynb", "reflection.ipynb"}
    assert "Model answer" not in (release / "reflection.ipynb").read_text("utf-8")
    assert (made.folder / "student-preview" / LESSON / "reflection.ipynb").is_file()
    assert (made.folder / "student-preview" / "START.en.ipynb").is_file()
