"""Which checks there are, running one, and saying what it found."""

from medialit.drafts import passages, presence
from medialit.drafts.model import Check, Context, Outcome, Result
from medialit.errors import UnknownName
from medialit.i18n import Words

_CHECKS = {
    check.id: check
    for check in (
        Check("F1", presence.not_empty),
        Check("F2", presence.template_removed),
        Check("F3", presence.length),
        Check("F4", passages.own_answer_cited),
        # Its false alarms fall on those who quote in English: quotations in Chinese are left alone.
        Check("F5", passages.quotation_occurs, is_on=False),
        Check("F6", passages.quotation_short),
        Check("F7", presence.sources_named),
        Check("F8", passages.number_has_base),
        Check("F9", presence.verdict_set),
        Check("F10", presence.both_standpoints),
        Check("F11", presence.definition_settles),
        Check("F12", presence.tools_disclosed),
        Check("F13", passages.near_copy),
        Check("F14", presence.repair),
    )
}


def checks() -> tuple[Check, ...]:
    """Return all checks, F1 to F14; their names and rules are the words `draft.<id>.name` and `draft.<id>.rule`.

    Those that are not on treat the two languages differently by the audit, and are offered in neither.
    """
    return tuple(_CHECKS.values())


def run(check_id: str, text: str, context: Context | None = None) -> Result:
    """Return what one check finds in a draft, whether it is on or not.

    Parameters
    ----------
    text
        The draft.
    context
        What else the check may know; nothing if None.

    Raises
    ------
    UnknownName
        There is no check of this id.

    Examples
    --------
    >>> from medialit import drafts
    >>> result = drafts.run("F8", "RedNote grew by 200%.")
    >>> result.points[0].values, result.points[0].span
    ({'share': '200%'}, (16, 20))
    """
    if check_id not in _CHECKS:
        raise UnknownName(f"there is no draft check {check_id!r}", f"use one of: {', '.join(_CHECKS)}")
    return _CHECKS[check_id].run(text, context or Context())


def told(result: Result, say: Words) -> tuple[str, ...]:
    """Return what a check found, in words: one sentence per point, or that there is nothing to point out."""
    if result.outcome in {Outcome.CLEAR, Outcome.NOT_APPLICABLE}:
        return (say(f"draft.{result.outcome.value}"),)
    return tuple(say(f"draft.{result.check}.{one.key}", **one.values) for one in result.points)
