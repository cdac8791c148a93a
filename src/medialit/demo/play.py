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

#: How many of the four boxes a student of each way fills, at least and at most.
_BOXES = {Way.PARTIAL: (0, 3), Way.BLANK: (0, 0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What every invented student finds: the lesson, the released folder, the key, the seed."""

    lesson_id: str
    released: Path
    key: Mapping[str, Mapping[str, str]]
    seed: int


def play(student: Invented, scene: Scene, submitted: Path) -> None:
    """Let `student` do the lesson and the reflection, and hand in under `submitted/<id>/<lesson id>`."""
    if student.way is Way.ABSENT:
        return
    rng = Random(f"{scene.seed} {student.id}")  # noqa: S311 - repeatable, not secret
    place = submitted / student.id / scene.lesson_id
    shutil.copytree(scene.released, place)
    clock = Clock(rng)
    if student.way is not Way.BLANK:
        _work(student, scene, place, rng, clock)
    folder.stamp(place, clock.hand_in(late=student.late))


def _work(student: Invented, scene: Scene, place: Path, rng: Random, clock: Clock) -> None:
    pen = Pen(student.writing, rng)
    language = _language(student, rng)
    mind = answers.Mind(rng=rng, pen=pen, key=scene.key, skill=rng.uniform(0.3, 0.95), language=language)
    seat = Seat(scene.lesson_id, place, language, author=student.id, clock=clock)
    leaves_out = 0.45 if student.way is Way.PARTIAL else 0.0
    for prompt in curriculum.lesson(scene.lesson_id).prompts:
        if rng.random() >= leaves_out:
            for step in answers.steps(prompt, mind):
                clock.work()
                seat.do(prompt, step)
    folder.write_boxes(place, _texts(student, seat, pen, rng))
    if student.way is not Way.FOREIGN_JOURNAL:  # who never ran the last cell has no receipt either
        folder.keep_receipt(seat.notebook, scene.lesson_id, seat.responses)
    _accident(student.way, place, seat.journal)


def _texts(student: Invented, seat: Seat, pen: Pen, rng: Random) -> dict[str, str]:
    """Return the texts of the boxes that this student fills; the last one quotes their own first answer."""
    least, most = _BOXES.get(student.way, (4, 4))
    boxes = sorted(rng.sample(folder.BOXES, rng.randint(least, most)), key=folder.BOXES.index)
    own = seat.own_estimates()
    return {box: pen.write(box, **(own if box == "own-thinking" else {})) for box in boxes}


def _accident(way: Way, place: Path, journal: Path) -> None:
    """Let happen what happens to folders."""
    match way:
        case Way.BROKEN_NOTEBOOK:
            folder.cut_short(place)
        case Way.DELETED_CELL:
            folder.delete_box(place, "comparison")
        case Way.COPIED_CELL:
            folder.copy_cell(place, "completion")
        case Way.LOST_JOURNAL:
            journal.unlink()
        case Way.FOREIGN_JOURNAL:
            folder.from_another_lesson(journal)


def _language(student: Invented, rng: Random) -> Language:
    if student.writing is Writing.BOTH:
        return rng.choice((Language.EN, Language.ZH))
    return Language(student.writing.value)
