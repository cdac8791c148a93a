"""From a course folder to what each student's page tells: hand-in, gradebook, marks, facts, answers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from medialit import course as desk
from medialit import curriculum, marking
from medialit.course import Course
from medialit.curriculum import Criterion, LessonPlan
from medialit.drafts.text import tokens
from medialit.feedback import charts, handed, numbers
from medialit.feedback.model import Automatic, Held, Reading, Row, Sheet
from medialit.feedback.text import shown
from medialit.grading import facts, nbgrader
from medialit.grading.boxes import NOTEBOOK
from medialit.i18n import Language, Text
from medialit.marking.texts import Texts
from medialit.portfolio import committed, said_in
from medialit.responses import Action, Record, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the teacher decided for all pages: whether points are held back, whether the keys are given out."""

    held: Held | None
    show_keys: bool


class Class:
    """A class and one lesson: what is the same for everybody is read once.

    Raises
    ------
    UnknownLesson
        There is no such lesson.
    BadCourse
        The settings of its marking cannot be read.
    """

    def __init__(self, course: Course, lesson_id: str) -> None:
        self.course, self.plan = course, curriculum.lesson(lesson_id)
        self._rubric = desk.rubric(course, lesson_id)
        self._grades = {row.student: row for row in nbgrader.rows(course.folder, lesson_id)}
        self._marks = marking.final(course, lesson_id)
        self._texts = Texts(course.folder, lesson_id)
        self._why = _why(self.plan)
        self._graded = {row.student: row for row in desk.last_grading(course, lesson_id)}
        self._figures = charts.named(course.folder / "source" / lesson_id)

    def sheet(self, student: str, ruling: Ruling) -> Sheet:
        """Return what the page of one student tells."""
        place, grade = self._texts.place(student), self._grades.get(student)
        record = Record.of(said_in(self.plan, place))
        found = {} if grade is None else grade.marks
        criteria = {one.id for one in self._rubric}
        name = f"{grade.first_name} {grade.last_name}".strip() if grade else ""
        return Sheet(
            student=student,
            name=name or student,
            plan=self.plan,
            invented=self.course.invented,
            submitted=grade.submitted if grade else None,
            problem="" if grade else self._problem(student, place),
            rows=tuple(self._row(student, one, found.get(one.id)) for one in self._rubric),
            cells={name: _cell(name, mark) for name, mark in found.items() if name not in criteria},
            completion=facts.completion(self.plan.id, place) if self.plan.assignment.completion else (),
            skill=facts.skill(self.plan.id, place) if self.plan.assignment.skill else (),
            answers=committed(self.plan, place, _told_twice(self.plan, record), self.course.language),
            numbers=dict(_numbers(self.plan, record)),
            penalty=grade.penalty if grade else 0.0,
            held=ruling.held,
            show_keys=ruling.show_keys,
            skill_why=self._why,
            figures=self._figures,
            handed=handed.handed_in(*self._places(student)),
            told=self._graded[student].told if student in self._graded else (),
        )

    def language(self, student: str) -> Language:
        """Return the language in which to write to a student: that of their notebooks, else of their texts."""
        said = said_in(self.plan, self._texts.place(student))
        if said:
            return _most_used(said)
        mine = self._texts.of(student)
        texts = (mine[one.id].text for one in self._rubric if one.id in mine and not mine[one.id].is_blank)
        found = tokens("\n".join(texts)[:20_000])
        if not found:
            return self.course.language
        return Language.ZH if 2 * sum(one.is_han for one in found) > len(found) else Language.EN

    def _places(self, student: str) -> Iterator[Path]:
        """Yield where figures are looked for: what was handed in first, since grading may run no code and keep none."""
        for place in ("submitted", "autograded"):
            yield self.course.folder / place / student / self.plan.id

    def _problem(self, student: str, place: Path) -> str:
        """Return why there are no points; what nbgrader said of it may name files of the teacher's and stays out."""
        if self._texts.of(student):
            return "ungraded"
        return "unreadable" if (place / NOTEBOOK).is_file() else "missing"

    def _row(self, student: str, criterion: Criterion, grade: nbgrader.Mark | None) -> Row:
        """Return one criterion: a mark of the desk's that counts, else what the gradebook has from elsewhere."""
        mine = self._texts.of(student)
        text = mine.get(criterion.id)
        is_blank = text is None or text.is_blank
        words = shown(text.text) if text and not is_blank else ""
        mark = self._marks.get((student, criterion.id))
        if grade is None or grade.manual is None:
            points, comment = (mark.points, mark.comment) if mark else (None, "")
        else:
            points, comment = grade.manual + grade.extra, grade.comment
        is_ours = mark is not None and (grade is None or grade.manual in {None, mark.points})
        if points is not None and (is_ours or (grade is not None and not grade.waiting)):
            who = mark.marker if mark and is_ours else ""
            said = shown(mark.comment if mark and is_ours else comment)
            return Row(
                criterion=criterion, text=words, reading=Reading.READ, points=points, comment=said, marker=shown(who)
            )
        if points is not None:
            return Row(criterion=criterion, text=words, reading=Reading.AGAIN)
        if not mine:
            return Row(criterion=criterion, text="", reading=Reading.UNREADABLE)
        if is_blank:
            zero = grade.auto if grade else None
            return Row(criterion=criterion, text="", reading=Reading.BLANK, points=zero)
        return Row(criterion=criterion, text=words, reading=Reading.WAITING)


def students(course: Course, lesson_id: str) -> tuple[str, ...]:
    """Return who handed something in, sorted."""
    graded = (one.parent.name for one in course.folder.glob(f"autograded/*/{lesson_id}") if one.is_dir())
    return tuple(sorted({*graded, *desk.handed_in(course, lesson_id)}))


def _cell(name: str, mark: nbgrader.Mark) -> Automatic:
    return Automatic(name=name, points=mark.given, most=mark.most, by_person=mark.manual is not None)


def _told_twice(plan: LessonPlan, record: Record) -> tuple[str, ...]:
    """Return the prompts with a second answer, and those committed that ask for one."""
    asks = {prompt.id for prompt in plan.prompts if prompt.kind == "commit_reveal"}
    return tuple(one for one in record.prompts() if one in asks or record.latest(one, Action.AGAIN))


def _numbers(plan: LessonPlan, record: Record) -> Iterator[tuple[str, numbers.Pair]]:
    for prompt in plan.prompts:
        first, again = record.first_commit(prompt.id), record.latest(prompt.id, Action.AGAIN)
        found = numbers.pair(prompt, first.value, again.value if again else None) if first else None
        if found:
            yield prompt.id, found


def _most_used(said: tuple[Response, ...]) -> Language:
    """Return the language of most answers; of two that are even, that of the last one."""
    count = Counter(one.lang for one in said)
    return Language.of(max((one.lang for one in reversed(said)), key=lambda lang: count[lang]))


def _why(plan: LessonPlan) -> Mapping[str, Text]:
    if not plan.assignment.skill:
        return {}
    items = tuple(one["id"] for one in plan.prompt(plan.assignment.skill).content["items"])
    return curriculum.skill_why(items)
