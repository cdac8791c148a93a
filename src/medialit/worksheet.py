"""A whole lesson for a pen: every prompt under the headings of the minute plan, as Markdown and as a page to print."""

from collections.abc import Collection
from pathlib import Path

from medialit import page
from medialit.curriculum import LessonPlan
from medialit.i18n import Language, words
from medialit.responses import Record
from medialit.widgets import BY_KIND
from medialit.widgets._paper import LINE

MARK = "medialit worksheet"


def write(plan: LessonPlan, folder: Path, languages: Collection[Language] = tuple(Language)) -> tuple[Path, ...]:
    """Write `worksheet.en.html`, `.en.md` and the same in Chinese into `folder`, anew each time; return them.

    Raises
    ------
    NotSaved
        They cannot be written.
    """
    written = []
    for language in languages:
        text, title = markdown(plan, language), f"{plan.title[language]} · {words(language)('paper.title')}"
        texts = {
            "html": page.page(title, page.of_markdown(text), language, generator=MARK),
            "md": f"<!-- {MARK} -->\n\n{text}",
        }
        written += page.write(folder, f"worksheet.{language.value}", texts)
    return tuple(written)


def markdown(plan: LessonPlan, language: Language) -> str:
    """Return the worksheet of a lesson: what is asked in class and after, and nothing that is shown after a commit."""
    say = words(language)
    blocks = [
        f"# {page.literal(plan.title[language])} · {say('paper.title')}",
        say("paper.who", gap=LINE * 3),
        f"*{page.literal(plan.question[language])}*",
        say("paper.ink"),
    ]
    for step in plan.steps:
        blocks.append(f"## {page.literal(step.heading(language))}")
        blocks += [paper(plan, prompt_id, language) for prompt_id in step.prompts]
    return "\n\n".join(blocks) + "\n"


def paper(plan: LessonPlan, prompt_id: str, language: Language) -> str:
    """Return one prompt of a lesson as Markdown for a pen.

    Raises
    ------
    UnknownPrompt
        The lesson has none of this id.
    """
    prompt = plan.prompt(prompt_id)
    nobody = Record.of(())
    widget = BY_KIND[prompt.kind](prompt, language=language, record=nobody, save=None, given={"rubric": plan.rubric})
    return widget.paper()
