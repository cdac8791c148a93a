"""A whole lesson as a worksheet: one Markdown file and one page to print, in each language."""

import re

import pytest
from click.testing import CliRunner
from tests.builders import LESSON, the_example
from tests.unit.authoring.builders import a_lesson, add_after_class, change

from medialit import curriculum, page, worksheet
from medialit.cli import main
from medialit.errors import NotSaved, UnknownPrompt
from medialit.i18n import Language

PLAN = curriculum.lesson(LESSON)


@pytest.mark.parametrize("language", Language)
def test_it_holds_every_step_of_the_plan_and_its_prompts_in_order(tmp_path, language):
    for plan in (PLAN, the_example()):
        files = {one.name: one.read_text("utf-8") for one in worksheet.write(plan, tmp_path)}
        heads = re.findall(r"^##+ (.*)$", files[f"worksheet.{language.value}.md"], re.MULTILINE)
        wanted = [one for step in plan.steps for one in (step.heading(language), *step.prompts)]
        assert [one.split(" · ")[0] for one in heads] == [one.split(" · ")[0] for one in wanted]
        drawn = re.findall(r"<h[23]>(.*?)</h[23]>", files[f"worksheet.{language.value}.html"])
        assert len(drawn) == len(heads)


@pytest.mark.parametrize(("after", "named"), [('"F-T1"', "F-T1"), ('("F-T1", "F-T3")', "F-T1 · F-T3")])
def test_what_waits_for_a_commit_stands_behind_a_fold(tmp_path, after, named):
    own = a_lesson(tmp_path)
    change(own, "en", "t2", source=f'here.ask("F-T2", after={after})')
    text = worksheet.markdown(curriculum.own(own), Language.EN, own)
    before, behind = text.split("\n\n---\n\n")
    assert "### F-T1" in before
    assert before.endswith(f"**Turn over only when these are answered in pen: {named}**")
    assert behind.startswith("## 4–10 min · Look\n\n### F-T2")
    assert 'class="fold"' in page.of_markdown(text)


def test_a_notebook_that_cannot_be_read_folds_nothing(tmp_path):
    own = a_lesson(tmp_path)
    for source in ("here.ask(", 'here.ask("F-T2", after=input())'):
        change(own, "en", "t2", source=source)
        assert "\n---\n" not in worksheet.markdown(curriculum.own(own), Language.EN, own)


def test_the_page_needs_nothing_and_runs_nothing(tmp_path):
    for file in worksheet.write(PLAN, tmp_path):
        text = file.read_text("utf-8")
        assert not re.search(r"<script|<img|<link|src=|@import|url\(", text)
    assert "default-src 'none'" in (tmp_path / "worksheet.zh.html").read_text("utf-8")


def test_what_was_found_and_the_teachers_words_are_not_on_it(tmp_path):
    (tmp_path / "all").mkdir()
    text = "".join(one.read_text("utf-8") for one in worksheet.write(PLAN, tmp_path / "all"))
    for prompt in PLAN.prompts:
        for language in Language:
            assert (prompt.reveal(language) or {}).get("text", "nothing here") not in text
    assert not any(step.instructor[language] in text for step in PLAN.steps for language in Language)


def test_the_command_writes_one_language_or_both_for_ours_and_for_a_teachers_own(tmp_path):
    own = a_lesson(tmp_path)
    add_after_class(own)
    for lesson, arguments, count in ((LESSON, ["--language", "zh"], 2), (own, [], 4)):
        out = tmp_path / f"out-{count}"
        done = CliRunner().invoke(main, ["lessons", "paper", str(lesson), "--out", str(out), *arguments])
        assert done.exit_code == 0, done.output
        assert len(list(out.iterdir())) == count
    assert "## 课后 · 去看看" in (tmp_path / "out-4" / "worksheet.zh.md").read_text("utf-8")


def test_a_folder_that_cannot_be_written_and_a_prompt_that_is_not_there_are_said(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NotSaved):
        worksheet.write(PLAN, tmp_path / "file" / "below")
    with pytest.raises(UnknownPrompt, match="L1-C1"):
        worksheet.paper(PLAN, "L1-Z9", Language.EN)


def test_markdown_of_our_own_is_drawn_and_anything_else_is_shown_as_it_is():
    drawn = page.of_markdown(
        "### A *b*\n\n- ☐ one\n- ☐ **two**\n\n1. x\n2. y\n\n- z\n\n"
        "|  | h |\n| --- | --- |\n| r | a<br>b |\n\n______\n\n"
        "line  \nbreak \\*no\\* <b> &amp; **left open"
    )
    assert "<h3>A <em>b</em></h3>" in drawn
    assert '<ul class="pen"><li>☐ one</li><li>☐ <strong>two</strong></li></ul>' in drawn
    assert "<ol><li>x</li><li>y</li></ol>\n<ul><li>z</li></ul>" in drawn
    assert '<tr><td></td><th scope="col">h</th></tr><tr><th scope="row">r</th><td>a<br>b</td></tr>' in drawn
    assert "<hr>" in drawn
    assert "<p>line<br>break *no* &lt;b&gt; &amp;amp; <strong>left open</strong></p>" in drawn
