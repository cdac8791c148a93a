"""Whatever somebody hands in: the batch ends, nobody else is touched, nothing gets out, and no trick earns a point."""

import json
import socket
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest
from tests.hostile_hand_ins import SAMPLE, cases
from tests.integration.code_course import NAME, build, hand_in

from medialit.grading import engine, sandbox
from medialit.grading.nbgrader import book, kit
from medialit.grading.sandbox import Level

HONEST = ("a-first", "z-last")
WRONG = 2.0
MADE = {"autograded", "gradebook.db", "grading.log.jsonl", ".grading", "gradebook.db-journal"}


class Listener:
    """Counts who connects."""

    def __init__(self):
        self.sock, self.heard = socket.create_server(("127.0.0.1", 0)), []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                self.heard.append(self.sock.accept())
            except OSError:
                return


def rows(folder):
    with kit.connected(f"sqlite:///{folder / 'gradebook.db'}") as connection:
        return book.read(connection, NAME, sorted(book.students(connection, NAME)))


def points(found, student):
    notebooks = found[student]["notebooks"].values() if student in found else ()
    return sum(said[0] or 0 for one in notebooks for said in one["grades"].values())


def shown(folder, student):
    file = folder / "autograded" / student / NAME / "one.ipynb"
    if not file.exists():
        return ""
    return json.dumps([cell.get("outputs", []) for cell in json.loads(file.read_text("utf-8"))["cells"]])


def looked_at(folder):
    """What a hand-in could have changed: the course but for what grading makes, and places where things are planted."""
    course = {
        str(one): (one.lstat().st_size, one.lstat().st_mtime_ns)
        for one in folder.rglob("*")
        if one.relative_to(folder).parts[0] not in MADE and "__pycache__" not in one.parts
    }
    home, temporary = Path.home(), Path(tempfile.gettempdir())
    outside = map(Path, ("/var/tmp", "/etc", "/"))  # noqa: S108  # where somebody might plant something
    places = (home, temporary, *outside, folder, folder.parent, home / ".ipython")
    planted = {str(one) for place in places if place.is_dir() for one in place.glob("*PLANTED*")}
    startup = home / ".ipython" / "profile_default" / "startup"
    return course, planted | {str(one) for one in startup.glob("*PLANTED*")}


def left_behind():
    return [one for one in psutil.process_iter(["cmdline"]) if "STAYS_BEHIND" in (one.info["cmdline"] or [])]


def class_of(folder, names, port):
    """Hand in for two honest students and for each case; student ids are numbers, so that no name is a trick."""
    every, students = cases(port), {}
    for number, name in enumerate(names):
        student = f"h{number:02}"
        how, what = every[name]
        extra = [what] if how == "code" else []
        hand_in(folder, student, "    return x", extra=extra, change=what if how == "files" else None)
        if how == "bytes":
            file = folder / "submitted" / student / NAME / "one.ipynb"
            file.write_bytes(what(file.read_bytes()))
        students[student] = name
    for student in HONEST:
        hand_in(folder, student)
    return students


def assert_it_holds(place, names, monkeypatch, level):
    monkeypatch.setenv("CLASS_SECRET", "out of reach")
    monkeypatch.setattr(sandbox, "require", lambda: level)
    listener, folder = Listener(), build(place / "course")
    students = class_of(folder, names, listener.sock.getsockname()[1])
    before = looked_at(folder)
    everyone = sorted((*students, *HONEST))
    outcomes = {one.student: one for one in engine.grade_all(folder, NAME, everyone, engine.Options())}
    found = rows(folder)
    assert sorted(outcomes) == everyone
    assert {student: points(found, student) for student in HONEST} == dict.fromkeys(HONEST, 6.0)
    assert {name: points(found, one) for one, name in students.items() if points(found, one) > WRONG} == {}
    assert {name: shown(folder, one) for one, name in students.items() if "TAKEN" in shown(folder, one)} == {}
    assert looked_at(folder) == before
    assert listener.heard == []
    assert left_behind() == []


def test_a_sample_of_every_kind_gets_nowhere(tmp_path, monkeypatch, level):
    assert_it_holds(tmp_path, SAMPLE if level is Level.A else SAMPLE[::3], monkeypatch, level)


@pytest.mark.long
def test_no_hand_in_of_the_whole_collection_gets_anywhere(tmp_path, monkeypatch, level):
    assert_it_holds(tmp_path, list(cases(0)), monkeypatch, level)


def test_without_walls_the_same_hand_ins_do_get_somewhere_and_are_noticed(tmp_path, monkeypatch):
    """Otherwise what is looked for above might never be seen."""
    monkeypatch.setenv("CLASS_SECRET", "out of reach")
    names = [
        "steal: the gradebook",
        "steal: other processes' environments",
        "send: over TCP",
        "write: all over the place",
    ]
    listener, folder = Listener(), build(tmp_path / "course")
    students = class_of(folder, names, listener.sock.getsockname()[1])
    before = looked_at(folder)
    list(engine.grade_all(folder, NAME, sorted(students), engine.Options(is_open=True, workers=1)))
    time.sleep(0.2)
    planted = looked_at(folder)[1] - before[1]
    for one in planted:
        Path(one).unlink()
    assert planted
    assert listener.heard
    assert "TAKEN" in "".join(shown(folder, one) for one in students)


def test_every_case_has_a_name_of_its_own_and_the_sample_is_of_them():
    assert set(SAMPLE) <= set(cases(0))
    assert len(cases(0)) >= 75
