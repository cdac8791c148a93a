"""How long hand-ins with code take to grade, as ratios of nbgrader's own autograder to ours.

An invented class hands in three notebooks with tables, figures and widgets. The commands run in turn, everything anew;
starting a program counts, so that a small class shows less of it: `--students 48 --rounds 3` is a whole one. Those who
call `quit()` or loop for ever are left out, because they cost a kernel of their own by either way.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.headlines_course import NAME, build

ASKED = "nbgrader autograde"


def ways(workers):
    """The commands that are compared, by what they are called."""
    ours = [sys.executable, "-m", "medialit", "grade", NAME, "--force"]
    made = {
        "judged twice (as ever)": [*ours, "--workers", str(workers)],
        "judged inside only": [*ours, "--workers", str(workers), "--integrity", "inside"],
        "inside only, no walls": [*ours, "--workers", str(workers), "--integrity", "inside", "--unsandboxed"],
        "judged twice, one worker": [*ours, "--workers", "1"],
    }
    return {ASKED: [sys.executable, "-m", "nbgrader", "autograde", NAME, "--create", "--force"], **made}


def timed(command, folder):
    begun = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if command[2] == "medialit" and done.returncode:
        raise SystemExit(done.stderr)
    return time.perf_counter() - begun


def share_of_cells(folder):
    """How much of what a hand-in took, the last time, was the cells themselves."""
    last = [json.loads(line) for line in (folder / "grading.log.jsonl").read_text("utf-8").splitlines()]
    return sum(sum(one["cells_s"].values()) for one in last) / sum(one["seconds"] for one in last)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = build(Path(place) / "media101", asked.students)
        commands, shares = ways(asked.workers), {}
        taken = {name: [] for name in commands}
        for _ in range(asked.rounds):
            for name, command in commands.items():
                (folder / "grading.log.jsonl").unlink(missing_ok=True)
                taken[name].append(timed(command, folder))
                if name != ASKED:
                    shares[name] = share_of_cells(folder)
    base = statistics.median(taken[ASKED])
    print(f"{asked.students} hand-ins of three notebooks, {asked.workers} workers, medians of {asked.rounds}")
    for name, times in taken.items():
        middle = statistics.median(times)
        share = f"   cells {shares[name]:4.0%} of a hand-in" if name in shares else ""
        print(
            f"{name:26} {middle:8.1f} s   {middle / asked.students:6.3f} s each   {base / middle:5.1f} × as fast{share}"
        )


if __name__ == "__main__":
    main()
