"""The graded reflection: twenty-four points, one criterion a box, answers only in the source."""

import json

import pytest

from medialit import content, curriculum, drafts
from medialit.drafts.text import HAN_PER_WORD

PLANS = [one for one in curriculum.lessons() if one.assignment.task]


def cells(plan):
    file = content.folder("assignments") / "source" / plan.id / "reflection.ipynb"
    return json.loads(file.read_text("utf-8"))["cells"]


def graded(plan):
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"]
        for cell in cells(plan)
        if "nbgrader" in cell["metadata"]
    }


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_a_lesson_has_four_points_for_doing_four_for_skill_and_sixteen_of_people_the_capstone_forty_of_people(plan):
    points = {name: one["points"] for name, one in graded(plan).items()}
    automatic = {} if plan.key == "CAP" else {"completion": 4, "skill": 4}
    assert points == automatic | {criterion.id: criterion.most for criterion in plan.rubric}
    assert sum(points.values()) == plan.points == (40 if plan.key == "CAP" else 24)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_no_nbgrader_cell_is_locked_without_being_graded(plan):
    assert all(one["grade"] for one in graded(plan).values())
    assert all(one["solution"] != one["locked"] for one in graded(plan).values())


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_the_rubric_stands_above_each_box_in_both_languages(plan):
    sources = {cell["id"]: "".join(cell["source"]) for cell in cells(plan)}
    for criterion in plan.rubric:
        shown = sources[f"{criterion.id}-rubric"]
        for _, text in criterion.levels:
            assert text.en in shown
            assert text.zh in shown


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_model_answers_are_marked_invented_and_stand_between_the_markers(plan):
    for cell in cells(plan):
        text = "".join(cell["source"])
        if "Model answer" in text or "范文" in text:
            assert text.startswith("### BEGIN SOLUTION\n[Model answer, invented]")
            assert text.endswith("### END SOLUTION")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_a_test_cell_begins_with_a_comment_so_that_nbgrader_may_put_it_back(plan):
    for cell in cells(plan):
        if cell["id"] in {"completion", "skill"}:
            assert "".join(cell["source"]).startswith("# ")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_model_answers_keep_to_the_length_that_is_asked_for_in_each_language(plan):
    boxes = {cell["id"]: "".join(cell["source"]) for cell in cells(plan)}
    for box in plan.assignment.boxes:
        english, chinese = boxes[box.criterion].split("［范文，虚构］")
        english = english.split("[Model answer, invented]")[1]
        for text, language in ((english, "en"), (chinese.removesuffix("### END SOLUTION"), "zh")):
            assert text.strip(), (box.criterion, language)
            if language in box.words:
                per_word = HAN_PER_WORD if language == "zh" else 1
                about = drafts.Context(words=round(sum(box.words[language]) / 2 / per_word), in_han=language == "zh")
                assert drafts.run("F3", text, about).outcome is drafts.Outcome.CLEAR, (box.criterion, language)
