"""START: the lessons, how far the student is in each, and what they may do with everything they wrote."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from medialit import curriculum, settings
from medialit.errors import MedialitError
from medialit.i18n import Language, words
from medialit.notebook import display, paragraphs
from medialit.portfolio import progress
from medialit.responses import path_for, read

_LANGUAGES = {Language.EN: "English", Language.ZH: "中文"}
_LEFT = 'style="text-align: left; vertical-align: top"'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """One lesson on START: as a table row, as text, notes on its answers, and whether it is finished."""

    row: str
    line: str
    notes: tuple[str, ...]
    done: bool


def start(language: str | None = None, *, folder: Path | str | None = None) -> "Start":
    """Show the START page and return the object behind it.

    Parameters
    ----------
    language
        `en` or `zh`; by default the system's.
    folder
        The folder that holds the lesson folders; by default the notebook's own.
    """
    chosen = Language.of(language) if language else settings.read().language
    opened = Start(chosen, Path.cwd() if folder is None else Path(folder))
    opened.lessons()
    return opened


class Start:
    """The START page in one notebook; `start` makes it.

    Attributes
    ----------
    language
        The language of this notebook.
    folder
        The folder that holds the lesson folders.
    """

    def __init__(self, language: Language, folder: Path) -> None:
        self.language, self.folder = language, folder
        self.words = words(language)

    def _ipython_display_(self) -> None:
        """Show nothing more when a cell ends with `start(…)`."""

    def lessons(self) -> None:
        """Show all lessons: how far one is in each, and the notebooks that are here, in both languages."""
        own, notes = self._own()
        found = [self._lesson(plan, place) for plan, place in [*((p, p.id) for p in curriculum.lessons()), *own]]
        notes += [note for one in found for note in one.notes]
        in_all = self.words("start.points_in_all", points=sum(plan.points for plan in curriculum.lessons()))
        done = sum(one.done for one in found)
        caption = self.words("start.caption", done=done, all=len(found))
        display(
            {
                "text/html": self._table(caption, [one.row for one in found], [in_all, *notes]),
                "text/plain": "\n".join([caption, *(one.line for one in found), in_all, *notes]),
            }
        )

    def _table(self, caption: str, rows: list[str], notes: list[str]) -> str:
        """Return the table, its texts to the left; JupyterLab would set them to the right."""
        names = (self.words(f"start.{name}") for name in ("lesson", "progress", "languages"))
        head = "".join(f'<th scope="col" {_LEFT}>{html.escape(name)}</th>' for name in names)
        below = "".join(f"<p>{html.escape(one)}</p>" for one in notes)
        table = f"<table><caption {_LEFT}>{html.escape(caption)}</caption><tr>{head}</tr>{''.join(rows)}</table>"
        return f'<div lang="{self.language.html}">{table}{below}</div>'

    def portfolio(self) -> None:
        """Write everything the student wrote as one HTML page and one Markdown file, and link to both."""
        from medialit.portfolio import export, gather

        if not any(one.entries for one in gather(self.folder, self.language)):
            self._say([self.words("portfolio.nothing")])
            return
        try:
            made = export(self.folder, self.language)
        except MedialitError as problem:
            self._say([f"⚠ {problem.what}. {problem.remedy}"])
            return
        lines = [self.words("portfolio.exported", answers=made.answers, lessons=made.lessons)]
        links = "".join(f'<li><a href="{one.name}">{one.name}</a></li>' for one in made.files)
        shown = paragraphs(lines, self.language)
        display(
            {
                "text/html": f"{shown['text/html']}<ul>{links}</ul>",
                "text/plain": "\n".join([*lines, *(one.name for one in made.files)]),
            }
        )

    def delete_everything(self, confirmation: str = "") -> None:
        """Say what would be deleted; delete it if `confirmation` is the sentence that is asked for.

        Parameters
        ----------
        confirmation
            What the student typed; anything but the sentence deletes nothing.
        """
        from medialit.portfolio import done_lines, erase, look, plan_lines

        say, doomed = self.words, look(self.folder)
        sentence = say("erase.sentence")
        if confirmation.strip().casefold() == sentence.casefold() and doomed:
            self._say(done_lines(erase(doomed), self.folder, say))
            return
        asked = [say("erase.how", sentence=sentence)] if doomed else []
        wrong = [say("erase.other_words")] if confirmation.strip() and doomed else []
        self._say([*wrong, *plan_lines(doomed, self.folder, say), *asked])

    def _say(self, lines: list[str]) -> None:
        display(paragraphs(lines, self.language))

    def _own(self) -> tuple[list[tuple[curriculum.LessonPlan, str]], list[str]]:
        """Return the teacher's own lessons in this folder, each with its folder, and what is wrong with the others."""
        plans, notes = [], []
        for file in sorted(self.folder.glob(f"[!.]*/{curriculum.OWN}")):
            try:
                plans.append((curriculum.own(file.parent), file.parent.name))
            except MedialitError as problem:
                notes.append(f"⚠ {file.parent.name}: {problem.what}")
        return plans, notes

    def _lesson(self, plan: curriculum.LessonPlan, place: str) -> "_Shown":
        """Return one lesson, which lies in `place`, as it is shown."""
        say = self.words
        reading = read(path_for(self.folder / place, plan.id), plan.id)
        found = progress.of(plan, reading.responses)
        number = f"{int(plan.id[:2])}. " if plan.id[:2].isdigit() else ""
        title, how_far = number + plan.title[self.language], progress.at_a_glance(plan, found, say)
        points = say("start.points", points=plan.points) if plan.points else ""
        links = dict(self._links(plan.id, place))
        first = links.get(self.language) or next(iter(links.values()), None)
        named = f'<a href="{first}">{html.escape(title)}</a>' if first else html.escape(title)
        languages = "<br>".join(_link(plan, one, link) for one, link in links.items())
        languages = languages or html.escape(say("start.not_here"))
        far = "<br>".join(html.escape(one) for one in (how_far, points) if one)
        cells = "".join(f"<td {_LEFT}>{one}</td>" for one in (far, languages))
        return _Shown(
            row=f'<tr><th scope="row" {_LEFT}>{named}</th>{cells}</tr>',
            line=" · ".join(one for one in (title, how_far, points) if one),
            notes=tuple("⚠ " + say(f"finding.{one.key}", **one.values) for one in reading.findings),
            done=found.done == found.all,
        )

    def _links(self, lesson_id: str, place: str) -> Iterator[tuple[Language, str]]:
        """Yield the notebooks of a lesson that lie in this folder, as links relative to it."""
        for language in Language:
            link = f"{place}/{lesson_id}.{language.value}.ipynb"
            if (self.folder / link).is_file():
                yield language, quote(link)


def _link(plan: curriculum.LessonPlan, language: Language, link: str) -> str:
    """Return the link to a notebook; those who hear only the links of a page hear of which lesson it is."""
    name = html.escape(f"{_LANGUAGES[language]} · {plan.title[language]}")
    return f'<a href="{link}" lang="{language.html}" aria-label="{name}">{_LANGUAGES[language]}</a>'
