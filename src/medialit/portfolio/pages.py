"""The portfolio as one HTML page and one Markdown file; no text of a student's can act in either."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from medialit.errors import AlreadyExists, NotSaved
from medialit.i18n import Language, Words, words
from medialit.page import of_markdown, page
from medialit.portfolio.gather import BREAK, Chapter, Entry, gather

MARK = "medialit portfolio"
"""Stands in both files, so that only a portfolio is ever replaced by a newer one."""
NAMES = ("portfolio.html", "portfolio.md")


@dataclass(frozen=True, slots=True)
class Exported:
    """The two files, and how many answers of how many lessons they hold."""

    files: tuple[Path, Path]
    answers: int
    lessons: int


def export(folder: Path, language: Language, *, to: Path | None = None, now: datetime | None = None) -> Exported:
    """Write everything the student wrote in the lessons of `folder` as `portfolio.html` and `portfolio.md`.

    Parameters
    ----------
    language
        Of the headings; each answer stays in the language in which it was given.
    to
        Where the two files go; into `folder` if None.
    now
        The time to print; the clock's if None.

    Raises
    ------
    AlreadyExists
        A file of that name is there and is no portfolio; nothing was written.
    NotSaved
        The files cannot be written.
    """
    chapters, target = gather(folder, language), folder if to is None else to
    say, moment = words(language), (datetime.now(UTC) if now is None else now).astimezone()
    page, text = (target / name for name in NAMES)
    for file in (page, text):
        _refuse_to_overwrite(file)
    try:
        target.mkdir(parents=True, exist_ok=True)
        page.write_text(as_html(chapters, say, moment), "utf-8")
        text.write_text(as_markdown(chapters, say, moment), "utf-8")
    except OSError as problem:
        raise NotSaved(
            f"the portfolio cannot be written to {target}: {problem.strerror or problem}",
            "name a folder that you may write in",
        ) from problem
    return Exported((page, text), sum(len(one.entries) for one in chapters), len(chapters))


def is_portfolio(file: Path) -> bool:
    """Tell whether a file is a portfolio that medialit wrote."""
    try:
        with file.open("rb") as stream:
            return not file.is_symlink() and MARK.encode() in stream.read(400)
    except OSError:
        return False


def _refuse_to_overwrite(file: Path) -> None:
    if (file.exists() or file.is_symlink()) and not is_portfolio(file):
        raise AlreadyExists(f"{file} is there already and is no portfolio", "rename that file, or name another folder")


def as_html(chapters: Sequence[Chapter], say: Words, moment: datetime) -> str:
    """Return the portfolio as one page that needs nothing else and runs nothing."""
    title = html.escape(say("portfolio.title"))
    body = "\n".join(_chapter_html(one, say) for one in chapters) or f"<p>{html.escape(say('portfolio.nothing'))}</p>"
    inside = "".join(
        f'<li><a href="#{number}">{html.escape(one.title)}</a></li>' for number, one in _numbered(chapters)
    )
    contents = f'<nav aria-label="{html.escape(say("portfolio.contents"))}"><ol>{inside}</ol></nav>' if chapters else ""
    made = html.escape(say("portfolio.made", when=say.moment(moment)))
    inner = f'<h1>{title}</h1>\n<p class="quiet">{made}</p>\n{contents}\n{body}'
    return page(say("portfolio.title"), inner, say.language, generator=MARK)


def _numbered(chapters: Sequence[Chapter]) -> Iterator[tuple[str, Chapter]]:
    return ((_anchor(one), one) for one in chapters)


def _anchor(chapter: Chapter) -> str:
    """Return an id for a heading: letters of the lesson's id, and nothing that could end an attribute."""
    return "lesson-" + "".join(one if one.isalnum() else "-" for one in chapter.id)


def _chapter_html(chapter: Chapter, say: Words) -> str:
    parts = [f'<h2 id="{_anchor(chapter)}">{html.escape(chapter.title)}</h2>']
    if chapter.question:
        parts.append(f"<p><em>{html.escape(chapter.question)}</em></p>")
    parts += [f"<p>⚠ {html.escape(one)}</p>" for one in _notes(chapter, say)]
    return "\n".join([*parts, *(_entry_html(one, say) for one in chapter.entries)])


def _entry_html(entry: Entry, say: Words) -> str:
    when = f' <span class="quiet">{html.escape(_last(entry, say))}</span>' if entry.last else ""
    return (
        f'<section lang="{entry.language.html}">\n<h3>{html.escape(_asked(entry))}</h3>\n'
        f"<blockquote>{of_markdown(entry.said.replace(BREAK, '<br>'))}</blockquote>\n"
        f'<p lang="{say.language.html}">{when}</p>\n</section>'
    )


def _asked(entry: Entry) -> str:
    return f"{entry.id} · {entry.question}" if entry.question else entry.id


def _last(entry: Entry, say: Words) -> str:
    return say("portfolio.last", when=say.moment(entry.last.astimezone())) if entry.last else ""


def _notes(chapter: Chapter, say: Words) -> list[str]:
    return [say(f"finding.{one.key}", **one.values) for one in chapter.findings]


def as_markdown(chapters: Sequence[Chapter], say: Words, moment: datetime) -> str:
    """Return the portfolio as Markdown."""
    parts = [f"<!-- {MARK} -->", f"# {say('portfolio.title')}", say("portfolio.made", when=say.moment(moment))]
    for chapter in chapters:
        parts += [f"## {_plain(chapter.title)}", *([f"*{_plain(chapter.question)}*"] if chapter.question else [])]
        parts += [f"⚠ {_plain(one)}" for one in _notes(chapter, say)]
        for entry in chapter.entries:
            lines = [one.replace(BREAK, "<br>" if one.startswith("| ") else "  \n") for one in entry.said.split("\n")]
            said = "\n".join(lines).replace("\n", "\n> ")
            parts += [f"### {_plain(_asked(entry))}", f"> {said}", *([_last(entry, say)] if entry.last else [])]
    text = "\n\n".join(parts if chapters else [*parts, say("portfolio.nothing")]) + "\n"
    return text.replace("\\<", "&lt;")  # an escape that careless readers of Markdown understand too


def _plain(text: str) -> str:
    from medialit.widgets._base import plain

    return plain(text)
