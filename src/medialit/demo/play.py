"""One invented student at work: from the released folder to the folder that lies in `submitted/`."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from medialit import curriculum
from medialit.demo import answers, folder
from medialit.demo.clock import Clock
from medialit.demo.roster import Invented, Way, Writing
from medialit.demo.seat import Seat
from medialit.demo.texts import Pen
from medialit.i18n import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What every invented student finds: the lesson, the released folder, the key, the seed, the week of the class."""

    lesson_id: str
    released: Path
    key: Mapping[str, Mapping[str, str]]
    seed: int
    week: int = 0


def play(student: Invented, scene: Scene, submitted: Path) -> None:
    """Let `student` do the lesson and the reflection, and hand in under `submitted/<id>/<lesson id>`."""
    if student.way is Way.ABSENT:
        return
    rng = Random(f"{scene.seed} {scene.lesson_id} {student.id}")  # noqa: S311 - repeatable, not secret
    place = submitted / student.id / scene.lesson_id
    shutil.copytree(scene.released, place)
    clock = Clock(rng, scene.week)
    if student.way is not Way.BLANK:
        _work(student, scene, place, rng, clock)
    folder.stamp(place, clock.hand_in(late=student.late))


def _work(student: Invented, scene: Scene, place: Path, rng: Random, clock: Clock) -> None:
    pen = Pen(student.writing, rng)
    language = _language(student, rng)
    mind = answers.Mind(rng=rng, pen=pen, key=scene.key, skill=rng.uniform(0.3, 0.95))
    seat = Seat(scene.lesson_id, place, language, author=student.id, clock=clock)
    leaves_out = 0.45 if student.way is Way.PARTIAL else 0.0
    plan = curriculum.lesson(scene.lesson_id)
    for prompt in plan.prompts:
        if rng.random() >= leaves_out:
            for step in answers.steps(seat.widget(prompt), mind):
                clock.work()
                seat.do(prompt, step)
    folder.write_boxes(place, _texts(student, seat, pen, rng, plan))
    if student.way is not Way.FOREIGN_JOURNAL:  # who never ran the last cell has no receipt either
        folder.keep_receipt(seat.notebook, scene.lesson_id, seat.responses)
    _accident(student.way, place, seat.journal, plan)


def _texts(student: Invented, seat: Seat, pen: Pen, rng: Random, plan: curriculum.LessonPlan) -> dict[str, str]:
    """Return the texts of the boxes that this student fills; the last one quotes their own first answer."""
    boxes = [criterion.id for criterion in plan.rubric]
    if student.way is Way.PARTIAL:
        boxes = sorted(rng.sample(boxes, rng.randrange(len(boxes))), key=boxes.index)
    own = seat.own_estimates()
    return {box: pen.write(f"{plan.key}-{box}", box, **(own if box == "own-thinking" else {})) for box in boxes}


def _accident(way: Way, place: Path, journal: Path, plan: curriculum.LessonPlan) -> None:
    """Let happen what happens to folders."""
    match way:
        case Way.BROKEN_NOTEBOOK:
            folder.cut_short(place)
        case Way.DELETED_CELL:
            folder.delete_box(place, plan.rubric[1].id)
        case Way.COPIED_CELL:
            folder.copy_cell(place, "completion" if plan.assignment.automatic else plan.rubric[-1].id)
        case Way.LOST_JOURNAL:
            journal.unlink()
        case Way.FOREIGN_JOURNAL:
            folder.from_another_lesson(journal)


def _language(student: Invented, rng: Random) -> Language:
    if student.writing is Writing.BOTH:
        return rng.choice((Language.EN, Language.ZH))
    return Language(student.writing.value)
