"""Intake: whatever lies in a folder, what is read is regular, within its caps, and no exception comes out."""

import os
import socket
import threading

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medialit.grading.intake import Caps, take_in
from medialit.i18n import Language, words


def keys(taken):
    return {note.key.removeprefix("desk.intake_") for note in taken.notes}


def test_files_are_read_whole_by_their_paths(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "reflection.ipynb").write_bytes(b"{}")
    (tmp_path / "data" / "表.csv").write_bytes(b"a,b\r\n")
    taken = take_in(tmp_path)
    assert taken.files == {"data/表.csv": b"a,b\r\n", "reflection.ipynb": b"{}"}
    assert (taken.notes, taken.refused) == ((), None)


def test_a_link_to_somebody_elses_work_is_left_aside(tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("the key", "utf-8")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "reflection.ipynb").symlink_to(secret / "key.txt")
    (mine / "folder").symlink_to(secret)
    os.link(secret / "key.txt", mine / "hard.txt")
    taken = take_in(mine)
    assert taken.files == {}
    assert keys(taken) == {"link"}
    assert take_in(mine / "folder").files == {}


def test_a_pipe_a_socket_and_a_folder_named_as_a_notebook_hold_nobody_up(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "journal.jsonl")
    (tmp_path / "reflection.ipynb").mkdir()
    (tmp_path / "ok.txt").write_text("ok", "utf-8")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        taken = take_in(tmp_path)
    assert taken.files == {"ok.txt": b"ok"}
    assert keys(taken) == {"special"}


def test_answers_are_read_before_what_else_fills_the_caps(tmp_path):
    for number in range(30):
        (tmp_path / f"a{number:02}.png").write_bytes(b"x" * 1000)
    (tmp_path / "z.answers.jsonl").write_bytes(b"y" * 100)
    (tmp_path / "z.ipynb").write_bytes(b"z" * 100)
    taken = take_in(tmp_path, Caps(files=5, total_mib=0.003))
    assert {"z.answers.jsonl", "z.ipynb"} <= taken.files.keys()
    assert keys(taken) >= {"large"}
    assert sum(map(len, taken.files.values())) <= 0.003 * (1 << 20)


def test_a_file_that_is_sparse_and_enormous_costs_no_memory(tmp_path):
    with (tmp_path / "huge.bin").open("wb") as file:
        file.truncate(1 << 40)
    assert keys(take_in(tmp_path, Caps(file_mib=1))) == {"large"}


def test_folders_that_never_end_are_cut(tmp_path):
    place = tmp_path
    for _ in range(40):
        place = place / "d"
        place.mkdir()
    (place / "deep.txt").write_text("deep", "utf-8")
    taken = take_in(tmp_path)
    assert (taken.files, keys(taken)) == ({}, {"deep"})


def test_a_folder_that_is_not_there_is_a_note(tmp_path):
    taken = take_in(tmp_path / "nobody")
    assert taken.refused.key == "desk.intake_unreadable"


def test_a_name_that_is_no_text_is_told_and_not_used(tmp_path):
    for name in (b"\xff\xfe.txt", b"new\nline.txt", b"back\\slash.txt", b"esc\x1b[31m.txt"):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123  # a name in bytes
            file.write(b"x")
    taken = take_in(tmp_path)
    assert (taken.files, keys(taken)) == ({}, {"name"})
    for language in Language:
        told = [words(language)(note.key, **note.values) for note in taken.notes]
        assert all(line.isprintable() for line in told)


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda name: name not in {".", ".."} and len(name.encode()) < 200
)
KINDS = st.sampled_from(["file", "link", "dangling", "fifo", "hard", "folder"])
CAPS = st.builds(
    Caps,
    files=st.integers(0, 5),
    file_mib=st.floats(0, 0.001),
    total_mib=st.floats(0, 0.002),
    depth=st.integers(1, 3),
    name_bytes=st.integers(1, 40),
)


def make(folder, name, kind, content, other):
    place = folder / name
    if kind == "file":
        place.write_bytes(content)
    elif kind == "link":
        place.symlink_to(other)
    elif kind == "dangling":
        place.symlink_to(folder / "nowhere")
    elif kind == "fifo":
        os.mkfifo(place)
    elif kind == "hard":
        os.link(other, place)
    else:
        place.mkdir()
        (place / "inside.txt").write_bytes(content)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, st.tuples(KINDS, st.binary(max_size=2000)), max_size=8), CAPS)
def test_whatever_lies_there_the_caps_hold_and_nothing_is_followed(tmp_path_factory, tree, caps):
    folder = tmp_path_factory.mktemp("hand-in")
    other = tmp_path_factory.mktemp("other") / "secret"
    other.write_bytes(b"SECRET" * 50)
    for name, (kind, content) in tree.items():
        make(folder, name, kind, content, other)
    taken = take_in(folder, caps)
    assert len(taken.files) <= caps.files
    assert all(len(content) <= caps.file_mib * (1 << 20) for content in taken.files.values())
    assert sum(map(len, taken.files.values())) <= caps.total_mib * (1 << 20)
    assert all(name not in tree or tree[name][0] == "file" for name in taken.files)
    assert all(len(name.split("/")) <= caps.depth for name in taken.files)
    assert all((folder / name).read_bytes() == content for name, content in taken.files.items())


def test_a_folder_that_becomes_a_link_while_it_is_read_leads_nowhere(tmp_path):
    secret, mine = tmp_path / "secret", tmp_path / "mine"
    secret.mkdir()
    (secret / "key.txt").write_text("the key", "utf-8")
    (mine / "a").mkdir(parents=True)
    (mine / "a" / "key.txt").write_text("my own", "utf-8")
    stop = threading.Event()

    def swap():
        while not stop.is_set():
            (mine / "a").rename(mine / "b")
            (mine / "a").symlink_to(secret)
            (mine / "a").unlink()
            (mine / "b").rename(mine / "a")

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        read = {content for _ in range(300) for content in take_in(mine).files.values()}
    finally:
        stop.set()
        swapping.join()
    assert read <= {b"my own"}


def test_where_there_are_no_handles_on_folders_links_are_left_aside_too(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "supports_dir_fd", set())
    (tmp_path / "mine" / "in").mkdir(parents=True)
    (tmp_path / "mine" / "in" / "a.txt").write_text("a", "utf-8")
    (tmp_path / "mine" / "link").symlink_to(tmp_path)
    taken = take_in(tmp_path / "mine")
    assert taken.files == {"in/a.txt": b"a"}
    assert keys(taken) == {"link"}
