"""How a run grows with the number of hand-ins: seconds each, and memory of the process that hands out the work.

One small hand-in with code, and one of a lesson on data, are copied many times; each class is graded by one worker for
each core. Memory is that of the command itself, when a twentieth is done and at the end; the ratio is what should be 1.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.integration import code_course

from medialit import demo
from medialit.grading.engine import cores


def with_code(place, count):
    folder = code_course.build(place / "code")
    for number in range(count):
        code_course.hand_in(folder, f"invented-{number:05}")
    return folder, code_course.NAME


def on_data(place, count):
    made = demo.run(place / "data", lessons=["01-who-moved"], students=1)
    [first] = sorted((made.course.folder / "submitted").iterdir())
    for number in range(count - 1):
        shutil.copytree(first, made.course.folder / "submitted" / f"invented-{number:05}", dirs_exist_ok=True)
    return made.course.folder, "01-who-moved"


def graded(folder, assignment, count):
    """Grade a class; return seconds, and the command's memory in MiB early and at the end."""
    command = [sys.executable, "-m", "medialit", "grade", assignment, "--force", "--json"]
    begun, seen = time.perf_counter(), []
    log = folder / "grading.log.jsonl"
    log.unlink(missing_ok=True)
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                done = log.read_bytes().count(b"\n") if log.exists() else 0
                seen.append((done, watched.memory_info().rss / (1 << 20)))
            except psutil.NoSuchProcess:
                break
            time.sleep(0.2)
    early = [memory for done, memory in seen if done >= count // 20]
    late = [memory for done, memory in seen if count // 20 <= done < count]
    return time.perf_counter() - begun, early[0], max(late)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for name, make in (("code", with_code), ("data", on_data)):
            folder, assignment = make(Path(place), asked.students)
            seconds, early, late = graded(folder, assignment, asked.students)
            each = seconds * cores() / asked.students
            print(
                f"{asked.students} hand-ins, {name}: {each:.3f} s each and core, "
                f"memory {early:.0f} MiB, at most {late:.0f} MiB later: ratio {late / early:.2f}"
            )


if __name__ == "__main__":
    main()
