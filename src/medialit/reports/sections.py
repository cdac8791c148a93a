"""The sections of the class report: each turns counts into a finding, a chart and a table."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from medialit import elements
from medialit.course import Status
from medialit.curriculum import LessonPlan, Prompt
from medialit.figures import class_charts
from medialit.i18n import Words
from medialit.reports import counts, page
from medialit.reports.model import ClassView, HandIn
from medialit.responses import Record


def hand_ins(view: ClassView, words: Words) -> str:
    """Return when the folders came in, and how many after the due date."""
    parts = []
    if view.due is not None:
        parts.append(elements.tag("p", words("report.due", moment=words.moment(view.due)), klass="soft"))
    by_day = counts.days(view.came)
    if by_day:
        on_time, late = zip(*by_day.values(), strict=True)
        labels = [_day(day, words) for day in by_day]
        parts.append(page.chart(class_charts.hand_ins(labels, on_time, late, len(view.hand_ins), words), words))
    else:
        parts.append(elements.tag("p", words("report.nothing")))
    return elements.section("hand-ins", words("report.section_hand_ins"), parts)


def points(view: ClassView, plan: LessonPlan, words: Words) -> str:
    """Return how the automatic points are spread."""
    by_person = plan.points - plan.assignment.automatic
    note = words("report.section_points_note", by_person=by_person, points=plan.points)
    parts = [elements.tag("p", note, klass="soft")]
    for criterion in ("completion", "skill"):
        marks = [mark for one in view.graded if (mark := one.given(criterion)) is not None]
        if marks:
            most = round(view.criteria.get(criterion, 4))
            parts.append(page.chart(class_charts.points(criterion, marks, most, words), words))
    if len(parts) == 1:
        parts.append(elements.tag("p", words("report.nothing")))
    return elements.section("points", words("report.section_points"), parts)


def skill_rows(view: ClassView, prompt: Prompt, words: Words) -> list[dict[str, Any]]:
    """Return one row per part of the skill task: who chose the key, another option or nothing."""
    content = prompt.localised(words.language)
    records = [one.record for one in view.came]
    rows = []
    for item in content["items"]:
        for question in content["questions"]:
            chosen = counts.skill_choices(records, prompt.id, item["id"], question["id"])
            texts = {option["id"]: option["text"] for option in question["options"]}
            keyed = view.key.get(item["id"], {}).get(question["id"], "")
            known = sum(chosen[option] for option in texts)
            rows.append(
                {
                    "label": f"{item['id']} {question['text']}",
                    "key": chosen[keyed] if keyed else 0,
                    "other": known - (chosen[keyed] if keyed else 0),
                    "none": len(records) - known,
                    "options": {text: chosen[option] for option, text in texts.items()},
                    "keyed": texts.get(keyed, ""),
                }
            )
    return rows


def skill(prompt: Prompt, rows: Sequence[dict[str, Any]], words: Words) -> str:
    """Return which parts were hard, and what was chosen instead."""
    items = prompt.localised(words.language)["items"]
    texts = [part for item in items for part in (elements.tag("dt", item["id"]), elements.tag("dd", item["text"]))]
    answered = any(row["key"] + row["other"] for row in rows)
    parts = [
        page.chart(class_charts.skill_items(rows, words), words, words("report.skill_reading"))
        if answered
        else elements.tag("p", words("report.nothing")),
        elements.details(words("report.skill_texts"), elements.wrap("dl", texts, klass="texts")),
    ]
    return elements.section("skill", words("report.section_skill"), parts)


def first_and_second(view: ClassView, plan: LessonPlan, words: Words) -> str:
    """Return first against second answers to the lesson's predictions (`…-C…`), as counts."""
    records = [one.record for one in view.came]
    parts = [elements.tag("p", words("report.unchanged_is_fine"), klass="soft")]
    for prompt in plan.prompts:
        if prompt.kind == "commit_reveal" and "-C" in prompt.id:
            parts += _prediction(prompt, records, words)
    return elements.section("first-second", words("report.section_first_second"), parts)


def _prediction(prompt: Prompt, records: Sequence[Record], words: Words) -> list[str]:
    content = prompt.localised(words.language)
    both = counts.pairs(records, prompt.id)
    if content["answer"]["type"] == "number":
        both = counts.numeric(both)
    single = counts.only_first(records, prompt.id)
    if not both:
        return [elements.tag("p", words("report.no_pairs", prompt=prompt.id))]
    notes = [_certainty(both, words)]
    if single:
        notes.append(words("report.only_first", count=single))
    if content["answer"]["type"] == "number":
        return [_estimates(prompt, both, notes, words)]
    return _choices(prompt, content["answer"]["options"], both, notes, words)


def _estimates(prompt: Prompt, both: Sequence[counts.Pair], notes: list[str], words: Words) -> str:
    reference = float((prompt.reveal(words.language) or {}).get("value") or 0)
    moved = counts.moves(both, reference)
    finding = words(
        "report.estimates_finding",
        all=len(both),
        reference=words.number(reference),
        nearer=moved.nearer,
        farther=moved.farther,
        same=moved.same,
    )
    numbers = [(float(one.first), float(one.again)) for one in both]
    drawn = class_charts.estimates(prompt.id, numbers, reference, finding, words)
    return page.chart(drawn, words, *notes, asked=prompt.text[words.language])


