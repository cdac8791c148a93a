"""A course's life: made, opened, assigned."""

import shutil
import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import medialit
from medialit import content, curriculum, settings, worksheet
from medialit.course import notes
from medialit.course.model import Assigned, Course
from medialit.course.rubric import rubric, rubric_file
from medialit.errors import AlreadyExists, BadCourse, NotACourse, NotSaved
from medialit.finding import Finding, Level
from medialit.grading import nbgrader
from medialit.i18n import Language
from medialit.responses import path_for

SETTINGS = "medialit.toml"
_FOLDERS = ("source", "exchange", "student-preview")
_CONFIG = """# An ordinary nbgrader course. What you set after the last line wins.
from medialit.grading.nbgrader import configure

c = get_config()
configure(c, __file__)
"""


def new(folder: Path, *, language: Language = Language.EN, invented: bool = False) -> Course:
    """Make a course in a new folder.

    Raises
    ------
    AlreadyExists
        The folder exists; nothing in it was touched.
    NotSaved
        The folder cannot be made.
    """
    if folder.exists():
        raise AlreadyExists(f"{folder} exists already", "name a folder that does not exist yet; nothing was changed")
    try:
        folder.mkdir(parents=True)
        for name in _FOLDERS:
            (folder / name).mkdir()
        (folder / "exchange").chmod(0o777)  # nbgrader wants an exchange that students may write into
        (folder / "nbgrader_config.py").write_text(_CONFIG, "utf-8")
        course = Course(folder=folder, language=language, content_version=medialit.__version__, invented=invented)
        _write_settings(course)
    except OSError as problem:
        raise NotSaved(
            f"a course cannot be made in {folder}: {problem.strerror or problem}", "choose a folder you may write in"
        ) from problem
    return course


def open_course(folder: Path) -> Course:
    """Return the course in `folder`.

    Raises
    ------
    NotACourse
        There is none, or its `medialit.toml` cannot be read.
    """
    try:
        data = tomllib.loads((folder / SETTINGS).read_text("utf-8"))
        return Course(
            folder=folder,
            language=Language.of(data["language"]),
            content_version=str(data["content_version"]),
            invented=bool(data.get("invented", False)),
        )
    except FileNotFoundError:
        raise NotACourse(f"{folder} is not a medialit course", "make one: medialit course new FOLDER") from None
    except (OSError, ValueError, KeyError) as problem:
        raise NotACourse(
            f"{folder / SETTINGS} cannot be read: {problem}", "restore that file, or make a new course beside it"
        ) from None


def open_any(folder: Path) -> Course:
    """Return the course in `folder`: one of ours, or any course of nbgrader's, which is then in your language.

    Raises
    ------
    NotACourse
        There is none, or its `medialit.toml` cannot be read.
    """
    if (folder / SETTINGS).exists() or not (folder / nbgrader.CONFIG).is_file():
        return open_course(folder)
    return Course(folder=folder, language=settings.read().language, content_version=medialit.__version__)


def assign(course: Course, lesson_id: str, *, due: datetime | None = None) -> Assigned:
    """Make a lesson ready for students: the student version of its reflection, and the lesson notebooks beside it.

    Without a reflection, shipped or the teacher's own in `source/`, students get the lesson and nothing is graded.

    The assignment is generated first; the lesson notebooks are laid into `release/` only, since nbgrader would
    execute whatever lies in `source/` for every student. The teacher's notes and the worksheets to print go into
    `teacher/`, which nobody releases.

    Parameters
    ----------
    due
        The due date, with its time zone; none if not given.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        A journal lies in the source folder, the due date has no time zone or nobody would keep it, or nbgrader refused
        the assignment.
    """
    plan = curriculum.lesson(lesson_id)
    if due is not None and due.tzinfo is None:
        raise BadCourse(f"the due date {due} has no time zone", "write it like 2027-02-01T23:59+01:00")
    findings = [*version_findings(course), *_lay_source(course, lesson_id), *_own_rubric(course, lesson_id)]
    _refuse_journals(course, lesson_id)
    release, graded = course.folder / "release" / lesson_id, is_graded(course, lesson_id)
    if graded:
        _generate(course, lesson_id, due)
    else:
        findings.append(_nothing_to_grade(lesson_id, due))
        release.mkdir(parents=True, exist_ok=True)
    for notebook in sorted((content.folder("lessons") / lesson_id).glob("*.ipynb")):
        shutil.copyfile(notebook, release / notebook.name)
    _preview(course, lesson_id, release)
    files = tuple(sorted(one.name for one in release.iterdir()))
    written = notes.write(replace(plan, rubric=rubric(course, lesson_id)), course.folder / "teacher" / lesson_id)
    written += worksheet.write(plan, course.folder / "teacher" / lesson_id)
    return Assigned(folder=release, files=files, is_graded=graded, notes=written, findings=tuple(findings))


