"""A graded reflection is written from the curriculum; what stands in its boxes is kept, and nothing is lost."""

import json
import shutil
from pathlib import Path

import pytest
from tests.unit.authoring.builders import change_cell

from medialit import authoring, content, curriculum
from medialit.authoring.reflection import reflection
from medialit.errors import AlreadyExists, BadContent, UnknownLesson

LESSON = "01-who-moved"
PLANS = [one for one in curriculum.lessons() if one.assignment.task]
SOURCE = content.folder("assignments") / "source"


@pytest.fixture
def copy(tmp_path):
    """The shipped reflection of lesson 1, in a folder of its own."""
    return Path(shutil.copy(SOURCE / LESSON / "reflection.ipynb", tmp_path))


def broken(file):
    return [one.key for one in authoring.check([file]) if one.key == "ML901"]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_writing_a_shipped_reflection_again_changes_no_byte(plan, tmp_path):
    shipped = SOURCE / plan.id / "reflection.ipynb"
    copied = Path(shutil.copy(shipped, tmp_path))
    assert authoring.write_reflection(plan.id, tmp_path) == copied
    assert copied.read_bytes() == shipped.read_bytes()


def test_what_stands_in_a_box_is_kept_and_what_the_curriculum_says_is_put_back(copy):
    before = copy.read_bytes()
    change_cell(copy, "measures", source=["### BEGIN SOLUTION\n", "better\n", "### END SOLUTION"])
    assert broken(copy) == []
    change_cell(copy, "measures-rubric", source=["### Measures\n"])
    assert broken(copy) == ["ML901"]
    authoring.write_reflection(LESSON, copy.parent)
    assert broken(copy) == []
    text = copy.read_text("utf-8")
    assert "better" in text
    assert text.count("Claim states unit") == before.decode().count("Claim states unit")


@pytest.mark.parametrize(
    ("cell", "change"),
    [
        ("skill", {"source": ["4.0"]}),
        ("title", {"source": ["# Who moved?"]}),
        ("own-thinking", {"metadata": {}}),
    ],
)
def test_a_reflection_that_says_something_else_breaks_a_rule(copy, cell, change):
    change_cell(copy, cell, **change)
    assert broken(copy) == ["ML901"]


def test_what_nbgrader_made_of_a_reflection_is_not_held_to_the_curriculum(copy):
    data = json.loads(copy.read_text("utf-8"))
    for cell in data["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["checksum"] = "0"
    data["cells"][0]["source"] = ["# Released"]
    copy.write_text(json.dumps(data), "utf-8")
    assert broken(copy) == []


def test_a_cell_of_the_teachers_own_is_never_dropped(copy):
    data = json.loads(copy.read_text("utf-8"))
    data["cells"].append({"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["My own words."]})
    copy.write_text(json.dumps(data), "utf-8")
    before = copy.read_bytes()
    with pytest.raises(AlreadyExists, match="mine"):
        authoring.write_reflection(LESSON, copy.parent)
    assert copy.read_bytes() == before


def test_a_notebook_that_cannot_be_read_is_left_alone(copy):
    copy.write_text("{", "utf-8")
    with pytest.raises(BadContent, match="cannot be read"):
        authoring.write_reflection(LESSON, copy.parent)
    assert copy.read_text("utf-8") == "{"


def test_a_lesson_that_does_not_exist_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(UnknownLesson):
        authoring.write_reflection("99-none", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_new_reflection_has_an_empty_model_answer_for_each_row_of_the_rubric(tmp_path):
    file = authoring.write_reflection(LESSON, tmp_path / "new")
    cells = {one["id"]: "".join(one["source"]) for one in json.loads(file.read_text("utf-8"))["cells"]}
    for row in curriculum.lesson(LESSON).rubric:
        assert cells[row.id] == ("### BEGIN SOLUTION\n[Model answer, invented]\n\n［范文，虚构］\n### END SOLUTION")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_a_student_reads_task_lengths_and_what_completion_is_for_in_both_languages(plan):
    text = json.dumps(json.loads(reflection(plan, {})), ensure_ascii=False)
    assert plan.assignment.task.en in text.replace('\\"', '"')
    assert plan.assignment.task.zh in text
    for box in plan.assignment.boxes:
        for least, most in box.words.values():
            assert f"{least}–{most} English" in text or f"{least}～{most}个汉字" in text
    for group in plan.assignment.completion:
        assert f"- {', '.join(group)}" in text
