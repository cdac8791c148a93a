"""Annotation: mark spans of a passage with labels and notes, commit; then see what the module says of the same words.

A passage may stand for paragraphs of the article. Where the person has added their own lawful copy, those paragraphs
are marked instead of the passage. They go to the browser as an answer to its question, never into the widget's state,
which JupyterLab can write into the notebook; and what is saved of them are anchors that quote little
(`medialit.article.anchors`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medialit import article
from medialit.article import Claim, anchors
from medialit.curriculum.model import Reference
from medialit.responses.model import Action, Kind, Response
from medialit.widgets._base import PromptWidget, Refused, plain, titles
from medialit.widgets._esm import joined, styled

_PARAGRAPH = "article-"
_ANCHOR = ("exact", "prefix", "suffix", "words", "hash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """What the classroom hands over of the article: the person's own copy, the claims, and the bibliography."""

    paragraphs: Mapping[int, str] = field(default_factory=dict)
    claims: Sequence[Claim] = ()
    work: Callable[[str], Reference] | None = None


class Annotation(PromptWidget):
    """Spans of one passage, or of the paragraphs that it stands for, each with a label and a note."""

    kind = Kind.ANNOTATE
    needs = ("article",)
    _esm = joined("annotation")
    _css = styled("annotation")

    # The texts

    @property
    def companion(self) -> Companion:
        """What is known of the article; nothing where the widget was handed nothing."""
        return self.given["article"] or Companion()

    def passages(self) -> dict[str, Mapping[str, Any]]:
        """Return the passages of the prompt by id."""
        return {one["id"]: one for one in self.content["passages"]}

    def in_copy(self, passage: Mapping[str, Any]) -> bool:
        """Tell whether the person's copy has every paragraph that a passage stands for."""
        numbers = passage.get("paragraphs", ())
        return bool(numbers) and all(number in self.companion.paragraphs for number in numbers)

    def texts(self, passage: Mapping[str, Any]) -> dict[str, str]:
        """Return the texts in which a passage is marked, by id: its own, or the paragraphs of the copy."""
        if self.in_copy(passage):
            return {f"{_PARAGRAPH}{number}": self.companion.paragraphs[number] for number in passage["paragraphs"]}
        return {f"{passage['id']}.{self.language.value}": passage["text"]}

    def every_text(self) -> dict[str, str]:
        """Return every text that may be marked, by id."""
        return {name: text for one in self.passages().values() for name, text in self.texts(one).items()}

    # What is saved

    def kept(self, action: Action, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an answer with anchors for its marks; those in somebody's copy quote little, and in a draft nothing.

        A mark that does not stand in its text is left as it came: `check` knows whether it may stay.
        """
        texts, quotas = self.every_text(), dict[str, anchors.Quota]()
        committed = [mark for one in self._said if one.action is not Action.DRAFT for mark in one.value["marks"]]
        marks = []
        for mark in value["marks"]:
            text = texts.get(mark["text"])
            place = anchors.found(mark, text) if text else None
            if text is None or place != (mark["start"], mark["end"]):
                marks.append(mark)
                continue
            if not mark["text"].startswith(_PARAGRAPH):
                anchor = anchors.quoted(text, place)
            elif action is Action.DRAFT:
                anchor = anchors.hashed(text, place)
            else:
                spent = [one for one in committed if one["text"] == mark["text"]]
                quota = quotas.setdefault(mark["text"], anchors.Quota(text, spent))
                anchor = quota.anchor(place)
            marks.append({name: mark[name] for name in ("text", "kind", "note")} | anchor)
        return {**value, "marks": marks}

    def check(self, action: Action, value: Mapping[str, Any]) -> None:
        """Each mark stands in its text, with a label of the prompt, once; or it was saved before."""
        marks, texts, labels = value["marks"], self.every_text(), titles(self.content["labels"])
        places = [_place(one) for one in marks]
        if len(set(places)) < len(places):
            raise Refused("malformed")
        before = {_place(mark) for one in self._said for mark in one.value["marks"]}
        for mark, place in zip(marks, places, strict=True):
            text = texts.get(mark["text"])
            stands = text is not None and anchors.found(mark, text) == (mark["start"], mark["end"])
            if place not in before and not (stands and mark["kind"] in labels):
                raise Refused("changed")
        chosen = value["passage"]
        if chosen is not None and chosen not in {*self.passages(), *(one.value["passage"] for one in self._said)}:
            raise Refused("changed")
        if action is Action.DRAFT:
            return
        if chosen is None:
            raise Refused("passage")
        least = self.content.get("least", 1)
        if sum(self._is_in(mark, chosen) for mark in marks) < least:
            raise Refused("marks", least=least)

    def _is_in(self, mark: Mapping[str, Any], passage: str) -> bool:
        """Tell whether a mark is one of this passage, in whichever language or copy."""
        name = str(mark["text"])
        if name.startswith(_PARAGRAPH):
            numbers = self.passages().get(passage, {}).get("paragraphs", ())
            return name.removeprefix(_PARAGRAPH) in set(map(str, numbers))
        return name.rsplit(".", 1)[0] == passage

    # What is shown

    def told(self, asked: object) -> dict[str, Any]:
        """Return the paragraphs of the person's copy that a passage stands for."""
        name = asked.get("passage") if isinstance(asked, Mapping) else None
        passage = self.passages().get(name) if isinstance(name, str) else None
        if passage is None or not self.in_copy(passage):
            raise Refused("malformed")
        texts = zip(passage["paragraphs"], self.texts(passage).items(), strict=True)
        return {"texts": [{"id": one, "number": number, "text": text} for number, (one, text) in texts]}

    def drawn(self) -> dict[str, Any]:
        """Return what the browser needs: where marks stand now, what the copy has; after the commit a comparison."""
        view = super().drawn()
        for name in ("first", "again"):
            if view[name]:
                view[name]["value"] = self._found(view[name]["value"])
        if view["draft"]:
            view["draft"] = self._found(view["draft"])
        paragraphs = self.companion.paragraphs
        view["copy"] = {
            one["id"]: {
                "whole": self.in_copy(one),
                "lacks": [number for number in one.get("paragraphs", ()) if paragraphs and number not in paragraphs],
            }
            for one in self.content["passages"]
        }
        if view["first"]:
            reveal = {name: part for name, part in (view["reveal"] or {}).items() if name != "marks"}
            view["reveal"] = reveal | {"words": list(self._compared())}
        return view

    def _found(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return an answer with its marks where they stand now; `here` says whether they stand in a text at all."""
        texts, marks = self.every_text(), []
        for mark in value["marks"]:
            text = texts.get(mark["text"])
            place = anchors.found(mark, text) if text else None
            start, end = place or (mark["start"], mark["end"])
            marks.append({**mark, "start": start, "end": end, "here": place is not None})
        return {**value, "marks": marks}

    def _compared(self) -> Iterator[dict[str, Any]]:
        """Yield what the module says of words of the passages that were committed, beside the person's own labels."""
        committed = [one for one in self._said if one.action in {Action.COMMIT, Action.AGAIN}]
        passages = self.passages()
        for name in dict.fromkeys(one.value["passage"] for one in committed):
            if name in passages:
                yield from self._of_passage(passages[name], committed[-1])

    def _of_passage(self, passage: Mapping[str, Any], last: Response) -> Iterator[dict[str, Any]]:
        texts, labels = self.texts(passage), titles(self.content["labels"])
        mine = self._found(last.value)["marks"]
        for name, quote, label, claim, why in self._suggested(passage):
            place = anchors.found({"start": 0, "end": 0, "exact": quote}, texts[name])
            over = [
                one["kind"]
                for one in mine
                if one["text"] == name and one["here"] and place and one["start"] < place[1] and one["end"] > place[0]
            ]
            yield {
                "quote": quote,
                "lang": "en" if name.startswith(_PARAGRAPH) else self.language.html,
                "label": labels.get(label),
                "mine": [labels.get(one, one) for one in dict.fromkeys(over)],
                "why": why,
                "claim": self._claim(claim) if claim else None,
            }

    def _suggested(self, passage: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Claim | None, str]]:
        """Yield text, words, label, claim and reason of each suggestion: from the claims, or from the prompt."""
        claims = {one.id: one for one in self.companion.claims}
        if self.in_copy(passage):
            for one in claims.values():
                if one.paragraph in passage["paragraphs"]:
                    yield f"{_PARAGRAPH}{one.paragraph}", one.anchor.exact, self._label(one), one, ""
            return
        reveal = self.prompt.reveal(self.language) or {}
        for mark in reveal.get("marks", ()):
            if mark["passage"] == passage["id"]:
                claim = claims.get(mark.get("claim", ""))
                label = mark.get("label") or (self._label(claim) if claim else "")
                yield f"{passage['id']}.{self.language.value}", mark["exact"], label, claim, mark.get("why", "")

    def _label(self, claim: Claim) -> str:
        """Return which label of the prompt a claim has: by whose word it is, or by what kind it is of."""
        labels = titles(self.content["labels"])
        return next((one for one in (claim.voice.value, claim.kind.value) if one in labels), "")

    def _claim(self, claim: Claim) -> dict[str, Any]:
        """Return what a claim's card says: the claim, whose word it is, how to check it, what the record shows."""
        work, spoken = self.companion.work, self.language
        works = [work(key) for key in claim.evidence] if work else []
        return {
            "title": self.words("article.card", head=article.head(claim, self.words), claim=claim.text[spoken]),
            "lines": list(article.told(claim, self.words, findings=True)),
            "sources": [{"text": one.text, "url": one.url, "seen": one.seen} for one in works],
        }

    # In words

    def lines(self, value: Mapping[str, Any]) -> list[str]:
        """Return which passage was marked, and each mark: its label, its words or how many, and the note."""
        passages, labels = self.passages(), titles(self.content["labels"])
        name = value["passage"]
        title = passages[name]["title"] if name in passages else name
        said = [self.words("annotate.of_passage", passage=plain(title))] if title else []
        for mark in value["marks"]:
            note = f" – {plain(mark['note'])}" if mark["note"].strip() else ""
            label = plain(labels.get(mark["kind"], mark["kind"]))
            said.append(self.words("paper.labelled", label=label, text=f"{self._words_of(mark)}{note}"))
        return said

    def _words_of(self, mark: Mapping[str, Any]) -> str:
        name = str(mark["text"])
        number = name.removeprefix(_PARAGRAPH)
        if "exact" not in mark:
            return self.words("annotate.unquoted", words=mark["words"], number=plain(number))
        where = self.words("annotate.paragraph", number=plain(number)) if name.startswith(_PARAGRAPH) else ""
        return f"“{plain(mark['exact'])}”" + (self.words("annotate.where", where=where) if where else "")

    def on_paper(self) -> list[str]:
        """Return the task for a pen: the labels, the passages of the module, and a table for marks."""
        say, least = self.words, self.content.get("least", 1)
        labels = "\n".join(
            f"- **{plain(one['text'])}**" + (f" {plain(one['help'])}" if "help" in one else "")
            for one in self.content["labels"]
        )
        several = [say("annotate.choose")] if len(self.content["passages"]) > 1 else []
        passages = [
            f"**{plain(one['title'])}** {plain(one['source'])}"
            + "".join(f"\n\n{plain(part)}" for part in one["text"].split("\n\n"))
            for one in self.content["passages"]
        ]
        head_line = f"| {say('annotate.words')} | {say('annotate.label')} | {say('annotate.note')} |"
        table = "\n".join([head_line, "| --- | --- | --- |", *["|  |  |  |"] * max(least, 6)])
        return [say("annotate.labels"), labels, *several, *passages, table]


def _place(mark: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(mark[name] for name in ("text", "kind", "start", "end"))
