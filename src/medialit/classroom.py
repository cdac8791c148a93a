"""Where the parts of a lesson meet: language, journal, curriculum, widgets and figures, wired together.

A notebook needs two lines::

    from medialit import lesson
    here = lesson("01-who-moved", "en")

and from then on one line per activity: `here.ask("L1-C1")`, `here.show("seven_numbers")`, `here.hand_in()`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from medialit import curriculum, settings
from medialit.errors import MedialitError, NotSaved
from medialit.finding import Finding, Level
from medialit.i18n import Language, words
from medialit.notebook import display as _display
from medialit.notebook import markdown as _markdown
from medialit.notebook import paragraphs as _paragraphs
from medialit.portfolio import Seat, progress, supplies
from medialit.responses import (
    Action,
    JournalSink,
    Kind,
    MemorySink,
    Reading,
    Record,
    Response,
    ResponseSink,
    author_id,
    class_results,
    hand_in,
    path_for,
    read,
    receipt,
)
from medialit.settings import Settings

if TYPE_CHECKING:
    from medialit.widgets import PromptWidget


def lesson(
    lesson_id: str, language: str | None = None, *, folder: Path | str | None = None, sink: ResponseSink | None = None
) -> "Lesson":
    """Open a lesson in this notebook: show what is there, and return the object that asks its questions.

    Parameters
    ----------
    lesson_id
        For example `01-who-moved`, or the id in the `lesson.toml` beside this notebook.
    language
        `en` or `zh`; by default the language of the last answer, else the system's.
    folder
        Where the journal lies; by default the notebook's own folder.
    sink
        Keeps the answers instead of the journal, for tests.

    Raises
    ------
    UnknownLesson, UnknownLanguage
        There is no such lesson or language.
    """
    opened = Lesson(lesson_id, language, Path.cwd() if folder is None else Path(folder), sink)
    opened.greet()
    return opened


class Lesson:
    """A lesson in one notebook; `lesson` makes it.

    Attributes
    ----------
    plan
        The lesson's curriculum.
    language
        The language of this notebook.
    folder
        Where the journal lies.
    """

    def __init__(
        self, lesson_id: str, language: str | None, folder: Path, sink: ResponseSink | None, own: Settings | None = None
    ) -> None:
        self.plan = curriculum.find(lesson_id, folder)
        self.folder = folder
        self._settings = own or settings.read()
        self._findings: list[Finding] = []
        self._restored = self._restore() if sink is None else None
        self._sink: ResponseSink = sink or JournalSink(path_for(folder, lesson_id))
        self._responses = list(self._read(sink).responses)
        self.language = self._choose(language)
        self.words = words(self.language)
        self._author = author_id(self._settings, tuple(self._responses))
        self._results, problems = class_results.read(folder, lesson_id)
        self._findings += problems
        self._waiting: dict[str, list[tuple[Callable[[], list[object]], list[str]]]] = {}
        self._progress_ids: list[str] = []
        self._receipt_id = f"medialit-receipt-{lesson_id}-{id(self)}"

    def _restore(self) -> receipt.Restored | None:
        """Write a missing journal again from the receipts of the folder's notebooks."""
        try:
            return receipt.restore(self.folder, self.plan.id)
        except NotSaved as problem:
            self._findings.append(Finding(level=Level.PROBLEM, what=problem.what, key="not_saved"))
            return None

    def _read(self, sink: ResponseSink | None) -> Reading:
        if sink is not None:
            return Reading(sink.responses(), ())
        reading = read(path_for(self.folder, self.plan.id), self.plan.id)
        self._findings += reading.findings
        return reading

    def _choose(self, language: str | None) -> Language:
        if language is not None:
            return Language.of(language)
        return Language.of(self._responses[-1].lang) if self._responses else self._settings.language

    # What a notebook calls

    def greet(self) -> None:
        """Show where the answers lie and who can see them; then the receipt."""
        say = self.words
        lines = [say("lesson.title", title=self.plan.title[self.language], minutes=self.plan.minutes)]
        lines.append(say("lesson.answers", file=path_for(self.folder, self.plan.id).name))
        if self._restored:
            lines.append(say("lesson.restored", count=self._restored.count))
        lines += [self._told(one) for one in self._findings]
        if self.language is Language.ZH:
            lines.append(
                say("lesson.read_by", who=self.plan.zh_read_by) if self.plan.zh_read_by else say("lesson.unread")
            )
        self._say(lines)
        self.progress()
        self._show_receipt(self._receipt_id)

    def progress(self) -> None:
        """Show what is done and what is left: each step of the plan, its open prompts, the minutes left."""
        self._progress_ids.append(f"medialit-progress-{len(self._progress_ids)}-{id(self)}")
        _display(self._progress(), self._progress_ids[-1])

    def _progress(self) -> dict[str, Any]:
        return progress.as_mimebundle(self.plan, progress.of(self.plan, self._responses), self.words)

    def ask(self, prompt_id: str, *, after: str | Sequence[str] = ()) -> None:
        """Show a prompt; below its widget stands, as plain text, what the person has said.

        Parameters
        ----------
        after
            Prompts whose answers this one would give away: until they are committed, a line says so in its place.

        Raises
        ------
        UnknownPrompt
            The lesson has no prompt of this id.
        """
        if self._settings.grading:  # nobody is there to click; the text is enough
            _display(_markdown(self.widget(prompt_id).text_record()))
            return
        ids = [f"medialit-{part}-{prompt_id}-{uuid4().hex}" for part in ("prompt", "record")]
        self._show_parts(self._asked(prompt_id, (after,) if isinstance(after, str) else after, ids), ids)

    def _asked(self, prompt_id: str, after: Sequence[str], ids: list[str]) -> list[object]:
        """Return a widget and its plain record, which every answer renews, or the line that says what it waits for."""
        missing = next((one for one in after if not self._is_open(one)), None)
        if missing:
            self._show_later(missing, lambda: self._asked(prompt_id, after, ids), ids)
            line = self.words("lesson.ask_later", prompt=self.plan.prompt(prompt_id).id, after=missing)
            return [_paragraphs([line], self.language), {"text/plain": ""}]
        widget = self.widget(prompt_id)
        widget.on_saved(lambda: self._renew(widget, ids[1]))
        return [widget, _markdown(widget.text_record())]

    def paper(self, prompt_id: str | None = None) -> None:
        """Show a prompt, or the whole lesson, as a task for a pen; nothing that comes after a commit is in it."""
        from medialit import worksheet

        drawn = worksheet.paper(self.plan, prompt_id, self.language, self.folder) if prompt_id else None
        _display(_markdown(drawn or worksheet.markdown(self.plan, self.language, self.folder)))

    def widget(self, prompt_id: str, *, mute: bool = False) -> "PromptWidget":
        """Return the widget of a prompt without showing it.

        Parameters
        ----------
        mute
            Whether it only tells answers in words: it saves nothing, and no browser hears of it.
        """
        from medialit.widgets import BY_KIND

        prompt = self.plan.prompt(prompt_id)
        kind = BY_KIND[prompt.kind]
        return kind(
            prompt,
            language=self.language,
            record=Record.of(self._responses),
            save=None if mute else self._save,
            results=self._results,
            given=supplies(kind.needs, prompt, self._seat()),
        )

    def _seat(self) -> Seat:
        """Return where this student sits, for what widgets need; other lessons are opened without a journal."""

        def opened(
            plan: curriculum.LessonPlan, place: Path, said: tuple[Response, ...], language: Language
        ) -> "Callable[[str], PromptWidget]":
            there = Lesson(plan.id, language.value, place, MemorySink(*said))
            return lambda prompt_id: there.widget(prompt_id, mute=True)

        def said() -> tuple[Response, ...]:
            return tuple(self._responses)

        home, author = self._settings.home, self._author
        return Seat(
            folder=self.folder, plan=self.plan, said=said, opened=opened, home=home, words=self.words, author=author
        )

    def show(self, figure: str, *, after: str | None = None) -> None:
        """Show a figure of the lesson: its finding, the chart, and the table behind it.

        Parameters
        ----------
        after
            A prompt that must be committed first: until then a line says so, and the figure takes its place as soon
            as the commit is saved. A figure must not give away what a prompt asks.

        Raises
        ------
        UnknownFigure
            There is no figure of this name.
        UnknownPrompt
            There is no prompt `after`.
        """
        ids = [f"medialit-figure-{figure}-{part}-{id(self)}" for part in range(4)]
        if after is None or self._is_open(after):
            self._show_parts(self._figure(figure), ids)
            return
        line = _paragraphs([self.words("figure.later")], self.language)
        nothing = {"text/plain": ""}
        self._show_parts([line, nothing, nothing, nothing], ids)
        self._show_later(after, lambda: self._figure(figure), ids)

    def _is_open(self, after: str) -> bool:
        """Tell whether what waits for a prompt may be shown: that prompt is committed."""
        return Record.of(self._responses).first_commit(self.plan.prompt(after).id) is not None

    def _show_later(self, after: str, make: Callable[[], list[object]], ids: list[str]) -> None:
        """Put the parts that `make` returns in the place of those shown as `ids` once `after` is committed."""
        self._waiting.setdefault(after, []).append((make, ids))

    def _figure(self, name: str) -> list[object]:
        """Return the outputs of a figure, top to bottom."""
        from medialit import datasets, figures
        from medialit.widgets import FigureFrame

        chart = figures.draw(name, datasets.load, self.words)
        before, plot, after = figures.as_outputs(chart, self.words)
        return [before, plot, FigureFrame(name=chart.alt), after]

    @staticmethod
    def _show_parts(parts: list[object], ids: list[str], *, update: bool = False) -> None:
        for part, display_id in zip(parts, ids, strict=True):
            _display(part, display_id, update=update)

    def table(self, dataset: str) -> None:
        """Show a dataset as a table: what it is, each row, and where it comes from.

        Parameters
        ----------
        dataset
            A folder in `data/` beside this notebook, or the name of one of ours.

        Raises
        ------
        UnknownDataset
            There is none of this name.
        """
        from medialit import datasets, figures

        _display(figures.dataset_table(datasets.load(dataset, beside=self.folder), self.words))

    def terms(self, *names: str) -> None:
        """Show cards of the glossary: characters, pinyin, both definitions, and what they rest on.

        Parameters
        ----------
        names
            Ids, such as `duizhang`, or characters, such as `对账`.

        Raises
        ------
        UnknownTerm
            The glossary does not have one of them; nothing is shown.
        """
        _display(curriculum.term_cards([curriculum.term(one) for one in names], self.language))

    def references(self) -> None:
        """Show the works that prompts name, and `references` of the curriculum file, each with its address if any."""
        _display(curriculum.works_list(map(self.plan.lookup, self.plan.cites()), self.language))

    def claims(self, section: str | None = None, *, paragraphs: Sequence[int] = (), after: str | None = None) -> None:
        """Show claims of the article in this module's words, and how each can be checked.

        Parameters
        ----------
        section, paragraphs
            Which claims, such as `political`; all where neither is named.
        after
            A prompt: once it is committed, whose word each claim is and what the record shows are there too.

        Raises
        ------
        UnknownClaim, UnknownPrompt
            There is no claim in that part, or no such prompt.
        """
        from medialit import article, figures

        chosen, ids = article.claims_in(section, paragraphs), [f"medialit-claims-{section}-{paragraphs}-{id(self)}"]

        def cards(*, findings: bool) -> list[object]:
            return [figures.claim_cards(chosen, self.words, curriculum.reference, findings=findings)]

        known = after is not None and self._is_open(after)
        self._show_parts(cards(findings=known), ids)
        if after is not None and not known:
            self._show_later(after, lambda: cards(findings=True), ids)

    def hand_in(self) -> None:
        """Emit the receipt once more, pack the folder, and say what to upload; the last cell of a notebook."""
        say = self.words
        self._responses = list(self._sink.responses())
        self._show_receipt(None)
        if self._settings.grading:
            return
        if not self._responses:
            self._say([say("hand_in.nothing")])
            return
        saved = [one for notebook in self.folder.glob("*.ipynb") for one in receipt.find(notebook, self.plan.id)]
        lines = [progress.summary(progress.of(self.plan, self._responses), say)]
        lines += [say("hand_in.older")] if receipt.is_older(saved, self._responses) else []
        try:
            packed = hand_in.pack(self.folder, self.plan.id)
        except MedialitError:
            lines.append("⚠ " + say("finding.not_saved"))
        else:
            lines.append(say("hand_in.packed", name=packed.path.name, folder=self.folder, count=len(packed.files)))
            lines += [self._told(one) for one in packed.findings]
            self._say([*lines, say("hand_in.next")])

    # What happens behind them

    def _save(self, prompt: str, kind: Kind, action: Action, value: Mapping[str, Any]) -> Response:
        """Stamp and keep one response; it is durable when this returns."""
        response = Response(
            lesson=self.plan.id,
            prompt=prompt,
            kind=kind,
            action=action,
            value=value,
            lang=self.language.value,
            author=self._author,
            t=self._now(),
        )
        self._sink.save(response)
        self._responses.append(response)
        return response

    def _told(self, finding: Finding) -> str:
        """Return a finding in the language of the notebook."""
        return "⚠ " + self.words(f"finding.{finding.key}", **finding.values)

    def _say(self, lines: list[str]) -> None:
        _display(_paragraphs(lines, self.language))

    def _now(self) -> datetime:
        """Return the time to stamp on a response."""
        return datetime.now(UTC)

    def _renew(self, widget: "PromptWidget", record_id: str) -> None:
        """Write the plain-text record and the receipt anew, in place."""
        _display(_markdown(widget.text_record()), record_id, update=True)
        self._show_receipt(self._receipt_id, update=True)
        for shown in self._progress_ids:
            _display(self._progress(), shown, update=True)
        if Record.of(self._responses).first_commit(widget.prompt.id):
            for make, ids in self._waiting.pop(widget.prompt.id, []):
                self._show_parts(make(), ids, update=True)

    def _show_receipt(self, display_id: str | None, *, update: bool = False) -> None:
        _display(receipt.as_mimebundle(self.plan.id, self._responses, self.words), display_id, update=update)
