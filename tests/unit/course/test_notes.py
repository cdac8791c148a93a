"""The teacher's notes: everything of the curriculum that students must not read before they are asked."""

import pytest
from click.testing import CliRunner
from tests.builders import LESSON, the_example
from tests.unit.authoring.builders import a_lesson

from medialit import content, curriculum, page
from medialit.cli import main
from medialit.course import notes
from medialit.errors import NotSaved
from medialit.i18n import Language
from medialit.page import Bullets, Grid, Heading, Paragraph

PLAN = curriculum.lesson(LESSON)


def shown(text):
    """Markdown without its escapes."""
    return text.replace("\\", "")


@pytest.mark.parametrize("language", Language)
def test_they_hold_plan_purposes_feedback_keys_sources_and_rubric(tmp_path, language):
    files = {one.name: one.read_text("utf-8") for one in notes.write(PLAN, tmp_path)}
    text = shown(files[f"teacher-notes.{language.value}.md"])
    for stretch in PLAN.plan:
        assert stretch.instructor[language] in text
    for prompt in PLAN.prompts:
        assert prompt.purpose in text
        assert " ".join(prompt.text[language].split()) in text
    for entry in PLAN.prompt("L1-K2").reveal(language)["feedback"]:
        assert entry["text"] in text
    assert "L1-Q2: downloads, period, analytics-firm" in text
    assert PLAN.prompt("L1-C1").lookup("wang2024").note in text
    for row in PLAN.rubric:
        assert all(level[language] in text for _, level in row.levels)
    assert files[f"teacher-notes.{language.value}.html"].startswith(f'<!doctype html>\n<html lang="{language.html}">')


@pytest.mark.parametrize("language", Language)
def test_model_answers_of_the_capstone_are_there_with_their_marks(tmp_path, language):
    plan = curriculum.lesson("07-capstone")
    files = {one.name: one.read_text("utf-8") for one in notes.write(plan, tmp_path)}
    text = shown(files[f"teacher-notes.{language.value}.md"])
    for one in curriculum.model_answers(plan.id):
        assert all(" ".join(f"{part[language]}: {said[language]}".split()) in text for part, said in one.parts)
        assert all(said[language] in text for _, said in one.marks.values())
        assert one.total[language] in text


def test_each_model_answer_has_a_mark_of_the_rubric_for_each_criterion_and_a_true_total():
    assert {plan.id for plan in curriculum.lessons() if curriculum.model_answers(plan.id)} == {"07-capstone"}
    rubric = {row.id: {points for points, _ in row.levels} for row in curriculum.lesson("07-capstone").rubric}
    for one in curriculum.model_answers("07-capstone"):
        assert set(one.marks) == set(rubric)
        assert all(points in rubric[row] for row, (points, _) in one.marks.items())
        total, most = sum(points for points, _ in one.marks.values()), sum(map(max, rubric.values()))
        assert f"{total} of {most}" in one.total.en
        assert f"总分{total}，满分{most}" in one.total.zh
        assert all(text.en.startswith("[Invented") and text.zh.startswith("［虚构") for _, text in one.parts)


def test_what_is_for_after_class_is_a_line_of_the_plan():
    for language, when in ((Language.EN, "After class"), (Language.ZH, "课后")):
        table = next(one for one in notes.notes(the_example(), language) if isinstance(one, Grid))
        after = the_example().after
        assert table.rows[-1] == (when, after.title[language], "EX-studio", after.instructor[language])


def test_every_text_of_a_card_stands_with_its_id(tmp_path):
    text = shown((notes.write(PLAN, tmp_path)[1]).read_text("utf-8"))
    assert "N5: → downloads · Downloads a third time, over 24 hours" in text
    assert "N5: Downloads up 300% within 24 hours" in text


def test_nothing_in_them_stands_in_what_students_open():
    lessons = content.folder("lessons") / LESSON
    for file in lessons.glob("*.ipynb"):
        assert "teacher-notes" not in file.read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NotSaved):
        notes.write(PLAN, tmp_path / "file" / "below")


def test_the_command_writes_them_for_ours_and_for_a_teachers_own_lesson(tmp_path):
    folder = a_lesson(tmp_path)
    for lesson, title in ((LESSON, "Who moved?"), (folder, "How high?")):
        done = CliRunner().invoke(main, ["lessons", "notes", str(lesson), "--to", str(tmp_path / "out")])
        assert done.exit_code == 0, done.output
        assert title in (tmp_path / "out" / "teacher-notes.en.html").read_text("utf-8")


def test_blocks_are_shown_as_they_are_written():
    blocks = (Heading(2, "a <b>"), Paragraph("*x* [y](z)"), Bullets(("1 | 2",)), Grid(("h",), (("<script>",),)))
    drawn, text = page.as_html(blocks), page.as_markdown(blocks)
    assert "<h2>a &lt;b&gt;</h2>" in drawn
    assert "<script>" not in drawn + text
    assert "- 1 \\| 2" in text
    assert "](" not in text.replace("\\]", "")
