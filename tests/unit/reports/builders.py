"""A class for the tests of reports: each test says only what it is about."""

from datetime import UTC, datetime, timedelta

from medialit.course import Status
from medialit.reports.model import ClassView, HandIn, Points
from medialit.responses import Action, Kind, Record, Response

LESSON = "01-who-moved"
DUE = datetime(2026, 3, 6, 18, 0, tzinfo=UTC)
CRITERIA = {"completion": 4.0, "skill": 4.0, "measures": 4.0, "comparison": 4.0, "standpoint": 4.0, "own-thinking": 4.0}


def said(prompt, kind, action, value, *, minute=0):
    return Response(
        lesson=LESSON, prompt=prompt, kind=kind, action=action, value=value, lang="en", author="a",
        t=DUE - timedelta(hours=5) + timedelta(minutes=minute),
    )  # fmt: skip


def answered(prompt, first, again=None, *, certainty=50):
    both = [(Action.COMMIT, first)] + ([(Action.AGAIN, again)] if again is not None else [])
    return [
        said(prompt, Kind.COMMIT_REVEAL, action, {"answer": answer, "certainty": certainty, "reason": ""})
        for action, answer in both
    ]


def voted(statement, vote):
    return [said(statement, Kind.OPINION, Action.SAVE, {"vote": vote})]


def points(completion, skill, *, by_hand=None):
    automatic = [
        Points(criterion=name, given=given, most=4.0, by_hand=False)
        for name, given in (("completion", completion), ("skill", skill))
    ]
    manual = [Points(criterion=name, given=by_hand, most=4.0, by_hand=True) for name in list(CRITERIA)[2:]]
    return (*automatic, *manual)


def hand_in(student="invented-01", *responses, late_h=-5.0, state=Status.GRADED, note="", given=None):
    at = None if state is Status.MISSING else DUE + timedelta(hours=late_h)
    return HandIn(
        student=student, at=at, late_s=max(0.0, late_h * 3600), state=state, note=note,
        points=(given or points(4.0, 2.0)) if state is Status.GRADED else (), record=Record.of(responses),
    )  # fmt: skip


def a_class(*hand_ins, invented=False):
    return ClassView(
        course="a course", lesson_id=LESSON, due=DUE, hand_ins=hand_ins, invented=invented, criteria=CRITERIA, key={}
    )
