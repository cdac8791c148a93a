"""How long our seven assignments take to grade, as a ratio of nbgrader's own autograder to ours.

An invented class hands in all seven lessons; stock and ours grade it in turn, by their commands, everything anew. The
time to start a program counts, so that a small class shows less of it: `--students 48 --rounds 3` is a whole one.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from medialit import curriculum, demo

LESSONS = [plan.id for plan in curriculum.lessons() if plan.points]


def seconds(commands, folder):
    """Run commands one after the other; a hand-in that cannot be graded ends nbgrader with 1."""
    begun = time.perf_counter()
    for command in commands:
        subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    asked = parser.parse_args()
    programs = Path(sys.executable).parent
    stock = [[str(programs / "nbgrader"), "autograde", lesson, "--force"] for lesson in LESSONS]
    ours = {
        number: [[sys.executable, "-m", "medialit", "grade", *LESSONS, "--force", "--workers", str(number)]]
        for number in asked.workers
    }
    with tempfile.TemporaryDirectory() as place:
        course = demo.run(Path(place) / "class", lessons=LESSONS, students=asked.students).course
        taken = {"stock": [], **{number: [] for number in ours}}
        for _ in range(asked.rounds):
            for number, commands in ours.items():
                taken[number].append(seconds(commands, course.folder))
            taken["stock"].append(seconds(stock, course.folder))
    base, count = statistics.median(taken["stock"]), asked.students * len(LESSONS)
    print(f"{count} hand-ins, medians of {asked.rounds}")
    for name, times in taken.items():
        middle = statistics.median(times)
        label = "nbgrader autograde" if name == "stock" else f"medialit grade, {name} workers"
        print(f"{label:28} {middle:8.1f} s   {middle / count:6.3f} s each   {base / middle:5.1f} × as fast")


if __name__ == "__main__":
    main()
