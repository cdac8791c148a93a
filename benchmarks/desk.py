"""How long the course desk takes: 400 hand-ins collected, against only unpacking them; a file of 5,000 filled.

python benchmarks/desk.py
"""

import random
import shutil
import statistics
import tempfile
import time
import zipfile
from pathlib import Path

from sqlalchemy import text

from medialit import course
from medialit.course.export import export_grades
from medialit.grading import nbgrader

LESSON = "01-who-moved"
ROUNDS = 3


def timed(act):
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def a_course(place, students):
    made = course.new(place)
    lines = "".join(f"s{one},Invented,Student {one},{one}\n" for one in range(students))
    roster = place / "class.csv"
    roster.write_text(f"id,first_name,last_name,lms_user_id\n{lines}", "utf-8")
    course.import_roster(made, roster)
    course.assign(made, LESSON)
    return made


def collecting(place, made, students):
    files = {one.name: one.read_bytes() for one in (made.folder / "release" / LESSON).iterdir()}
    source = place / "submissions.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in range(students):
            for at, (name, content) in enumerate(files.items()):
                archive.writestr(f"student_{student}_{student * 10 + at}_{name}", content)
    ours, plain = [], []
    for number in range(ROUNDS):
        with zipfile.ZipFile(source) as archive:
            plain.append(timed(lambda archive=archive, to=place / f"plain{number}": archive.extractall(to)))
        if (made.folder / "submitted").exists():
            (made.folder / "submitted").rename(place / f"before{number}")
        ours.append(timed(lambda: course.collect(made, LESSON, source)))
    took, floor = statistics.median(ours), statistics.median(plain)
    print(f"collect {students} hand-ins: {took:.2f} s, only unpacked {floor:.2f} s: {took / floor:.1f} x")


def filling(place, made, students):
    """Fill a file whose rows are in any order; the gradebook has points of every student."""
    order = random.Random(1).sample(range(students), students)  # noqa: S311  # repeatable, not secret
    file = place / "grades.csv"
    lines = "".join(f'"Invented, {one}",{one},s{one},A,,{one % 10}.00\n' for one in order)
    file.write_text(f"Student,ID,SIS Login ID,Section,Reflection (1),Essay (2)\n{lines}", "utf-8")
    ours, plain = [], []
    for _ in range(ROUNDS):
        plain.append(timed(lambda: nbgrader.rows(made.folder, LESSON)))
        ours.append(timed(lambda: export_grades(made, LESSON, file, column="Reflection")))
    took, floor = statistics.median(ours), statistics.median(plain)
    print(f"export of {students} lines: {took:.2f} s, only the gradebook read {floor:.2f} s: {took / floor:.1f} x")


def main():
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        made = a_course(place / "course", 5_000)
        collecting(place, made, 400)
        for student in range(5_000):
            handed_in = made.folder / "submitted" / f"s{student}" / LESSON
            if not handed_in.exists():
                handed_in.mkdir(parents=True)
                shutil.copy(made.folder / "release" / LESSON / "reflection.ipynb", handed_in)
        course.grade(made, LESSON)
        with nbgrader.gradebook.open_gradebook(made.folder) as book:
            book.db.execute(text("UPDATE grade SET needs_manual_grade = 0"))
            book.db.commit()
        filling(place, made, 5_000)


if __name__ == "__main__":
    main()
