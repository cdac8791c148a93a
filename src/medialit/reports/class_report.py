"""The class report: one page for the teacher, from the gradebook and the answers to the next steps."""

from datetime import UTC, datetime
from pathlib import Path

import medialit
from medialit import curriculum, elements
from medialit.course import Course
from medialit.i18n import Language, Words, words
from medialit.reports import opinions, page, sections, summary
from medialit.reports.gather import gather
from medialit.reports.model import ClassView


def class_report(course: Course, lesson_id: str, language: Language | str, *, now: datetime | None = None) -> Path:
    """Write `reports/<lesson id>.<language>.html` in the course folder and return its path.

    The page is self-contained: it loads nothing from the network and can be printed. It shows counts and
    lists students by id. It ranks nobody, shows no text that anybody wrote and hides opinions of small groups.

    Parameters
    ----------
    course
        The course.
    lesson_id
        A lesson that was graded, or has nothing to grade, such as `01-who-moved`.
    language
        The teacher's language.
    now
        The time that the page states as its own; the present if None.

    Raises
    ------
    UnknownLesson
        No lesson has this id.
    """
    spoken = Language.of(str(language))
    text = render(gather(course, lesson_id), words(spoken), now=now or datetime.now(UTC))
    path = course.folder / "reports" / f"{lesson_id}.{spoken}.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def render(view: ClassView, spoken: Words, *, now: datetime) -> str:
    """Return the page for `view` as HTML."""
    plan = curriculum.lesson(view.lesson_id)
    kinds = {prompt.kind: prompt for prompt in plan.prompts}
    task = kinds.get("classify") if view.is_graded else None
    rows = sections.skill_rows(view, task, spoken) if task else []
    parts = {
        "hand_ins": sections.hand_ins(view, spoken),
        "points": sections.points(view, plan, spoken) if view.is_graded and plan.assignment.automatic else "",
        "skill": sections.skill(task, rows, spoken) if task else "",
        "first_second": sections.first_and_second(view, plan, spoken),
        "opinions": opinions.section(view, plan, spoken) if "opinion" in kinds else "",
        "look": sections.look(view, spoken),
        "marking": sections.marking(view, plan, spoken) if view.is_graded else "",
    }
    there = {name: text for name, text in parts.items() if text}
    return page.page(
        spoken,
        heading=plan.title[spoken.language],
        lead=[elements.tag("p", spoken("report.made", course=view.course, moment=spoken.moment(now)), klass="soft")],
        main=[summary.section(view, rows, tuple(there), spoken), *there.values()],
        banner=spoken("report.banner") if view.invented else "",
        colophon=spoken("report.colophon", version=medialit.__version__),
    )
