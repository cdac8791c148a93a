"""The points of all lessons, computed once from the curriculum: what pages say of them is held to that."""

import json
import re
from pathlib import Path

import pytest

from medialit import content, curriculum, start_page
from medialit.i18n import Language

DOCS = Path(__file__).parents[2] / "docs"
PLANS = curriculum.lessons()
CAPSTONE = PLANS[-1]


def table():
    """The table of `docs/reference/points.md`."""
    lines = [
        "| lesson | completion: one point each, shared equally | skill | by a person | all |",
        "|---|---|---|---|---|",
    ]
    for plan in PLANS:
        groups = [", ".join(group) for group in plan.assignment.completion]
        done = " · ".join([*groups, f"{len(plan.rubric)} boxes"]) if groups else "none"
        title = plan.assignment.skill_title
        skill = f"{title.en} ({plan.assignment.skill})" if title else "none"
        person = plan.points - plan.assignment.automatic
        lines.append(f"| {plan.id} | {done} | {skill} | {person} | {plan.points} |")
    return "\n".join([*lines, f"| in all | | | | {sum(plan.points for plan in PLANS)} |"])


def test_six_lessons_have_24_points_and_the_capstone_40_and_they_are_184_in_all():
    assert [plan.points for plan in PLANS] == [24] * 6 + [40]
    assert sum(plan.points for plan in PLANS) == 184
    assert [plan.assignment.automatic for plan in PLANS] == [8] * 6 + [0]


def test_the_reference_page_has_the_points_of_every_lesson():
    page = (DOCS / "reference" / "points.md").read_text("utf-8")
    assert table() in page, f"put this table there:\n{table()}"


@pytest.mark.parametrize(
    ("part", "lesson", "capstone", "total"), [(0, "24 points", "has 40", "184"), (1, "24分", "40分", "184分")]
)
def test_the_page_for_teachers_says_the_same_in_both_languages(part, lesson, capstone, total):
    said = (DOCS / "how-to" / "before-the-first-lesson.md").read_text("utf-8").split("## 开课之前")[part]
    assert {lesson, capstone, total} == {one for one in (lesson, capstone, total) if one in said}
    assert str(PLANS[0].points) in lesson
    assert str(CAPSTONE.points) in capstone
    assert str(sum(plan.points for plan in PLANS)) in total


@pytest.mark.parametrize("language", Language)
def test_the_capstone_says_what_each_part_is_worth(language):
    file = content.folder("lessons") / CAPSTONE.id / f"{CAPSTONE.id}.{language}.ipynb"
    prose = "".join(line for cell in json.loads(file.read_text("utf-8"))["cells"] for line in cell["source"])
    worth = re.findall(r"\((\d+) points\)|（(\d+)分）", prose)
    assert [int(a or b) for a, b in worth] == [row.most for row in CAPSTONE.rubric]
    assert re.search(rf"\b{CAPSTONE.points} points|{CAPSTONE.points}分", prose)


@pytest.mark.parametrize("language", Language)
def test_start_says_the_points_of_each_lesson_and_in_all(language, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(start_page, "display", shown.append)
    start = start_page.Start(language, tmp_path)
    start.lessons()
    lines = shown[0]["text/plain"].splitlines()
    told = [start.words("start.points", points=plan.points) for plan in PLANS]
    assert all(line.endswith(points) for line, points in zip(lines[1:], told, strict=False))
    assert start.words("start.points_in_all", points=184) in lines
