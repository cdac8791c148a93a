"""Folders that somebody filled on purpose are walked and removed all the same."""

import contextlib
import os
from itertools import islice
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medialit.grading.folders import remove, walk


def dig(place, depth):
    """Make folders in each other, deeper than a path may be long."""
    with contextlib.chdir(place):
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("last.txt").write_text("x", "utf-8")


def test_a_folder_deeper_than_any_path_is_walked_and_removed(tmp_path):
    place = tmp_path / "work"
    place.mkdir()
    dig(place, 3_000)
    assert max(depth for _, depth in walk(place, 50)) == 50
    assert len(list(islice(walk(place), 1_500))) == 1_500
    remove(place)
    assert not place.exists()


def test_nothing_behind_a_link_is_walked_or_removed(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "kept.txt").write_text("kept", "utf-8")
    place = tmp_path / "work"
    (place / "in").mkdir(parents=True)
    for here in (place, place / "in"):
        (here / "link").symlink_to(tmp_path / "theirs")
    assert {entry.name for entry, _ in walk(place)} == {"in", "link"}
    remove(place)
    assert not place.exists()
    assert (tmp_path / "theirs" / "kept.txt").read_text("utf-8") == "kept"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), max_size=12), st.sampled_from([0o755, 0o500, 0])
)
def test_whatever_lies_in_it_a_folder_is_gone_afterwards(tmp_path, paths, mode):
    place = tmp_path / "work"
    place.mkdir()
    for parts in paths:
        place.joinpath(*parts).mkdir(parents=True, exist_ok=True)
        place.joinpath(*parts, "file").write_text("x", "utf-8")
    for entry, _ in sorted(walk(place), key=lambda one: -one[1]):
        if entry.is_dir(follow_symlinks=False):
            Path(entry.path).chmod(mode)
    remove(place)
    assert not place.exists()
