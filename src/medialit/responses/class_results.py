"""Class results: the file `class-results.json`, in which counts of a class reach its own lesson.

A teacher drops it beside the notebook; there is no server. It holds counts only::

    {"v": 1, "lesson": "01-who-moved", "class": "Monday group", "released": "2025-03-01T12:00:00Z",
     "prompts": {
       "L1-C1": {"kind": "number", "n": 23,
                 "bins": [{"from": 0, "to": 20, "count": 6}, {"from": 20, "to": 100, "count": 17}]},
       "L1-C2": {"kind": "choice", "n": 23, "counts": {"rank": 6, "posting": 17}},
       "L1-O1": {"kind": "opinion", "n": 23, "counts": {"agree": 9, "disagree": 8, "pass": 6}},
       "L4-R1": {"kind": "order", "n": 23, "places": {"cat": [15, 6, 2], "word": [7, 10, 6], "vote": [1, 7, 15]}},
       "L6-S1": {"kind": "spans", "n": 23,
                 "runs": [{"text": "L6-TP1.fluent", "kind": "added", "from": 116, "to": 124, "count": 9}]},
       "L6-X1": {"kind": "label", "n": 14, "arms": {
         "label": {"warmth": [0, 1, 2, 2, 1, 0, 0], "clarity": [0, 0, 1, 2, 2, 1, 0],
                   "answer": {"yes": 3, "perhaps": 2, "no": 1}},
         "none": {"warmth": [0, 0, 1, 2, 3, 2, 0], "clarity": [0, 0, 1, 2, 3, 2, 0],
                  "answer": {"yes": 5, "perhaps": 2, "no": 1}}}}}}

A bin counts answers from `from` up to, but not including, `to`; the last bin includes its end. Each card of an order
has as many counts as there are cards: how many people put it in each place, the first place first. A run counts the
people who marked all characters from `from` up to, but not including, `to`. Seven counts are those of the ratings
1 to 7. `n` is the number of people who answered. Whoever shows the counts applies `medialit.analysis.opinion` to them:
under eight people nothing is shown.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medialit import schema
from medialit.errors import BadRecord
from medialit.finding import Finding, Level

NAME = "class-results.json"
SIZE_LIMIT = 5 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassResults:
    """The counts of one class for one lesson, by prompt id."""

    lesson: str
    class_name: str
    prompts: Mapping[str, Mapping[str, Any]]

    def for_prompt(self, prompt: str) -> Mapping[str, Any] | None:
        """Return the counts for one prompt, as in the file, or None."""
        return self.prompts.get(prompt)


def read(folder: Path, lesson: str) -> tuple[ClassResults | None, tuple[Finding, ...]]:
    """Return the class results in `folder` for `lesson`, or None, and why a file that is there was not used."""
    path = folder / NAME
    if not path.exists():
        return None, ()
    try:
        if path.stat().st_size > SIZE_LIMIT:
            return None, (_unused("is larger than 5 MB"),)
        data = json.loads(path.read_text("utf-8-sig"))
        schema.check(data, schema.load("medialit.responses", "class_results"), what=NAME)
    except (OSError, ValueError, RecursionError) as problem:
        return None, (_unused(f"cannot be read ({type(problem).__name__})"),)
    except BadRecord as problem:
        return None, (_unused(problem.what.removeprefix(f"{NAME} ")),)
    if data["lesson"] != lesson:
        return None, (_unused(f"is about {data['lesson']}, not {lesson}"),)
    return ClassResults(lesson=lesson, class_name=data["class"], prompts=data["prompts"]), ()


def _unused(why: str) -> Finding:
    return Finding(
        level=Level.WARNING, what=f"{NAME} {why}", remedy="ask your teacher for the file again", key="class_results"
    )
