"""The opinion section: votes on statements, under the small-group rule, never marked and never split by group."""

from collections.abc import Sequence

from medialit.analysis import opinion
from medialit.curriculum import LessonPlan
from medialit.figures import class_charts
from medialit.figures.class_charts import Split
from medialit.i18n import Words
from medialit.reports import counts, page
from medialit.reports.model import ClassView


def section(view: ClassView, plan: LessonPlan, words: Words) -> str:
    """Return the votes on every statement that enough people voted on."""
    splits = _splits(view, plan, words)
    least = opinion.MIN_SHOWN
    drawn = [split for split in splits if split.agree is not None]
    voters = max((split.voters for split in splits), default=0)
    if drawn:
        body = page.chart(class_charts.opinions(splits, _finding(drawn, words), words), words)
    else:
        body = page.tag("p", words("report.opinions_hidden", count=voters, least=least))
    texts = page.wrap(
        "dl",
        (part for one in splits for part in (page.tag("dt", one.id), page.tag("dd", one.text))),
        klass="texts",
    )
    rule = page.tag("p", words("report.opinions_rule", least=least), klass="soft")
    return page.section("opinions", words("report.section_opinions"), [rule, body, texts])


def _splits(view: ClassView, plan: LessonPlan, words: Words) -> list[Split]:
    records = [one.record for one in view.came]
    splits = []
    for prompt in plan.prompts:
        if prompt.kind == "opinion":
            for statement in prompt.localised(words.language)["content"]["statements"]:
                given = counts.votes(records, statement["id"])
                splits.append(_split(statement, given))
    return splits


def _split(statement: dict[str, str], given: dict[str, int]) -> Split:
    shown = opinion.shown(given)
    few = shown is None
    return Split(
        id=statement["id"], text=statement["text"], voters=sum(given.values()),
        agree=None if few else given["agree"],
        disagree=None if few else given["disagree"],
        passed=None if few else given["pass"],
    )  # fmt: skip


def _finding(drawn: Sequence[Split], words: Words) -> str:
    def lean(split: Split) -> float:
        said = (split.agree or 0) + (split.disagree or 0)
        return abs((split.agree or 0) - (split.disagree or 0)) / said if said else 0.0

    even, clear = min(drawn, key=lean), max(drawn, key=lean)
    return words("report.opinions_finding", split=even.id, bridge=clear.id)
