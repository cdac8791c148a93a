"""What all widgets share: one door for what people do, rules in Python, and nothing shown before the commit.

The browser is input. It sends small messages to `receive`, which checks them against the JSON Schema of their kind
and then against the prompt, saves them, and says so. State goes the other way only: the traits `view` and `strings`
are written by Python, and whatever a browser sends for them is ignored.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

import anywidget
import traitlets

from medialit.curriculum.model import Prompt
from medialit.errors import BadRecord, NotSaved
from medialit.i18n import Language, Words, words
from medialit.responses.class_results import ClassResults
from medialit.responses.codec import check_value
from medialit.responses.model import Action, Kind, Response
from medialit.responses.record import Record
from medialit.widgets._paper import LINE, room, tidy

Save = Callable[[str, Kind, Action, Mapping[str, Any]], Response]
"""Keeps one response (prompt id, kind, action, value) and returns it once it is durable; raises `NotSaved`."""

_STRANGE = frozenset({"malformed", "option", "order", "range", "switch"})
"""Refusals of answers that could not be drawn, such as an option that the prompt no longer has."""
LONGEST = 20_000
"""Characters in the longest text that the schemas let in."""


class Refused(Exception):
    """A message that breaks a rule of its prompt; `key` names the words that say which."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class PromptWidget(anywidget.AnyWidget):
    """One prompt in one language.

    Parameters
    ----------
    prompt
        What is asked.
    language
        The language of words and texts.
    record
        What the person has said so far.
    save
        Keeps a response; see `Save`. None for a widget that only tells answers in words: no browser hears of it.
    results
        Counts of the class, if the teacher supplied them.
    given
        What the kind `needs` beyond its prompt, by name: a widget is handed its data and opens no file.
    """

    kind: ClassVar[Kind]
    needs: ClassVar[tuple[str, ...]] = ()
    """Names of what the classroom puts into `given`; where nobody does, as in a portfolio, it is None."""
    asks_again: ClassVar[bool] = True
    """Whether a second answer is asked for once the first is committed."""
    incomplete: ClassVar[str] = "malformed"
    """Which words answer a commit that lacks something."""
    view = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        prompt: Prompt,
        *,
        language: Language,
        record: Record,
        save: Save | None,
        results: ClassResults | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self.prompt, self.language, self.words = prompt, language, words(language)
        self.content = prompt.localised(language)
        self._save, self._results = save, results
        self.given = {name: (given or {}).get(name) for name in self.needs}
        ids = self.prompt_ids()
        self._said: list[Response] = []
        for one in record.counting():
            if one.prompt in ids and self._fits(one):
                self._said.append(one)
        self._changed: Callable[[], None] = lambda: None
        super().__init__(view=self.drawn(), strings=self.words.under("widget") | self.words.under(self.kind.value))
        self.on_msg(self._on_message)

    # What a widget of one kind says about itself

    def prompt_ids(self) -> tuple[str, ...]:
        """Return the ids under which this widget saves."""
        return (self.prompt.id,)

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Raise `Refused` if `value`, well-formed, breaks a rule of this prompt."""

    def kept(self, action: Action, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what is saved of `value`, which is well-formed and not yet checked; most kinds save it as it is."""
        del action
        return value

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return one answer as lines of Markdown, every text of a person made `plain`."""
        return [plain(value)]

    def on_paper(self) -> list[str]:
        """Return the task as blocks of Markdown for a pen, with nothing that is shown only after the commit."""
        return [room(4)]

    def told(self, asked: object) -> dict[str, Any]:
        """Answer a question of the browser's that saves nothing (action `check`); most kinds answer none."""
        del asked
        raise Refused("malformed")

    @property
    def said(self) -> tuple[Response, ...]:
        """What the person has said that is about this prompt, oldest first."""
        return tuple(self._said)

    # What happens

    def open(self) -> None:
        """Make the widget known to the browser; called once, while it is made."""
        if self._save is not None:
            super().open()

    def on_saved(self, call: Callable[[], None]) -> None:
        """Call `call` after every response from the browser that was saved and acknowledged."""
        self._changed = call

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Ignore state from the browser: it has none to give."""

    def receive(self, message: object) -> dict[str, Any]:
        """Do what one message asks and return the reply; the only door for what people do.

        Parameters
        ----------
        message
            `{"seq": int, "action": "draft" | "commit" | "again" | "save", "prompt": id, "value": {…}}`, or one that
            saves nothing: the action `ping`, which is answered, and `check`, whose value goes to `told`.

        Returns
        -------
        dict
            `{"seq", "status": "alive" | "told" | "saved" | "refused" | "failed"}`, with `told` when told, `t` when
            saved, and `message` when refused or failed.
        """
        asked: Mapping[str, Any] = message if isinstance(message, Mapping) else {}
        seq = asked.get("seq")
        reply: dict[str, Any] = {"seq": seq if isinstance(seq, int) else None}
        if asked.get("action") == "ping":
            return reply | {"status": "alive"}
        try:
            if asked.get("action") == "check":
                return reply | {"status": "told", "told": self.told(asked.get("value"))}
            response = self._keep(asked)
        except Refused as why:
            return reply | {"status": "refused", "message": self.words(f"refused.{why.key}", **why.values)}
        except NotSaved:
            return reply | {"status": "failed", "message": self.words("finding.not_saved")}
        self.view = self.drawn()
        return reply | {"status": "saved", "t": response.t.isoformat()}

    def _keep(self, asked: Mapping[str, Any]) -> Response:
        """Check one message against the schema, the order of actions and the prompt; save it."""
        prompt_id, action = asked.get("prompt", self.prompt.id), _action(asked)
        if prompt_id not in self.prompt_ids():
            raise Refused("malformed")
        value = self.kept(action, self._shaped(action, asked.get("value")))
        committed = Record.of(self._said).first_commit(prompt_id)
        if action is Action.COMMIT and committed:
            if committed.value == value:  # sent twice, because the first reply was lost on its way
                return committed
            raise Refused("locked")
        if action is Action.AGAIN and not committed:
            raise Refused("commit_first")
        self.check(action, value)
        if self._save is None:
            raise Refused("malformed")
        response = self._save(prompt_id, self.kind, action, value)
        self._said.append(response)
        return response

    def _shaped(self, action: Action, value: Any) -> Mapping[str, Any]:
        """Return `value`; raise `Refused` unless it is what the schema of this kind lets `action` carry."""
        try:
            check_value(self.kind, action, value)
        except (BadRecord, RecursionError):
            if any(len(text) > LONGEST for text in _leaves(value) if isinstance(text, str)):
                raise Refused("too_long", limit=self.words.number(LONGEST)) from None
            raise Refused(self.incomplete if action in {Action.COMMIT, Action.AGAIN} else "malformed") from None
        if not all(math.isfinite(number) for number in _leaves(value) if isinstance(number, float)):
            raise Refused("malformed")
        checked: Mapping[str, Any] = value
        return checked

    def _fits(self, response: Response) -> bool:
        """Tell whether a response read from a journal is about this prompt; what is merely incomplete still is."""
        if response.kind is not self.kind:
            return False
        try:
            self.check(response.action, self._shaped(response.action, response.value))
        except Refused as why:
            return why.key not in _STRANGE
        return True

    def _on_message(self, _widget: object, message: object, _buffers: object) -> None:
        reply = self.receive(message)
        self.send(reply)
        if reply["status"] == "saved":
            self._changed()

    # What is printed

    def paper(self) -> str:
        """Return the prompt as Markdown for a pen: id and minutes, question, task, room for a second answer."""
        first, last = self.prompt.minutes
        when = [self.words("step.minutes", first=first, last=last)] if last > first else []
        again = [f"**{self.words('paper.again')}** {self.words('widget.again_text')}", room(2)]
        blocks = [
            f"### {' · '.join([self.prompt.id, *when])}",
            plain(self.prompt.text[self.language]),
            *self.on_paper(),
            *(again if self.asks_again and self.prompt.reveal_content is not None else []),
        ]
        return tidy("\n\n".join(blocks))

    def sure_on_paper(self) -> list[str]:
        """Return the question for the certainty as a block, where the prompt asks for one."""
        return [self.words("paper.certainty", gap=LINE)] if self.content["asks_certainty"] else []

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Return the widget, and for where no widget can be drawn its task for a pen."""
        shown = super()._repr_mimebundle_(**options)
        data, *metadata = shown if isinstance(shown, tuple) else (shown,)
        data = (data or {}) | {"text/markdown": self.paper()}
        return (data, *metadata) if metadata else data

    # What is drawn

    def drawn(self) -> dict[str, Any]:
        """Return all that the browser needs; the reveal and the class only after the commit."""
        record = Record.of(self._said)
        first, again = record.first_commit(self.prompt.id), record.latest(self.prompt.id, Action.AGAIN)
        return {
            "id": self.prompt.id,
            "kind": self.kind.value,
            "lang": self.language.html,
            "text": self.prompt.text[self.language],
            "content": self.content,
            "stage": "done" if again else "committed" if first else "open",
            "draft": self._draft(record, (first, again)),
            "first": self._stamped(first),
            "again": self._stamped(again),
            "reveal": self.prompt.reveal(self.language) if first else None,
            "class": self.class_view() if first else None,
            "saved_at": self._said[-1].t.isoformat() if self._said else None,
        }

    def class_view(self) -> dict[str, Any] | None:
        """Return what may be shown of the class, or None where the teacher supplied nothing."""
        return None

    def _draft(self, record: Record, kept: tuple[Response | None, ...]) -> dict[str, Any] | None:
        """Return what is being written: a draft newer than the answers already kept, or what was saved."""
        draft = record.latest(self.prompt.id, Action.SAVE) or record.latest(self.prompt.id, Action.DRAFT)
        return dict(draft.value) if draft and all(draft.t >= one.t for one in kept if one) else None

    def _stamped(self, response: Response | None) -> dict[str, Any] | None:
        return {"value": dict(response.value), "when": self.when(response.t)} if response else None

    def when(self, moment: datetime) -> str:
        """Return a time as the student's own clock shows it."""
        return self.words.moment(moment.astimezone())

    def text_record(self) -> str:
        """Return what the person has said as Markdown; it stands below the widget and outlives it."""
        record = Record.of(self._said)
        parts = [
            f"**{self.words(f'record.{action.value}', when=self.when(one.t))}**  \n"
            + "  \n".join(self.lines(one.value))
            for action in (Action.COMMIT, Action.AGAIN, Action.SAVE)
            if (one := record.latest(self.prompt.id, action))
        ]
        return "\n\n".join(parts)


def _action(asked: Mapping[str, Any]) -> Action:
    """Return what a message wants done; raise `Refused` if that is nothing we know."""
    try:
        return Action(asked["action"])
    except (KeyError, ValueError):
        raise Refused("malformed") from None


def _leaves(value: Any) -> Iterator[Any]:
    """Yield every text and number in JSON data, however deep it goes."""
    rest = [value]
    while rest:
        one = rest.pop()
        if isinstance(one, Mapping):
            rest.extend(one.values())
        elif isinstance(one, list):
            rest.extend(one)
        else:
            yield one


def plain(text: object) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    escaped = "".join(f"\\{one}" if one in "\\`*_{}[]()#+-.!|<>~$&" else one for one in str(text))
    return " ".join(escaped.split())


def titles(things: list[dict[str, Any]]) -> dict[str, str]:
    """Return the texts of `[{"id", "text"}, …]` by id."""
    return {one["id"]: one["text"] for one in things}


def certainty_line(value: Mapping[str, Any], say: Words) -> list[str]:
    """Return the certainty of an answer as a line, or nothing where none was given."""
    given = value.get("certainty")
    return [] if given is None else [say("record.certainty", percent=given)]
