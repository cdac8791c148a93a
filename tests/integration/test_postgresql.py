"""A gradebook on a PostgreSQL server: a class is assigned, graded and marked there, with the same points."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from tests.builders import LESSON
from tests.integration.test_engine import SOME, a_class, differing, graded, rows

from medialit import course
from medialit.grading import nbgrader
from medialit.grading.nbgrader import book, kit

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def as_somebody(command):
    """A command as it may be run: PostgreSQL refuses to be root."""
    return (
        ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *command] if os.getuid() == 0 else command
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of its own on loopback; yields the URL of an empty database."""
    assert SERVERS, "PostgreSQL is not installed: apt-get install postgresql"
    programs = SERVERS[-1]
    place = Path(tempfile.mkdtemp(prefix="medialit-pg-"))  # pytest's own folders are closed to other users
    if os.getuid() == 0:
        shutil.chown(place, 65534, 65534)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "nobody" if os.getuid() == 0 else getpass.getuser()
    initdb = [str(programs / "initdb"), "-D", str(place / "data"), "-U", user, "-A", "trust", "-E", "UTF8"]
    subprocess.run(as_somebody(initdb), check=True, stdout=subprocess.DEVNULL, cwd="/")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={place} -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", str(place / "data"), "-w", "-l", str(place / "log")]
    subprocess.run(as_somebody([*control, "-o", options, "start"]), check=True, stdout=subprocess.DEVNULL, cwd="/")
    yield f"postgresql+psycopg://{user}@127.0.0.1:{port}/postgres"
    subprocess.run(as_somebody([*control, "-m", "immediate", "stop"]), check=True, stdout=subprocess.DEVNULL, cwd="/")
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory, server):
    """A class whose course says that its gradebook is on the server."""

    def configured(folder):
        with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(f"c.CourseDirectory.db_url = {server!r}\n")

    made = a_class(tmp_path_factory.mktemp("pg") / "course", configure=configured)
    graded(made)
    return made


def test_the_rows_are_nbgraders_and_no_file_is_made(made):
    assert differing(made) == {}
    assert not (made.folder / "gradebook.db").exists()


def test_the_points_are_those_of_a_gradebook_in_a_file(made, tmp_path):
    same = a_class(tmp_path / "course")
    graded(same)
    assert rows(made) == rows(same)


def test_the_desk_reads_and_writes_marks_there(made):
    known = {row.student: row for row in nbgrader.rows(made.folder, LESSON)}
    assert set(known) == set(SOME)
    nbgrader.write_marks(made.folder, LESSON, {("complete", "measures"): nbgrader.Change(points=3.0, comment="数")})
    assert nbgrader.given_marks(made.folder, LESSON)["complete", "measures"].comment == "数"
    with kit.connected(nbgrader.gradebook.url_of(made.folder)) as connection:
        before = book.read(connection, LESSON, ["complete"])
    graded(made, force=True)
    with kit.connected(nbgrader.gradebook.url_of(made.folder)) as connection:
        after = book.read(connection, LESSON, ["complete"])
    assert after["complete"]["notebooks"]["reflection"]["grades"]["measures"][1] == 3.0
    assert before.keys() == after.keys()
    assert course.grade(made, LESSON).count(course.Status.GRADED) == len(SOME) - 1
