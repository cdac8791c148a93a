"""nbgrader's own formgrader: its button grades with the engine, in a course with one more line of configuration."""

import pytest
from nbgrader.api import Gradebook
from tests.formgrader import answer_of, serving
from tests.integration.code_course import NAME, build, hand_in

STEPS = ("Execute", "LimitOutput", "SaveAutoGrades", "AssignLatePenalties", "CheckCellMetadata")
SLY = "import ast\nclass Strip(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\n"


@pytest.fixture
def formgrader(tmp_path):
    """A course with two hand-ins, and the address of formgrader in it."""
    folder = build(tmp_path / "course")
    ours = ("Execute", "SaveAutoGrades")
    steps = [
        f"{'medialit.grading.nbgrader.button' if one in ours else 'nbgrader.preprocessors'}.{one}" for one in STEPS
    ]
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"c.Autograde.autograde_preprocessors = {steps}\n")
    hand_in(folder, "honest", extra=[f"print(open({str(folder / 'nbgrader_config.py')!r}).read())"])
    hand_in(folder, "sly", "    return x", extra=[f"{SLY}get_ipython().ast_transformers.append(Strip())"])
    with serving(folder) as address:
        answer_of(f"{address}/api/assignments")
        yield folder, f"{address}/manage_submissions/{NAME}"


def test_the_button_grades_behind_walls_and_holds_what_passes_inside_only(page, formgrader, level_a):
    folder, url = formgrader
    page.goto(url)
    for student in ("honest", "sly"):
        page.locator("tr", has=page.get_by_text(student, exact=True)).locator(".autograde a").click()
        shown = page.locator(".modal.in")
        shown.filter(has_text="Successfully autograded").wait_for(timeout=60_000)
        shown.get_by_role("button", name="OK").click()
        shown.wait_for(state="hidden")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as opened:
        assert opened.find_submission(NAME, "honest").score == 6.0
        held = opened.find_grade("test_double", "one", NAME, "sly")
        assert (held.auto_score, held.needs_manual_grade) == (0.0, True)
    assert "FileNotFoundError" in (folder / "autograded" / "honest" / NAME / "one.ipynb").read_text("utf-8")
