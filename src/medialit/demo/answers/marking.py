"""Answers that mark words in a text."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from medialit.article import anchors
from medialit.demo.answers.mind import Mind, Step
from medialit.widgets import Annotation, PromptWidget
from medialit.widgets.translation_triptych import KINDS_IN

#: Two words, or four Hanzi.
_SPAN = re.compile(r"[A-Za-z’']+ [A-Za-z’']+|[\u4e00-\u9fff]{4}")


def _triptych(widget: PromptWidget, mind: Mind) -> Iterator[Step]:
    """Mark one thing in each of as many passages as are asked for."""
    content = widget.content
    marks = []
    for passage in mind.rng.sample(content["passages"], content["at_least"]):
        names = [name for name, kinds in KINDS_IN.items() if kinds and name in passage["texts"]]
        name = mind.rng.choice(names)
        (start, end), text = _spans(passage["texts"][name]["text"], 1, mind)[0], passage["texts"][name]["text"]
        marks.append(
            {
                "text": f"{passage['id']}.{name}",
                "kind": mind.rng.choice(KINDS_IN[name]),
                "start": start,
                "end": end,
                "quote": text[start:end],
                "note": mind.pen.write("doubt"),
            }
        )
    yield Step(prompt=widget.prompt.id, action="commit", value={"marks": marks})


def _annotate(widget: Annotation, mind: Mind) -> Iterator[Step]:
    """Mark as many spans of one passage as are asked for, each with a label; the first has a note."""
    passage = mind.rng.choice(widget.content["passages"])
    ((name, text),) = widget.texts(passage).items()
    marks = [
        {
            "text": name,
            "kind": mind.one_of(widget.content["labels"]),
            "note": mind.pen.write("doubt") if number == 0 else "",
            **anchors.quoted(text, span),
        }
        for number, span in enumerate(_spans(text, widget.content.get("least", 1), mind))
    ]
    yield Step(prompt=widget.prompt.id, action="commit", value={"passage": passage["id"], "marks": marks})


def _spans(text: str, count: int, mind: Mind) -> list[tuple[int, int]]:
    """Return `count` places of two words or four Hanzi, in the order of the text; of a short text all of it."""
    found = [one.span() for one in _SPAN.finditer(text)] or [(0, len(text))]
    return sorted(mind.rng.sample(found, min(count, len(found))))


BY_KIND: Mapping[str, Callable[[Any, Mind], Iterator[Step]]] = {"triptych": _triptych, "annotate": _annotate}
