"""How fast two workers of a Dask cluster grade, as a ratio of two processes of this machine.

The scheduler and its workers are programs of their own on this machine, as a site would start them. They are there
before the clock starts; each way is asked once before it is measured, so that reading a lesson does not count.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from many import on_data, with_code

from medialit.grading import engine

WORKERS = 2


@contextlib.contextmanager
def a_cluster(place):
    """Yield the address of a scheduler with two workers."""
    file, started = place / "scheduler.json", []
    quiet = ["--no-dashboard", "--scheduler-file", str(file)]
    scheduler = ["-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *quiet]
    worker = ["-m", "distributed.cli.dask_worker", "--nthreads", "1", "--local-directory", str(place), *quiet]
    try:
        for command in (scheduler, *[worker] * WORKERS):
            nothing = subprocess.DEVNULL
            started.append(subprocess.Popen([sys.executable, *command], stdout=nothing, stderr=nothing))
            while not (file.exists() and file.stat().st_size):
                time.sleep(0.1)
        yield json.loads(file.read_text("utf-8"))["address"]
    finally:
        for one in reversed(started):
            one.terminate()
            one.wait(30)


def timed(folder, assignment, students, **options):
    begun = time.perf_counter()
    for outcome in engine.grade_all(folder, assignment, students, engine.Options(force=True, **options)):
        if not outcome.step.done:
            raise SystemExit(outcome.step.log)
    return time.perf_counter() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "dask").mkdir()
        with a_cluster(place / "dask") as address:
            for kind, make in (("code", with_code), ("data", on_data)):
                folder, assignment = make(place, asked.students)
                students = sorted(one.name for one in (folder / "submitted").iterdir())
                ways = {"pool": {"workers": WORKERS}, "cluster": {"scheduler": address}}
                taken = {way: [] for way in ways}
                for turn in range(asked.rounds + 1):
                    for way, options in ways.items():
                        seconds = timed(folder, assignment, students, **options)
                        if turn:
                            taken[way].append(seconds)
                pool, cluster = (statistics.median(taken[way]) for way in ways)
                print(
                    f"{len(students)} hand-ins, {kind}, medians of {asked.rounds}: pool {pool:.1f} s, "
                    f"cluster {cluster:.1f} s: {pool / cluster:.2f} of the pool's rate"
                )


if __name__ == "__main__":
    main()
