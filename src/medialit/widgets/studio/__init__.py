"""Studio: a place to draft, one box per criterion, with the rubric beside it and checks that a student may run.

A check is a question to Python that saves nothing. What it finds is shown once, and neither kept nor sent nor counted.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from medialit import drafts
from medialit.curriculum import Criterion
from medialit.drafts.text import HAN_PER_WORD
from medialit.i18n import Language
from medialit.responses.model import Action, Kind
from medialit.widgets._base import LONGEST, PromptWidget, Refused, plain
from medialit.widgets._esm import joined, styled
from medialit.widgets._paper import bullets, room


class Studio(PromptWidget):
    """A text per box; any number of checks in between."""

    kind = Kind.STUDIO
    needs = ("rubric", "drafts")
    _esm = joined("studio")
    _css = styled("studio")

    def boxes(self) -> dict[str, dict[str, Any]]:
        """Return the boxes by id, each with those of its checks that are on."""
        on = {one.id for one in drafts.checks() if one.is_on}
        return {
            one["id"]: one | {"checks": [check for check in one["checks"] if check in on]}
            for one in self.content["boxes"]
        }

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Boxes must be those of the prompt, or of an older form of it that was answered."""
        del action
        if not set(value["texts"]) <= {*self.boxes(), *(box for one in self._said for box in one.value["texts"])}:
            raise Refused("changed")

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return each box that holds anything, line by line."""
        said, boxes = [], self.boxes()
        for name in dict.fromkeys((*boxes, *value["texts"])):
            if written := value["texts"].get(name, "").strip():
                said.append(f"**{plain(boxes[name]['label'] if name in boxes else name)}**")
                said += [plain(line) for line in written.splitlines() if line.strip()]
        return said

    def on_paper(self) -> list[str]:
        """Return each box with what helps, the rubric row by which it is read, and room."""
        say, rubric, blocks = self.words, self._rubric(), []
        for box in self.content["boxes"]:
            blocks.append(f"**{plain(box['label'])}** {plain(box.get('help', ''))}".rstrip())
            if "words" in box:
                low, high = box["words"]
                blocks.append(say("paper.length", low=low, high=high))
            if row := rubric.get(box["criterion"]):
                blocks.append(say("studio.rubric", title=plain(row["title"])))
                blocks.append(
                    bullets(
                        say("paper.labelled", label=one["points"], text=plain(one["text"])) for one in row["levels"]
                    )
                )
            if "starter" in box:
                blocks.append(say("studio.starter", text=plain(box["starter"].strip())))
            blocks.append(room(box.get("rows", 8)))
        return blocks

    def drawn(self) -> dict[str, Any]:
        """Return the view, with the rubric's rows and the rules of the checks."""
        boxes = list(self.boxes().values())
        wanted = {one for box in boxes for one in box["checks"]}
        rules = [
            {"id": one.id, "name": self.words(f"draft.{one.id}.name"), "rule": self.words(f"draft.{one.id}.rule")}
            for one in drafts.checks()
            if one.id in wanted
        ]
        more = {"rubric": self._rubric(), "rules": rules, "han_per_word": HAN_PER_WORD}
        return super().drawn() | more | {"content": self.content | {"boxes": boxes}}

    def _rubric(self) -> dict[str, Any]:
        rows: tuple[Criterion, ...] = self.given["rubric"] or ()
        return {
            row.id: {
                "title": row.title[self.language],
                "levels": [{"points": points, "text": text[self.language]} for points, text in row.levels],
            }
            for row in rows
        }

    def told(self, asked: object) -> dict[str, Any]:
        """Run checks on the text of one box, and return what each found; nothing is kept.

        Parameters
        ----------
        asked
            `{"box": id, "text": the draft as it stands, "checks": [ids]}`.

        Returns
        -------
        dict
            Under `results`, for each check `id`, `outcome`, its `points` (each a `text`, and the `span` of the draft in
            code points, or None) and the `found` spans.
        """
        box, text, checks = self._asked(asked)
        context = self._context(box, text)
        return {"results": [self._result(one, text, context) for one in checks]}

    def _asked(self, asked: object) -> tuple[dict[str, Any], str, list[str]]:
        match asked:
            case {"box": str() as name, "text": str() as text, "checks": list() as checks} if name in self.boxes():
                box = self.boxes()[name]
            case _:
                raise Refused("malformed")
        if len(text) > LONGEST:
            raise Refused("too_long", limit=self.words.number(LONGEST))
        if not all(one in box["checks"] for one in checks):
            raise Refused("malformed")
        return box, text, checks

    def _context(self, box: Mapping[str, Any], text: str) -> drafts.Context:
        """Return what checks of this box may know: what the classroom knows, and what the box asks for."""
        handed: Callable[[], drafts.Context] | None = self.given["drafts"]
        low, high = box.get("words", (None, None))
        in_han = self.language is Language.ZH
        return dataclasses.replace(
            handed() if handed else drafts.Context(),
            starter=box.get("starter", ""),
            words=None if low is None else round((low + high) / 2 / (HAN_PER_WORD if in_han else 1)),
            in_han=in_han,
            disclosure=text if "F12" in box["checks"] else None,
        )

    def _result(self, check: str, text: str, context: drafts.Context) -> dict[str, Any]:
        result = drafts.run(check, text, context)
        said = drafts.told(result, self.words) if result.points else ()
        return {
            "id": check,
            "outcome": result.outcome.value,
            "points": [
                {"text": one, "span": list(point.span) if point.span else None}
                for one, point in zip(said, result.points, strict=True)
            ],
            "found": [list(span) for span in result.found],
        }
