"""The opinion section: votes on statements under the small-group rule, never marked, never split by group."""

from collections.abc import Sequence

from medialit import elements
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
    if any(split.cells for split in splits):
        body = page.chart(class_charts.opinions(splits, _finding(splits, words), words), words)
    else:
        voters = max((split.voters for split in splits), default=0)
        body = elements.tag("p", words("report.opinions_hidden", count=voters, least=least))
    texts = [part for one in splits for part in (elements.tag("dt", one.id), elements.tag("dd", one.text))]
    rule = elements.tag("p", words("report.opinions_rule", least=least, cell=opinion.MIN_CELL), klass="soft")
    parts = [rule, body, elements.wrap("dl", texts, klass="texts")]
    return elements.section("opinions", words("report.section_opinions"), parts)


def _splits(view: ClassView, plan: LessonPlan, words: Words) -> list[Split]:
    records = [one.record for one in view.came]
    return [
        _split(statement, counts.votes(records, statement["id"]))
        for prompt in plan.prompts
        if prompt.kind == "opinion"
        for statement in prompt.localised(words.language)["statements"]
    ]


def _split(statement: dict[str, str], given: dict[str, int]) -> Split:
    may = opinion.shown(given)
    if isinstance(may, opinion.TooFew):
        return Split(id=statement["id"], text=statement["text"], voters=may.n)
    return Split(
        id=statement["id"],
        text=statement["text"],
        voters=may.n,
        cells=may.cells,
        merged=may.merged,
        merged_count=may.merged_count,
    )


def _finding(splits: Sequence[Split], words: Words) -> str:
    """Name the most even split and the bridges, from shown counts only, so that nothing hidden leaks."""
    sides = [
        (one.id, one.cells["agree"], one.cells["disagree"]) for one in splits if {"agree", "disagree"} <= set(one.cells)
    ]
    even = opinion.by_evenness(sides)[:1]
    bridges = [
        one.id
        for one in splits
        if "agree" in one.cells
        and opinion.is_bridge(one.cells["agree"], one.voters - one.cells["agree"] - one.cells.get("pass", 0))
    ]
    told = words("report.comma").join(bridges)
    if even and bridges:
        return words("report.opinions_split_and_bridge", split=even[0], bridges=told)
    if even:
        return words("report.opinions_split", split=even[0])
    if bridges:
        return words("report.opinions_bridge", bridges=told)
    return words("report.opinions_plain", count=sum(bool(one.cells) for one in splits), all=len(splits))
