"""LabelExperiment: rate one message, beside which a label may stand; then see what the ratings of a class can show."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from medialit.analysis.label_experiment import arm_of
from medialit.responses.model import Action, Kind
from medialit.responses.record import Record
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import LINE, bullets, ticks
from medialit.widgets.label_experiment.result import ANSWERS, ARMS, RATINGS, SCALES, Ratings, told

_NEEDED = ("prediction", "certainty", *SCALES, "answer")
_CHOICES = {"prediction": ("lower", "same", "higher"), "answer": ANSWERS}
_HEADS = {"prediction": "predicted", "answer": "answered"}


class LabelExperiment(PromptWidget):
    """A prediction and three ratings, locked by the commit; a row can be taken out, and put back, at any time."""

    kind = Kind.LABEL_EXPERIMENT
    needs = ("author", "rows")
    asks_again = False
    _esm = joined("label_experiment")
    _css = styled("label_experiment")

    def arm(self) -> str:
        """Return what this person sees: as before, else what the hash of their random id says."""
        before = [one.value["arm"] for one in self._said if "arm" in one.value]
        return str(before[0]) if before else arm_of(str(self.given["author"]), self.prompt.id, ARMS)

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Nobody chooses an arm, and a commit has a prediction and all ratings."""
        if action is Action.SAVE:
            return
        if value["arm"] != self.arm():
            raise Refused("changed")
        if action is Action.COMMIT and any(value[name] is None for name in _NEEDED):
            raise Refused("ratings")

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return what was predicted, what stood beside the message, and the ratings; or that the row was taken out."""
        say = self.words
        if "withdrawn" in value:
            return [say("label_experiment.out" if value["withdrawn"] else "label_experiment.in")]
        label = self.content["label"] if value["arm"] == "label" else say("label_experiment.none")
        given = {name: value[name] for name in _NEEDED if value[name] is not None and name != "certainty"}
        texts = {"label": label} | {name: self._in_words(name, one) for name, one in given.items()}
        heads = {name: say(f"label_experiment.{_HEADS.get(name, name)}") for name in texts}
        lines = [say("paper.labelled", label=heads[name], text=plain(text)) for name, text in texts.items()]
        return [*lines, *certainty_line(value, say)]

    def _in_words(self, name: str, given: object) -> str:
        if name in _CHOICES:
            return self.words(f"label_experiment.{name}_{given}")
        return self.words("label_experiment.rated", rating=given)

    def drawn(self) -> dict[str, Any]:
        """Return the view: the one message, the label only for those who see it, and whether the row is out."""
        record = Record.of(self._said)
        content = {name: one for name, one in self.content.items() if name != "messages"}
        label = content["label"] if self.arm() == "label" else None
        draft = record.latest(self.prompt.id, Action.DRAFT)
        return super().drawn() | {
            "content": content | {"message": self._message(), "label": label},
            "arm": self.arm(),
            "draft": dict(draft.value) if draft else None,
            "withdrawn": is_out(record, self.prompt.id),
        }

    def class_view(self) -> dict[str, Any] | None:
        """Return what the class's ratings show; where twelve are not there, what simulated ones show."""
        rows = self.given["rows"]
        found = self._results.for_prompt(self.prompt.id) if self._results else None
        ratings = Ratings.of_counts(found["arms"]) if found and found["kind"] == "label" else None
        return told(ratings, Ratings.of_rows(rows) if rows else None, self.words)

    def on_paper(self) -> list[str]:
        """Return the task for a pen, with this person's label; on nobody's sheet the teacher writes it."""
        say, content = self.words, self.content
        label = LINE if self.given["author"] is None else plain(content["label"]) if self.arm() == "label" else ""
        beside = say("paper.labelled", label=say("label_experiment.label"), text=label) if label else ""
        options = {name: [say(f"label_experiment.{name}_{one}") for one in ids] for name, ids in _CHOICES.items()}
        return [
            plain(content["announcement"]),
            say("label_experiment.predict"),
            bullets(f"☐ {one}" for one in options["prediction"]),
            say("paper.certainty", gap=LINE),
            *([say("label_experiment.paper", label=plain(content["label"]))] if label == LINE else []),
            f"> *{plain(content['mark'])}* {beside}",
            f"> {plain(self._message())}",
            *(f"{say(f'label_experiment.{scale}_ends')} {ticks(map(str, RATINGS))}" for scale in SCALES),
            say("label_experiment.answer"),
            bullets(f"☐ {one}" for one in options["answer"]),
        ]

    def _message(self) -> str:
        return str(self.content["messages"][self.content["message"]])


def is_out(record: Record, prompt: str) -> bool:
    """Tell whether a person took their row out, and did not put it back."""
    saved = record.latest(prompt, Action.SAVE)
    return bool(saved and saved.kind is Kind.LABEL_EXPERIMENT and saved.value["withdrawn"])


def class_counts(records: Iterable[Record], prompt: str) -> dict[str, Any]:
    """Return the entry of `class-results.json` for an experiment: committed rows by arm, those taken out left out."""
    arms: dict[str, list[Mapping[str, Any]]] = {arm: [] for arm in ARMS}
    for record in records:
        commit = record.first_commit(prompt)
        if commit and commit.kind is Kind.LABEL_EXPERIMENT and not is_out(record, prompt):
            arms[commit.value["arm"]].append(commit.value)
    return {
        "kind": "label",
        "n": sum(map(len, arms.values())),
        "arms": {arm: _counts(rows) for arm, rows in arms.items()},
    }


def _counts(rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    scales = {scale: Counter(row[scale] for row in rows) for scale in SCALES}
    answers = Counter(row["answer"] for row in rows)
    return {scale: [count[rating] for rating in RATINGS] for scale, count in scales.items()} | {
        "answer": {answer: answers[answer] for answer in ANSWERS}
    }
