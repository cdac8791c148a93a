"""Whatever becomes of an invented student's folder, it is handed in, in every kind of assignment."""

import shutil

import pytest

from medialit import content, curriculum
from medialit.demo.play import Scene, play
from medialit.demo.roster import Invented, Way, Writing

PLANS = [one for one in curriculum.lessons() if one.points]
WITH_TESTS_AND_WITHOUT = [PLANS[0], next(one for one in PLANS if not one.assignment.automatic)]


@pytest.fixture
def released(tmp_path, plan):
    folder = tmp_path / "release"
    shutil.copytree(content.folder("lessons") / plan.id, folder)
    shutil.copy(content.folder("assignments") / "source" / plan.id / "reflection.ipynb", folder)
    return folder


@pytest.mark.parametrize("way", [one for one in Way if one is not Way.ABSENT])
@pytest.mark.parametrize("plan", WITH_TESTS_AND_WITHOUT, ids=lambda plan: plan.id)
def test_every_folder_is_handed_in_whatever_becomes_of_it(tmp_path, released, plan, way):
    task = plan.assignment.skill
    items = tuple(item["id"] for item in plan.prompt(task).content["items"]) if task else ()
    scene = Scene(lesson_id=plan.id, released=released, key=curriculum.skill_key(items), seed=1)
    student = Invented(id="invented-01", number=1, writing=Writing.BOTH, way=way, late=False)
    play(student, scene, tmp_path)
    assert (tmp_path / "invented-01" / plan.id / "reflection.ipynb").is_file()
