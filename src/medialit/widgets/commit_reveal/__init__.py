"""CommitReveal: answer, say how sure you are, commit; then see the reference, and answer again."""

from collections.abc import Mapping
from typing import Any

from medialit.analysis.opinion import TooFew, shown
from medialit.responses.model import Action, Kind
from medialit.widgets._base import PromptWidget, Refused, certainty_line, plain, titles
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import LINE, bullets, room


class CommitReveal(PromptWidget):
    """A number or a choice, with certainty and a reason; locked by the first commit."""

    kind = Kind.COMMIT_REVEAL
    incomplete = "unanswered"
    _esm = joined("commit_reveal")
    _css = styled("commit_reveal")

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """A number within its range, or an option on offer; a reason where the prompt asks for one."""
        asked, answer = self.content["answer"], value["answer"]
        if answer is not None and asked["type"] == "number":
            is_outside = isinstance(answer, str) or not asked["min"] <= answer <= asked["max"]
            if is_outside and action is not Action.DRAFT:  # a draft may pass through 1500 on its way to 15
                raise Refused("range", low=asked["min"], high=asked["max"])
        elif answer is not None and answer not in titles(asked["options"]):
            raise Refused("option")
        if action is Action.COMMIT and self.content["asks_reason"] and not value["reason"].strip():
            raise Refused("reason")

    def on_paper(self) -> list[str]:
        """Return a gap for the number or a box for each option, then certainty and reason."""
        asked, say = self.content["answer"], self.words
        if asked["type"] == "number":
            label = say("commit_reveal.number", low=f"{asked['min']:g}", high=f"{asked['max']:g}")
            answer = say("paper.labelled", label=label, text=f"{LINE} {plain(asked['unit'])}")
        else:
            answer = bullets(f"☐ {plain(one['text'])}" for one in asked["options"])
        reason = say("commit_reveal.reason" if self.content["asks_reason"] else "commit_reveal.reason_free")
        return [answer, *self.sure_on_paper(), say("paper.labelled", label=reason, text=""), room(2)]

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return the answer, its certainty and its reason."""
        asked, answer = self.content["answer"], value["answer"]
        said = f"{answer:g}{asked['unit']}" if asked["type"] == "number" else titles(asked["options"])[answer]
        reason = [plain(value["reason"])] if value["reason"].strip() else []
        return [plain(said), *certainty_line(value, self.words), *reason]

    def drawn(self) -> dict[str, Any]:
        """Return what the browser needs; of the feedback only what answers this commit, the rest behind it."""
        view = super().drawn()
        if view["reveal"]:
            view["reveal"]["feedback"] = self._feedback(view["reveal"], view["first"]["value"]["answer"])
        return view

    def _feedback(self, reveal: Mapping[str, Any], answer: Any) -> list[dict[str, Any]]:
        """Return the feedback with `mine` set on the entry for this answer."""
        names = titles(self.content["answer"].get("options", []))

        def is_mine(entry: Mapping[str, Any]) -> bool:
            if "option" in entry:
                return bool(entry["option"] == answer)
            return bool(entry["from"] <= answer - reveal["value"] <= entry["to"])

        return [
            entry | {"mine": is_mine(entry), "name": names.get(entry.get("option", ""), "")}
            for entry in reveal["feedback"]
        ]

    def class_view(self) -> dict[str, Any] | None:
        """Return the counts of the class that may be shown: none under eight people, small cells merged."""
        counts = self._results.for_prompt(self.prompt.id) if self._results else None
        if not counts or counts["kind"] not in {"number", "choice"}:
            return None
        by_name = _named_counts(counts, titles(self.content["answer"].get("options", [])))
        may = shown(by_name)
        if isinstance(may, TooFew):
            return {"n": may.n, "rows": None}
        merged = [{"name": " / ".join(may.merged), "count": may.merged_count}] if may.merged else []
        return {"n": may.n, "rows": [{"name": name, "count": count} for name, count in may.cells.items()] + merged}


def _named_counts(counts: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, int]:
    if counts["kind"] == "number":
        return {f"{one['from']:g}–{one['to']:g}": one["count"] for one in counts["bins"]}
    return {names.get(option, option): count for option, count in counts["counts"].items()}
