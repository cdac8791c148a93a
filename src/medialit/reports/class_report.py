"""The class report: one page for the teacher, from the gradebook and the answers to the next steps."""

from datetime import UTC, datetime
from pathlib import Path

import medialit
from medialit import curriculum
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
        A lesson that was graded, such as `01-who-moved`.
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
    task = next((prompt for prompt in plan.prompts if prompt.kind == "classify"), None)
    rows = sections.skill_rows(view, task, spoken) if task else []
    parts = [
        summary.section(view, rows, spoken),
        sections.hand_ins(view, spoken),
        sections.points(view, spoken),
        *([sections.skill(task, rows, spoken)] if task else []),
        sections.first_and_second(view, plan, spoken),
        opinions.section(view, plan, spoken),
        sections.look(view, spoken),
        sections.marking(view, plan, spoken),
    ]
    return page.page(
        spoken,
        heading=plan.title[spoken.language],
        lead=[page.tag("p", spoken("report.made", course=view.course, moment=spoken.moment(now)), klass="soft")],
        main=parts,
        banner=spoken("report.banner") if view.invented else "",
        colophon=spoken("report.colophon", version=medialit.__version__),
    )
