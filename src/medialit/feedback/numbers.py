"""Two numbers of a student's own on one line, drawn as SVG: it needs no script, no network and no other file."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from medialit.curriculum import Prompt
from medialit.i18n import Words

_LEFT, _WIDE, _TALL = 20, 560, 92


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A first and a second answer in numbers (None where there is no second), and the range that was asked for."""

    first: float
    again: float | None
    low: float
    high: float
    unit: str

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers that there are."""
        return (self.first,) if self.again is None else (self.first, self.again)


def pair(prompt: Prompt, first: Mapping[str, Any], again: Mapping[str, Any] | None) -> Pair | None:
    """Return two answers to a prompt as numbers; None where it does not ask for a number, or one is no number."""
    asked = prompt.content.get("answer", {}) if prompt.kind == "commit_reveal" else {}
    said = [one.get("answer") for one in (first, again) if one is not None]
    values = [float(one) for one in said if isinstance(one, int | float)]
    if asked.get("type") != "number" or len(values) != len(said):
        return None
    low, high = float(asked["min"]), float(asked["max"])
    if low >= high or not all(low <= one <= high for one in values):
        return None
    return Pair(
        first=values[0],
        again=values[1] if len(values) > 1 else None,
        low=low,
        high=high,
        unit=str(asked["unit"]),
    )


def sentence(one: Pair, say: Words) -> str:
    """Return in words what the drawing shows."""
    first, low, high = (written(value, one, say) for value in (one.first, one.low, one.high))
    if one.again is None:
        return say("feedback.figure_one", first=first, low=low, high=high)
    key = "feedback.figure_same" if one.again == one.first else "feedback.figure_two"
    return say(key, first=first, again=written(one.again, one, say), low=low, high=high)


def drawing(one: Pair, say: Words) -> str:
    """Return the drawing: an axis, an open ring for the first answer, a full dot for the second."""
    first = _x(one, one.first)
    parts = [
        f'<line x1="{_LEFT}" y1="46" x2="{_LEFT + _WIDE}" y2="46" class="axis"/>',
        *(f'<line x1="{_x(one, at)}" y1="41" x2="{_x(one, at)}" y2="51" class="axis"/>' for at in (one.low, one.high)),
        _label(_LEFT, 68, written(one.low, one, say), "start", "quiet"),
        _label(_LEFT + _WIDE, 68, written(one.high, one, say), "end", "quiet"),
        f'<circle cx="{first}" cy="46" r="9" class="first"/>',
        _label(first, 26, say("feedback.figure_first", value=written(one.first, one, say)), _anchor(first)),
    ]
    if one.again is not None:
        again = _x(one, one.again)
        told = say("feedback.figure_second", value=written(one.again, one, say))
        parts += [f'<circle cx="{again}" cy="46" r="5" class="second"/>', _label(again, 86, told, _anchor(again))]
    name = escape(sentence(one, say))
    return (
        f'<svg class="line" viewBox="0 0 {2 * _LEFT + _WIDE} {_TALL}" role="img" aria-label="{name}">'
        f"{''.join(parts)}</svg>"
    )


def _x(one: Pair, value: float) -> float:
    return round(_LEFT + _WIDE * (value - one.low) / (one.high - one.low), 1)


def _anchor(x: float) -> str:
    """Return which end of a label stands at `x`, so that it stays inside the drawing."""
    return "start" if x < _LEFT + _WIDE * 0.2 else "end" if x > _LEFT + _WIDE * 0.8 else "middle"


def _label(x: float, y: float, text: str, anchor: str, klass: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{f" class={klass}" if klass else ""}>{escape(text)}</text>'


def written(value: float, one: Pair, say: Words) -> str:
    """Return a number with its unit."""
    return f"{say.number(value)}{one.unit}"
