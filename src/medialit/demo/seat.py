"""Where an invented student sits: the lesson's widgets, saving into the journal in the student's folder.

What they do goes through `PromptWidget.receive`, the one door that a browser uses as well.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from medialit import curriculum
from medialit.curriculum import Prompt
from medialit.demo.answers import Step
from medialit.errors import BadContent
from medialit.i18n import Language
from medialit.responses import Action, JournalSink, Kind, Record, Response, path_for
from medialit.widgets import BY_KIND, PromptWidget

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
        self._lesson_id, self._language, self._author, self._clock = lesson_id, language, author, clock
        self.journal = path_for(place, lesson_id)
        self.notebook = place / f"{lesson_id}.{language}.ipynb"
        self._sink = JournalSink(self.journal)
        self._widgets: dict[str, PromptWidget] = {}
        self._seq = 0

    @property
    def responses(self) -> tuple[Response, ...]:
        """Everything in the journal."""
        return self._sink.responses()

    def do(self, prompt: Prompt, step: Step) -> None:
        """Send one message to the widget of `prompt`.

        Raises
        ------
        BadContent
            The widget does not take it: the demo and the curriculum no longer fit.
        """
        self._seq += 1
        message = {"seq": self._seq, "action": step.action, "prompt": step.prompt, "value": step.value}
        reply = self._widget(prompt).receive(message)
        if reply["status"] != "saved":
            why = reply.get("message", reply["status"])
            raise BadContent(
                f"the invented student {self._author} could not answer {step.prompt}: {why}",
                "this is a fault of the demo; please report it with this message",
            )

    def own_estimates(self) -> dict[str, Any]:
        """Return what this student estimated: `guess`, `again` and `certainty`, or nothing."""
        record = Record.of(self.responses)
        for prompt in curriculum.lesson(self._lesson_id).prompts:
            first = record.first_commit(prompt.id)
            if first is not None and prompt.localised(self._language).get("answer", {}).get("type") == "number":
                now = record.current(prompt.id) or first
                said: Mapping[str, Any] = first.value
                return {"guess": said["answer"], "again": now.value["answer"], "certainty": said["certainty"]}
        return {}

    def _widget(self, prompt: Prompt) -> PromptWidget:
        if prompt.id not in self._widgets:
            record = Record.of(self.responses)
            self._widgets[prompt.id] = BY_KIND[prompt.kind](
                prompt, language=self._language, record=record, save=self._save
            )
        return self._widgets[prompt.id]

    def _save(self, prompt_id: str, kind: Kind, action: Action, value: Mapping[str, Any]) -> Response:
        response = Response(
            lesson=self._lesson_id,
            prompt=prompt_id,
            kind=kind,
            action=action,
            value=value,
            lang=self._language.value,
            author=self._author,
            t=self._clock(),
        )
        self._sink.save(response)
        return response
