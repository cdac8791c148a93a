"""Where an invented student sits: a lesson as a notebook opens it, saving into the journal in the student's folder.

What they do goes through `PromptWidget.receive`, the one door that a browser uses as well.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from medialit.classroom import Lesson
from medialit.curriculum import Prompt
from medialit.demo.answers import Step
from medialit.errors import BadContent
from medialit.i18n import Language
from medialit.responses import JournalSink, Kind, Record, Response, path_for
from medialit.settings import Settings
from medialit.widgets import PromptWidget

Clock = Callable[[], datetime]


class Seat:
    """One student's place in the lesson.

    Parameters
    ----------
    lesson_id
        The lesson.
    place
        The student's folder; the journal is written there.
    language
        The language of the lesson before them.
    author
        The id in the journal, instead of a random one.
    clock
        Returns the time (UTC) that each response carries.
    """

    def __init__(self, lesson_id: str, place: Path, language: Language, *, author: str, clock: Clock) -> None:
        self._author = author
        self.journal = path_for(place, lesson_id)
        self.notebook = place / f"{lesson_id}.{language}.ipynb"
        # Nobody's settings: the demo neither reads nor changes those of whoever runs it.
        settings = Settings(language=language, author=author, home=place)
        self._lesson = _Timed(lesson_id, language.value, place, None, settings)
        self._lesson.clock = clock
        self._widgets: dict[str, PromptWidget] = {}
        self._seq = 0

    @property
    def responses(self) -> tuple[Response, ...]:
        """Everything in the journal."""
        return JournalSink(self.journal).responses()

    def do(self, prompt: Prompt, step: Step) -> None:
        """Send one message to the widget of `prompt`.

        Raises
        ------
        BadContent
            The widget does not take it: the demo and the curriculum no longer fit.
        """
        self._seq += 1
        message = {"seq": self._seq, "action": step.action, "prompt": step.prompt, "value": step.value}
        reply = self.widget(prompt).receive(message)
        if reply["status"] != "saved":
            why = reply.get("message", reply["status"])
            raise BadContent(
                f"the invented student {self._author} could not answer {step.prompt}: {why}",
                "this is a fault of the demo; please report it with this message",
            )

    def widget(self, prompt: Prompt) -> PromptWidget:
        """Return the widget of a prompt, as the notebook would show it."""
        if prompt.id not in self._widgets:
            self._widgets[prompt.id] = self._lesson.widget(prompt.id)
        return self._widgets[prompt.id]

    def own_estimates(self) -> dict[str, Any]:
        """Return what this student first committed to: `prompt`, `guess`, `again` and `certainty`, or nothing."""
        record = Record.of(self.responses)
        for prompt in self._lesson.plan.prompts:
            first = record.first_commit(prompt.id)
            if first is not None and prompt.kind == Kind.COMMIT_REVEAL:
                now = record.current(prompt.id) or first
                said: Mapping[str, Any] = first.value
                estimates = {"guess": said["answer"], "again": now.value["answer"], "certainty": said["certainty"]}
                return {"prompt": prompt.id, **estimates}
        return {}


class _Timed(Lesson):
    """A lesson that tells the time by its own clock."""

    clock: Clock

    def _now(self) -> datetime:
        return self.clock()