def is_graded(course: Course, lesson_id: str) -> bool:
    """Tell whether a lesson has a graded reflection: one in `source/`, or one that medialit ships."""
    shipped = content.folder("assignments") / "source" / lesson_id
    return any(any(place.glob("*.ipynb")) for place in (course.folder / "source" / lesson_id, shipped))


def _generate(course: Course, lesson_id: str, due: datetime | None) -> None:
    """Let nbgrader make the student version, and keep the due date in its gradebook."""
    step = nbgrader.Steps(course.folder).generate(lesson_id)
    if not step.done:
        raise BadCourse(
            f"nbgrader could not make the assignment {lesson_id}",
            f"its last words: {step.log.strip().splitlines()[-1]}",
        )
    if due is not None:
        nbgrader.set_due(course.folder, lesson_id, due)


def _nothing_to_grade(lesson_id: str, due: datetime | None) -> Finding:
    """Return what the teacher should know of a lesson without a reflection; refuse a date that nobody would keep."""
    if due is not None:
        raise BadCourse(
            f"{lesson_id} has no graded reflection yet, so nbgrader keeps no due date for it", "assign it without --due"
        )
    return Finding(
        level=Level.NOTE,
        what=f"there is no graded reflection for {lesson_id} yet: students get the lesson, and nothing is graded",
        remedy=f"to grade it, put a reflection of your own into source/{lesson_id}/ and assign again",
    )


def _own_rubric(course: Course, lesson_id: str) -> list[Finding]:
    """Return a note where the course marks by a rubric of its own: the released notebook prints its own text."""
    if not rubric_file(course, lesson_id).is_file():
        return []
    return [
        Finding(
            level=Level.NOTE,
            what=f"this course marks {lesson_id} by a rubric of its own",
            remedy=f"see that the tables in source/{lesson_id}/ say the same: students read those",
        )
    ]


def version_findings(course: Course) -> tuple[Finding, ...]:
    """Return a warning where the course was made by another version of medialit than the installed one."""
    if course.content_version == medialit.__version__:
        return ()
    return (
        Finding(
            level=Level.WARNING,
            what=f"the course holds content of medialit {course.content_version}; {medialit.__version__} is installed",
            remedy=f"install medialit {course.content_version} for this course, or assign the lesson anew",
        ),
    )


def _lay_source(course: Course, lesson_id: str) -> list[Finding]:
    """Copy the shipped assignment into `source/`; a file that the teacher has is kept."""
    shipped, target = content.folder("assignments") / "source" / lesson_id, course.folder / "source" / lesson_id
    kept = []
    for file in sorted(one for one in shipped.rglob("*") if one.is_file() and not one.name.startswith(".")):
        place = target / file.relative_to(shipped)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
        elif place.read_bytes() != file.read_bytes():
            kept.append(place.name)
    return [
        Finding(
            level=Level.NOTE,
            what=f"source/{lesson_id}/{name} is not the shipped one; yours was kept",
            remedy="delete it and assign again to get the shipped one",
        )
        for name in kept
    ]


def _refuse_journals(course: Course, lesson_id: str) -> None:
    """Refuse a journal in `source/`: nbgrader would lay it over every student's own."""
    journal = path_for(course.folder / "source" / lesson_id, lesson_id)
    found = sorted(journal.parent.rglob("*.answers.jsonl"))
    if found:
        raise BadCourse(
            f"{found[0].relative_to(course.folder)} would overwrite the answers of every student",
            "move it out of the source folder, then assign again",
        )


def _preview(course: Course, lesson_id: str, release: Path) -> None:
    """Show the teacher what students get, beside START; files tried out there are left alone."""
    preview = course.folder / "student-preview"
    for start in sorted(content.folder("lessons").glob("START.*.ipynb")):
        if not (preview / start.name).exists():
            shutil.copyfile(start, preview / start.name)
    for file in sorted(release.iterdir()):
        place = preview / lesson_id / file.name
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


def _write_settings(course: Course) -> None:
    text = (
        "# What medialit knows about this course.\n"
        f'language = "{course.language.value}"\n'
        f'content_version = "{course.content_version}"\n'
        + (
            "# Every student in this course, and every text of theirs, is invented.\ninvented = true\n"
            * course.invented
        )
    )
    (course.folder / SETTINGS).write_text(text, "utf-8")
