"""Hand-ins that are no plain files: nobody's work is read through a link, nothing hangs, and the others are graded."""

import os
import shutil

import pytest
from tests.builders import LESSON
from tests.integration.test_nbgrader_path import complete

from medialit import course
from medialit.course import Status


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


HAND_INS = {
    "honest": complete,
    "linked": linked,
    "linked-whole": linked_whole,
    "pipe": with_a_pipe,
    "large": too_large,
    "beside": with_a_link_beside,
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
    assert {rows[student].auto for student in ("honest", "last", "beside")} == {8.0}


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