def _choices(
    prompt: Prompt,
    options: Sequence[dict[str, str]],
    both: Sequence[counts.Pair],
    notes: list[str],
    words: Words,
) -> list[str]:
    ids, texts = [option["id"] for option in options], [option["text"] for option in options]
    first = counts.tally((one.first for one in both), ids)
    again = counts.tally((one.again for one in both), ids)
    top = max(range(len(ids)), key=lambda place: again[place])
    finding = words(
        "report.choices_finding",
        all=len(both),
        changed=sum(one.first != one.again for one in both),
        top=texts[top],
        count=again[top],
    )
    crossing = counts.crossings(both, ids)
    rows = [(text, *map(words.number, row)) for text, row in zip(texts, crossing, strict=True)]
    square = elements.table((words("report.crossing_corner"), *texts), rows, caption=words("report.crossings"))
    return [
        page.chart(
            class_charts.choices(prompt.id, texts, (first, again), finding, words),
            words,
            *notes,
            asked=prompt.text[words.language],
        ),
        elements.details(words("report.crossings"), square),
    ]


def _certainty(both: Sequence[counts.Pair], words: Words) -> str:
    before = counts.middle(one.first_certainty for one in both)
    after = counts.middle(one.again_certainty for one in both)
    none = words("report.none")
    return words(
        "report.certainty",
        before=none if before is None else words.number(before),
        after=none if after is None else words.number(after),
    )


def look(view: ClassView, words: Words) -> str:
    """Return what could not be graded, what was put right, who handed nothing in, and the remedies; or nothing."""
    failed = [one for one in view.hand_ins if one.state is Status.FAILED]
    noted = [one for one in view.hand_ins if one.state is Status.GRADED and one.note]
    missing = [one for one in view.hand_ins if one.state is Status.MISSING]
    if not (failed or noted or missing):
        none = elements.tag("p", words("report.look_none"))
        return elements.section("look", words("report.section_look"), [none]) if view.is_graded else ""
    if view.is_graded:
        finding = words("report.look_finding", failed=len(failed), notes=len(noted), missing=len(missing))
    else:
        finding = words("report.look_missing", missing=len(missing))
    columns = tuple(words(f"report.{key}") for key in ("student", "state", "why", "remedy"))
    remedies = {Status.FAILED: "remedy_failed", Status.GRADED: "remedy_note", Status.MISSING: "remedy_missing"}
    rows = [
        (
            one.student,
            words(f"report.state_{one.state}"),
            one.note or words("report.none"),
            words(f"report.{remedies[one.state]}"),
        )
        for one in (*failed, *noted, *missing)
    ]
    parts = [
        elements.tag("p", finding, klass="finding"),
        elements.table(columns, rows, caption=words("report.section_look"), klass="ids"),
    ]
    return elements.section("look", words("report.section_look"), parts)


def marking(view: ClassView, plan: LessonPlan, words: Words) -> str:
    """Return everybody's state by id: what is done and what waits for a person."""
    waiting = [one for one in view.graded if one.waiting]
    each = by_hand_points(view)
    finding = (
        words(
            "report.marking_finding",
            boxes=sum(len(one.waiting) for one in waiting),
            count=len(waiting),
            points=words.number(each),
        )
        if waiting
        else words("report.next_marked")
    )
    heads = (
        words("report.of_most", name=criterion_name(key, plan, words), most=words.number(most))
        for key, most in view.criteria.items()
    )
    columns = (words("report.student"), words("report.handed_in"), words("report.late_column"), *heads)
    rows = [_marks(one, view, words) for one in sorted(view.hand_ins, key=lambda one: one.student)]
    parts = [
        elements.tag("p", finding, klass="finding"),
        elements.tag("p", words("report.marking_order"), klass="soft"),
        elements.table(columns, rows, caption=words("report.section_marking"), klass="ids marks"),
    ]
    return elements.section("marking", words("report.section_marking"), parts)


def by_hand_points(view: ClassView) -> float:
    """Return how many points of one hand-in are a person's to give."""
    return max((sum(p.most for p in one.points if p.by_hand) for one in view.graded), default=0)


def criterion_name(key: str, plan: LessonPlan, words: Words) -> str:
    """Return a criterion as the rubric calls it; a teacher's own keeps its key."""
    titles = {one.id: one.title[words.language] for one in plan.rubric}
    named = f"report.criterion_{key}"
    return titles.get(key) or (words(named) if named in words else key)


def _marks(one: HandIn, view: ClassView, words: Words) -> tuple[str, ...]:
    cells = []
    for key in view.criteria:
        given = one.given(key)
        waits = words("report.waits") if key in one.waiting else words("report.none")
        cells.append(waits if given is None else words.number(given))
    return (one.student, *_when(one, words), *cells)


def _when(one: HandIn, words: Words) -> tuple[str, str]:
    """Return day and hour of the hand-in, and by how much it was late."""
    from babel.dates import format_skeleton, format_time

    if one.at is None:
        return words("report.state_missing"), words("report.none")
    late = words("report.late_by", hours=max(1, round(one.late_s / 3600))) if one.is_late else words("report.none")
    locale = words.language.babel_dates
    day, hour = format_skeleton("MMMd", one.at, locale=locale), format_time(one.at, "HH:mm", locale=locale)
    return f"{day} {hour}", late


def _day(day: date, words: Words) -> str:
    from babel.dates import format_skeleton

    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return str(format_skeleton("MMMEd", at, locale=words.language.babel_dates))
