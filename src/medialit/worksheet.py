"""A whole lesson for a pen: every prompt under the headings of the minute plan, as Markdown and as a page to print."""

import ast
import json
from collections.abc import Collection, Iterator
from pathlib import Path

from medialit import content, page
from medialit.curriculum import LessonPlan
from medialit.i18n import Language, words
from medialit.portfolio.supplies import shared
from medialit.responses import Record
from medialit.widgets import BY_KIND
from medialit.widgets._paper import LINE

MARK = "medialit worksheet"


def write(
    plan: LessonPlan, to: Path, *, home: Path | None = None, languages: Collection[Language] = tuple(Language)
) -> tuple[Path, ...]:
    """Write `worksheet.en.html`, `.en.md` and the same in Chinese into the folder `to`, anew each time; return them.

    Parameters
    ----------
    home
        The folder of the lesson, with its notebooks and data; that of the shipped one if None.

    Raises
    ------
    NotSaved
        They cannot be written.
    """
    written = []
    for language in languages:
        text, title = markdown(plan, language, home), f"{plan.title[language]} · {words(language)('paper.title')}"
        texts = {
            "html": page.page(title, page.of_markdown(text), language, generator=MARK),
            "md": f"<!-- {MARK} -->\n\n{text}",
        }
        written += page.write(to, f"worksheet.{language.value}", texts)
    return tuple(written)


def markdown(plan: LessonPlan, language: Language, home: Path | None = None) -> str:
    """Return the worksheet of a lesson: what is asked in class and after, and nothing that is shown after a commit.

    Where the notebook lets a prompt wait for others, the sheet says to turn over only then.
    """
    say, waits = words(language), _waits(_home(plan, home) / f"{plan.id}.{language.value}.ipynb")
    blocks = [
        f"# {page.literal(plan.title[language])} · {say('paper.title')}",
        say("paper.who", gap=LINE * 3),
        f"*{page.literal(plan.question[language])}*",
        say("paper.ink"),
    ]
    for step in plan.steps:
        heading = [f"## {page.literal(step.heading(language))}"]
        for asked in step.prompts:
            if asked in waits:  # the fold is the end of a page, and a heading stands on the next one
                blocks += [f"**{say('paper.wait', prompts=' · '.join(waits[asked]))}**", "---"]
            blocks += [*heading, paper(plan, asked, language, home)]
            heading = []
    return "\n\n".join(blocks) + "\n"


def paper(plan: LessonPlan, prompt_id: str, language: Language, home: Path | None = None) -> str:
    """Return one prompt of a lesson as Markdown for a pen.

    Raises
    ------
    UnknownPrompt
        The lesson has none of this id.
    """
    prompt = plan.prompt(prompt_id)
    kind = BY_KIND[prompt.kind]
    given = shared(kind.needs, prompt, plan, _home(plan, home), words(language))
    return kind(prompt, language=language, record=Record.of(()), save=None, given=given).paper()


def _home(plan: LessonPlan, home: Path | None) -> Path:
    return home or content.folder("lessons") / plan.id


def _waits(notebook: Path) -> dict[str, tuple[str, ...]]:
    """Return each prompt that a notebook asks `after` others, with those; nothing where it cannot be read."""
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        trees = [ast.parse("".join(one["source"])) for one in cells if one["cell_type"] == "code"]
        return dict(waiting for tree in trees for node in ast.walk(tree) for waiting in _waiting(node))
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return {}


def _waiting(node: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the prompt that `node` asks and those it waits for, if it is a call of `ask` with `after`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "ask" and node.args:
        for after in (one.value for one in node.keywords if one.arg == "after"):
            named = ast.literal_eval(after)
            yield ast.literal_eval(node.args[0]), (named,) if isinstance(named, str) else tuple(named)
