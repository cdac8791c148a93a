"""Two coders side by side: how far they agree on each variable, and the table of their disagreements, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medialit.analysis.agreement import Agreement, agreement, splits
from medialit.i18n import Words
from medialit.widgets._base import titles

Codes = Mapping[str, Mapping[str, str]]
_SLACK = 1e-9
"""How far a kappa may be from its own formula: the rounding of one subtraction and one division."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Somebody's codes: for each item an option by variable, and notes."""

    name: str
    codes: Codes
    notes: Mapping[str, str] = field(default_factory=dict)

    def of(self, variable: str, items: Sequence[str]) -> dict[str, str]:
        """Return the options given for one variable, in the order of `items`."""
        return {one: self.codes[one][variable] for one in items if variable in self.codes.get(one, {})}


def compared(
    first: Coder, second: Coder, items: Sequence[str], variables: Sequence[Mapping[str, Any]], say: Words
) -> dict[str, Any]:
    """Return what the browser shows of a comparison, and under `numbers` what may be kept of it."""
    known = {one["id"]: set(titles(one["options"])) for one in variables}
    mine, theirs = (_known(one, items, known) for one in (first, second))
    found = {one["id"]: agreement(mine.of(one["id"], items), theirs.of(one["id"], items)) for one in variables}
    return {
        "names": [first.name, second.name],
        "variables": [_variable(one, found[one["id"]], say) for one in variables],
        "splits": [row for one in variables for row in _splits(one, mine, theirs, items)],
        "notes": _notes((first, second), (mine, theirs), items, say),
        "numbers": {name: _numbers(one) for name, one in found.items()},
    }


def is_consistent(numbers: Mapping[str, Any]) -> bool:
    """Tell whether kept numbers can be those of two coders: kappa follows from the rest by Cohen's formula."""
    n, agreed, expected, kappa = (numbers[name] for name in ("n", "agreed", "expected", "kappa"))
    if agreed > n:
        return False
    if n == 0 or expected == 1:
        return kappa is None
    return kappa is not None and abs((agreed / n - expected) / (1 - expected) - kappa) < _SLACK


def kappa_told(found: Mapping[str, Any], say: Words) -> str:
    """Return kappa with two decimals and a real minus sign, or in words why there is none."""
    if found["kappa"] is not None:
        return f"{found['kappa']:.2f}".replace("-0.00", "0.00").replace("-", "\u2212")
    return say("field_code.kappa_none") if found["n"] == 0 else say("field_code.kappa_undefined")


def agreed_told(found: Mapping[str, Any], say: Words) -> str:
    """Return the share of items to which both gave the same code."""
    if not found["n"]:
        return say("field_code.none_in_common")
    return say(
        "field_code.agreed", agreed=found["agreed"], n=found["n"], percent=say.percent(found["agreed"] / found["n"])
    )


def _known(coder: Coder, items: Sequence[str], known: Mapping[str, set[str]]) -> Coder:
    """Return the coder with only what this prompt knows: its items, its variables, its options."""
    codes = {
        item: {name: code for name, code in coder.codes[item].items() if code in known.get(name, ())}
        for item in items
        if item in coder.codes
    }
    return Coder(name=coder.name, codes=codes, notes=coder.notes)


def _variable(asked: Mapping[str, Any], found: Agreement, say: Words) -> dict[str, str]:
    numbers = _numbers(found)
    return {
        "id": asked["id"],
        "label": asked["label"],
        "agreed": agreed_told(numbers, say),
        "expected": say.percent(found.expected) if found.n else "\u2013",
        "kappa": kappa_told(numbers, say),
    }


def _numbers(found: Agreement) -> dict[str, Any]:
    return {"n": found.n, "agreed": found.agreed, "expected": found.expected, "kappa": found.kappa}


def _splits(asked: Mapping[str, Any], mine: Coder, theirs: Coder, items: Sequence[str]) -> list[dict[str, Any]]:
    names = titles(asked["options"])
    return [
        {
            "item": one.item,
            "variable": asked["label"],
            "codes": [names[one.first], names[one.second]],
            "notes": [coder.notes.get(one.item, "") for coder in (mine, theirs)],
        }
        for one in splits(mine.of(asked["id"], items), theirs.of(asked["id"], items))
    ]


def _notes(given: tuple[Coder, Coder], used: tuple[Coder, Coder], items: Sequence[str], say: Words) -> list[str]:
    """Return what each coder lacks, and what was left out because this codebook does not have it."""
    told = []
    for raw, known in zip(given, used, strict=True):
        lacking = [str(place) for place, one in enumerate(items, start=1) if not known.codes.get(one)]
        if lacking:
            told.append(say("field_code.lacks", who=raw.name, items=say("field_code.comma").join(lacking)))
        dropped = _count(raw.codes) - _count(known.codes)
        if dropped:
            told.append(say("field_code.left_out", who=raw.name, count=dropped))
    return told


def _count(codes: Codes) -> int:
    return sum(len(one) for one in codes.values())
