"""How long a hand-in with code takes: nbgrader's own kernels, and forks of a shell that is ready, walled or not.

A course of two notebooks in plain Python; each way grades the same hand-ins in turn. Walls are those of the best level
that this machine has.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.integration.code_course import NAME, build, hand_in

from medialit.grading import sandbox
from medialit.grading.intake import take_in
from medialit.grading.model import Task, Walls
from medialit.grading.nbgrader import kit, worker

STUDENTS = [f"invented-{number}" for number in range(6)]
ROUNDS = 3


def main():
    level = sandbox.require().value
    ways = {
        "nbgrader's own kernels": (Walls(is_open=True), True),
        "shell, no walls": (Walls(is_open=True), False),
        f"shell, level {level}": (Walls(level=level), False),
    }
    with tempfile.TemporaryDirectory() as place:
        folder = build(Path(place) / "course")
        for student in STUDENTS:
            hand_in(folder, student)
        packed = kit.pack(folder, NAME)
        handed = {one: take_in(folder / "submitted" / one / NAME).files for one in STUDENTS}
        taken = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, (walls, stock) in ways.items():
                room = worker.Room(packed, Path(place), walls)
                worker.grade_in(room, Task(student="warm", files=handed[STUDENTS[0]], stock=stock))
                begun = time.perf_counter()
                for student, files in handed.items():
                    worker.grade_in(room, Task(student=student, files=files, stock=stock))
                taken[name].append((time.perf_counter() - begun) / len(STUDENTS))
                room.close()
    base = statistics.median(taken["nbgrader's own kernels"])
    print(f"{len(STUDENTS)} hand-ins of two notebooks, one worker, medians of {ROUNDS}; starting up not counted")
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:26} {1000 * middle:7.0f} ms each   {base / middle:5.1f} × as fast")


if __name__ == "__main__":
    main()
