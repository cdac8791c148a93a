"""Hand-ins that are no plain files: nobody's work is read through a link, nothing hangs, and the others are graded."""

import json
import os
import shutil

import pytest
from tests.builders import LESSON
from tests.integration.test_nbgrader_path import complete

from medialit import course, feedback
from medialit.course import Status
from medialit.i18n import Language


def linked(folder):
    """The notebook is a link to somebody else's."""
    complete(folder)
    (folder / "reflection.ipynb").unlink()
    (folder / "reflection.ipynb").symlink_to(folder.parents[1] / "honest" / LESSON / "reflection.ipynb")


def linked_whole(folder):
    """The whole folder is a link to somebody else's."""
    shutil.rmtree(folder)
    folder.symlink_to(folder.parents[1] / "honest" / LESSON)


def with_a_pipe(folder):
    """A pipe lies where the journal should be, and a file of a terabyte beside it."""
    complete(folder)
    journal = next(folder.glob("*.answers.jsonl"))
    journal.unlink()
    os.mkfifo(journal)
    with (folder / "huge.bin").open("wb") as file:
        file.truncate(1 << 40)


def too_large(folder):
    """The notebook itself is larger than is read."""
    with (folder / "reflection.ipynb").open("r+b") as file:
        file.truncate(1 << 30)


def with_a_link_beside(folder):
    complete(folder)
    (folder / "theirs").symlink_to("/etc")


def in_another_encoding(folder):
    complete(folder)
    file = folder / "reflection.ipynb"
    file.write_text(file.read_text("utf-8"), "utf-16")


def written_below(folder):
    """The first box is left as it was, and the text stands in a new cell below it."""
    complete(folder)
    file = folder / "reflection.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    place = next(n for n, cell in enumerate(notebook["cells"]) if is_box(cell))
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": BELOW}
    notebook["cells"].insert(place + 1, own)
    file.write_text(json.dumps(notebook), "utf-8")


def is_box(cell):
    label = cell["metadata"].get("nbgrader", {})
    return cell["cell_type"] == "markdown" and label.get("grade") and label.get("solution")


BELOW = "I wrote this in a cell of my own, below the box."
HAND_INS = {
    "honest": complete,
    "linked": linked,
    "linked-whole": linked_whole,
    "pipe": with_a_pipe,
    "large": too_large,
    "beside": with_a_link_beside,
    "encoding": in_another_encoding,
    "below": written_below,
    "last": complete,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    made = course.new(tmp_path_factory.mktemp("strange") / "course")
    assigned = course.assign(made, LESSON)
    for student, happens in HAND_INS.items():
        folder = made.folder / "submitted" / student / LESSON
        shutil.copytree(assigned.folder, folder)
        happens(folder)
    return made, {row.student: row for row in course.grade(made, LESSON).rows}


def test_everybody_else_is_graded_as_ever(graded):
    _, rows = graded
    assert {rows[student].auto for student in ("honest", "last", "beside", "encoding", "below")} == {8.0}


@pytest.mark.parametrize(
    ("student", "told"),
    [("linked", "a link"), ("linked-whole", "a link"), ("large", "too large, left aside: reflection.ipynb")],
)
def test_what_cannot_be_read_earns_nothing_and_is_told(graded, student, told):
    made, rows = graded
    assert rows[student].status is Status.FAILED
    assert told in rows[student].note
    assert not (made.folder / "autograded" / student / LESSON).exists()


def test_what_lies_beside_is_left_aside_and_told(graded):
    made, rows = graded
    assert "left aside: theirs" in rows["beside"].note
    assert not (made.folder / "autograded" / "beside" / LESSON / "theirs").exists()
    assert rows["pipe"].status is Status.GRADED
    assert "neither a file nor a folder" in rows["pipe"].note
    assert "too large, left aside: huge.bin" in rows["pipe"].note


def test_a_text_in_a_cell_of_ones_own_is_in_the_box_where_a_marker_reads_it(graded):
    made, rows = graded
    notebook = json.loads((made.folder / "autograded" / "below" / LESSON / "reflection.ipynb").read_text("utf-8"))
    assert BELOW in "".join(next(cell for cell in notebook["cells"] if is_box(cell))["source"])
    assert "put together" in rows["below"].note


def test_what_was_repaired_is_told_to_the_student_in_both_languages(graded):
    made, rows = graded
    assert "another encoding than UTF-8" in rows["encoding"].note
    written = feedback.write(
        made, LESSON, feedback.Wanted(languages=(Language.EN, Language.ZH), students=("encoding",))
    )
    text = "".join(one.read_text("utf-8") for one in written.pages)
    assert "was saved in another encoding" in text
    assert "不是以 UTF-8 编码保存" in text


def test_what_was_left_aside_is_told_to_the_student_too(graded):
    made, _ = graded
    [page] = feedback.write(made, LESSON, feedback.Wanted(languages=(Language.ZH,), students=("beside",))).pages
    assert "theirs" in page.read_text("utf-8")
