"""What the page asks and what it is told: plain JSON, in which no student's name, id or other mark ever stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from medialit import marking
from medialit.errors import BadMark, TextChanged
from medialit.finding import Finding
from medialit.i18n import Language, words
from medialit.marking import Count, CriterionAgreement, Elsewhere, Item, Mark, Split, Told, quotes
from medialit.markingdesk import access, answer
from medialit.markingdesk.known import Known

_HOLE = "{quote}"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to the page: its HTTP status, and its JSON."""

    status: int
    body: Mapping[str, Any]


class Api:
    """The desk of one marker, as its page sees it.

    Parameters
    ----------
    desk
        The marking itself.
    title
        The lesson's title, in `language`.
    token
        What the page proves itself with; answers in frames have keys made from it.
    """

    def __init__(self, desk: marking.Desk, *, title: str, language: Language, token: str) -> None:
        self.desk, self.title, self.language, self.token = desk, title, language, token
        self._say = words(language)
        self._known = Known(desk)
        self.asks: Mapping[str, Callable[..., Reply]] = {
            "desk": self._about,
            "queue": self._queue,
            "item": self._one,
            "splits": self._splits,
        }
        self.does: Mapping[str, Callable[..., Reply]] = {
            "mark": self._mark,
            "check": self._check,
            "undo": self._undo,
            "decide": self._decide,
            "remember": self._remember,
        }

    def text(self, criterion: str, pseudonym: str, digest: str) -> str | None:
        """Return one answer as it was typed; None where it changed meanwhile, or there is none."""
        asked = (criterion, pseudonym, digest)
        found: Item | Split | None = self._known.find(criterion, pseudonym)
        if found is None or found.digest != digest:
            found = next(
                (one for one in self.desk.splits() if (one.criterion, one.pseudonym, one.digest) == asked), None
            )
        return found.text if found else None

    # What the page asks

    def _about(self) -> Reply:
        progress = self._known.progress()
        rows = self.desk.criteria
        waiting = (row.id for row in rows if progress.criteria[row.id].waiting)
        return _ok(
            lesson=self.desk.plan.id,
            title=self.title,
            marker=self.desk.marker,
            language=self.language.value,
            words=self._say.under("markingdesk"),
            criteria=[
                {
                    "id": row.id,
                    "title": row.title[self.language],
                    "levels": [{"points": points, "text": text[self.language]} for points, text in row.levels],
                    "allowed": list(marking.allowed(row)),
                }
                for row in rows
            ],
            start=next(waiting, rows[0].id),
        )

    def _queue(self, criterion: str) -> Reply:
        order = [
            {"pseudonym": one.pseudonym, "points": one.mark.points if one.mark else None, "waits": one.waits}
            for one in self._known.look(criterion)
        ]
        return _ok(order=order, bank=self._bank(criterion), **self._far())

    def _one(self, criterion: str, pseudonym: str) -> Reply:
        item = self._find(criterion, pseudonym)
        return self._nobody() if item is None else _ok(item=self._shown(item))

    # What the page does

    def _mark(self, *, criterion: str, pseudonym: str, digest: str, seen: str | None, **change: Any) -> Reply:
        """Save a level (`points`) or a `comment`, after `seconds`; what is not in `change` stays as it is saved."""
        item = self._find(criterion, pseudonym)
        if item is None:
            return self._nobody()
        if met := self._met(item, digest, seen):
            return met
        points, comment = (item.mark.points, item.mark.comment) if item.mark else (None, "")
        points = change.get("points", points)
        if points is None:
            return _refused(self._say("markingdesk.held"))
        if "comment" in change and (wrong := self._wrong(change["comment"], item.text)):
            return _refused(wrong)
        comment = change.get("comment", comment)
        try:
            mark = self.desk.mark(pseudonym, criterion, points, comment, digest=digest, seconds=change.get("seconds"))
        except TextChanged:
            self._known.look(criterion)
            fresh = self._find(criterion, pseudonym)
            return self._nobody() if fresh is None else self._met(fresh, digest, seen) or self._nobody()
        return _ok(item=self._shown(self._known.marked(item, mark)), **self._far())

    def _check(self, *, criterion: str, pseudonym: str, digest: str, comment: str) -> Reply:
        """Say what is wrong with a comment that cannot be saved yet."""
        del digest
        item = self._find(criterion, pseudonym)
        if item is not None and (wrong := self._wrong(comment, item.text)):
            return _refused(wrong)
        return _ok()

    def _undo(self) -> Reply:
        """Take back this marker's last action, and tell the answer that it was about as it is now."""
        back = self.desk.undo()
        if back is None:
            return _ok(item=None, was_decision=False, **self._far())
        item = next((one for one in self._known.look(back.criterion) if one.student == back.student), None)
        shown = None if item is None else self._shown(item)
        return _ok(item=shown, was_decision=back.is_decision, undone=True, **self._far())

    def _decide(self, *, criterion: str, pseudonym: str, digest: str, points: float, comment: str) -> Reply:
        """Decide between two marks."""
        split = next(
            (one for one in self.desk.splits() if (one.criterion, one.pseudonym) == (criterion, pseudonym)), None
        )
        if split is None:
            return self._nobody()
        if wrong := self._wrong(comment, split.text):
            return _refused(wrong)
        self.desk.decide(pseudonym, criterion, points, comment, digest=digest)
        return _ok()

    def _remember(self, *, criterion: str, text: str, points: float, language: str) -> Reply:
        """Put a comment into the bank, in the language in which the bank is shown."""
        self.desk.remember(criterion, points, text, Language.of(language))
        return _ok(bank=self._bank(criterion))

    # In words

    def _find(self, criterion: str, pseudonym: str) -> Item | None:
        return self._known.find(criterion, pseudonym)

    def _nobody(self) -> Reply:
        return Reply(HTTPStatus.NOT_FOUND, {"message": self._say("markingdesk.no_page")})

    def _met(self, item: Item, digest: str, seen: str | None) -> Reply | None:
        """Return what to say where the text or the mark is no longer the one that the page showed."""
        if item.digest != digest:
            body = {"reason": "text", "message": self._say("markingdesk.met_text"), "item": self._shown(item)}
            return Reply(HTTPStatus.CONFLICT, body)
        if (item.mark.at.isoformat() if item.mark else None) != seen:
            said = self._say("markingdesk.met_comment", comment=item.mark.comment if item.mark else "")
            return Reply(HTTPStatus.CONFLICT, {"reason": "mark", "message": said, "item": self._shown(item)})
        return None

    def _wrong(self, comment: str, answer_text: str) -> str:
        """Return in words what keeps a comment from being saved; empty where nothing does."""
        if _HOLE in comment:
            return self._say("markingdesk.fill_hole", hole=_HOLE)
        try:
            quotes.check(comment, answer_text)
        except BadMark:
            run = quotes.longest(comment, answer_text)
            return self._say("markingdesk.quotes", words=quotes.WORDS, han=quotes.CHARACTERS, run=run)
        return ""

    def _far(self) -> dict[str, Any]:
        """Return how far the marker is, and what nobody should overlook."""
        progress = self._known.progress()
        return {
            "notes": [self._note(one) for one in self.desk.findings],
            "progress": {
                "criteria": {name: _counts(one) for name, one in progress.criteria.items()},
                "median_s": progress.median_seconds,
                "left_s": progress.seconds_left,
            },
        }

    def _note(self, finding: Finding) -> str:
        key = f"finding.{finding.key}"
        return self._say(key, **finding.values) if key in self._say else f"{finding.what}: {finding.remedy}"

    def _bank(self, criterion: str) -> list[dict[str, Any]]:
        """Return the bank for a criterion; the page sorts it by the level that is chosen."""
        return [{"level": one.level, "en": one.en, "zh": one.zh} for one in self.desk.comments(criterion, 0)]

    def _shown(self, item: Item) -> dict[str, Any]:
        """Return an answer as the page may have it: not whose it is, nor whether somebody else reads it too."""
        return {
            "pseudonym": item.pseudonym,
            "criterion": item.criterion,
            "digest": item.digest,
            "text": answer.visible(item.text),
            "frame": self._frame(item.criterion, item.pseudonym, item.digest),
            "is_blank": item.is_blank,
            "waits": item.waits,
            "second_look": item.second_look,
            "answers": [self._told(one) for one in self.desk.answers(item.pseudonym)],
            "mark": _mark(item.mark),
            "earlier": _given(item.earlier),
            "elsewhere": _given(item.elsewhere),
        }

    def _frame(self, *names: str) -> str:
        given = dict(zip(("criterion", "pseudonym", "digest"), names, strict=True))
        return "/answer?" + urlencode(given | {"key": access.key(self.token, *names)})

    def _told(self, told: Told) -> dict[str, Any]:
        which = self._say("markingdesk.second_answer" if told.is_second else "markingdesk.first_answer")
        return {
            "asked": f"{told.prompt} · {answer.visible(told.question)}",
            "said": answer.visible("\n".join(told.lines)),
            "when": f"{which} · {self._say.moment(told.at.astimezone())}",
            "certainty": told.certainty,
        }

    def _splits(self) -> Reply:
        """Return where two markers split, and how far they agree; nobody's name but the markers'."""
        agreed = marking.agreement(self.desk.course, self.desk.plan.id)
        return _ok(
            splits=[self._split(one) for one in self.desk.splits()],
            agreement=[{"criterion": one.criterion, "sentences": list(self._agreed(one))} for one in agreed if one.n],
        )

    def _split(self, split: Split) -> dict[str, Any]:
        return {
            "pseudonym": split.pseudonym,
            "criterion": split.criterion,
            "digest": split.digest,
            "frame": self._frame(split.criterion, split.pseudonym, split.digest),
            "marks": [{"marker": one.marker, "points": one.points, "comment": one.comment} for one in split.marks],
            "needs": split.needs_decision,
            "decision": _given(split.decision),
        }

    def _agreed(self, found: CriterionAgreement) -> Iterator[str]:
        """Yield what the numbers of one criterion say, a sentence each."""
        say = self._say
        pairs = "" if found.why == "markers" else "of"  # of more than two markers, pairs are counted, and not answers

        def share(part: float | None) -> str:
            whole = found.n
            return (
                say("markingdesk.of", part=round((part or 0) * whole), whole=whole) if pairs else say.percent(part or 0)
            )

        yield say("markingdesk.agreed", count=found.n, exact=share(found.exact), adjacent=share(found.adjacent))
        if found.kappa is not None:
            yield say("markingdesk.kappa", value=_coefficient(found.kappa))
        if found.alpha is not None:
            yield say("markingdesk.alpha", value=_coefficient(found.alpha))
        if found.why:
            yield say(f"markingdesk.why_{found.why}")


def _coefficient(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _ok(**body: Any) -> Reply:
    return Reply(HTTPStatus.OK, body)


def _refused(message: str) -> Reply:
    return Reply(HTTPStatus.UNPROCESSABLE_ENTITY, {"message": message})


def _counts(count: Count) -> dict[str, int]:
    return {
        "marked": count.marked,
        "waiting": count.waiting,
        "blank": count.blank,
        "changed": count.changed,
        "others": count.others,
    }


def _mark(mark: Mark | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    return {"points": mark.points, "comment": mark.comment, "at": mark.at.isoformat(), "seconds": mark.seconds or 0}


def _given(mark: Mark | Elsewhere | None) -> dict[str, Any] | None:
    return None if mark is None else {"points": mark.points, "comment": mark.comment}
