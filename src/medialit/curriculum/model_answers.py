"""Invented answers with marks, which only teachers are shown."""

from medialit import schema
from medialit.curriculum.model import ModelAnswer
from medialit.curriculum.packed import read
from medialit.errors import BadContent
from medialit.i18n import Text

_FILE = "model_answers.toml"


def model_answers(lesson_id: str) -> tuple[ModelAnswer, ...]:
    """Return the invented answers to the graded task of a lesson of ours; none for a lesson without.

    Raises
    ------
    BadContent
        Their file breaks its schema.
    """
    data = read(_FILE)
    schema.check(data, schema.load("medialit.curriculum", "model_answers"), what=_FILE, error=BadContent)
    return tuple(
        ModelAnswer(
            id=one["id"],
            title=Text(**one["title"]),
            parts=tuple((Text(**part["part"]), Text(**part["text"])) for part in one["parts"]),
            marks={mark["criterion"]: (mark["points"], Text(**mark["comment"])) for mark in one["marks"]},
            total=Text(**one["total"]),
        )
        for one in data.get(lesson_id, ())
    )
