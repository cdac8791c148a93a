"""A teacher adds their own copy: what is in it is told, nothing else is kept, and wrong files are refused."""

import contextlib
import json
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.article.invented import PARAGRAPHS, put_in_place

from medialit import article
from medialit.article import own_copy
from medialit.article.extract import paragraphs_in
from medialit.article.make_fingerprint import body
from medialit.cli import main
from medialit.errors import BadCopy

PAGE = """<!doctype html><html><head><title>Title</title><style>p { color: red }</style></head><body>
<nav>Home | About</nav><script>var words = "none of this";</script><h1>The Ferry</h1>
<p>{0}</p><div><p class="x">{1}</p></div><figcaption>Photo by Somebody</figcaption><p>{2}</p>
<h2>2 responses</h2><p>Lovely story, thank you for it.</p></body></html>"""


def page(*paragraphs):
    text = PAGE
    for number, paragraph in enumerate(paragraphs):
        text = text.replace(f"{{{number}}}", paragraph)
    return text


@pytest.fixture(autouse=True)
def invented(monkeypatch):
    return put_in_place(monkeypatch)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIALIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MEDIALIT_LANGUAGE", "en")
    return tmp_path / "home"


def written(folder, name, text):
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def mhtml(text):
    head = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    inner = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return (head + inner + text + "\r\n--x--\r\n").encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", page(*PARAGRAPHS)),
        ("PAGE.HTM", page(*PARAGRAPHS)),
        ("page16.html", page(*PARAGRAPHS).encode("utf-16")),
        ("page.mhtml", mhtml(page(*PARAGRAPHS))),
        ("text.txt", "The Ferry\n\n" + "\n\n".join(PARAGRAPHS)),
        ("lines.txt", "\r\n".join(PARAGRAPHS)),
        ("broken.txt", "\n\n".join(one.replace(". ", ".\n") for one in PARAGRAPHS)),
        ("cp1252.txt", "\n\n".join(PARAGRAPHS).encode("cp1252")),
        ("note.md", "# The Ferry\n\n" + "\n\n".join(one.replace("ferry", "**ferry**") for one in PARAGRAPHS)),
    ],
)
def test_every_kind_of_file_gives_all_paragraphs(tmp_path, name, content):
    found = article.look(written(tmp_path, name, content))
    assert list(found.whole) == [1, 2, 3]
    assert not found.partly
    assert not found.missing


def test_only_the_articles_paragraphs_are_kept_and_only_for_this_user(tmp_path, home):
    article.add(written(tmp_path, "page.html", page(*PARAGRAPHS)), home)
    kept = json.loads((home / "article.json").read_text("utf-8"))
    assert kept == {"paragraphs": {str(number): one for number, one in enumerate(PARAGRAPHS, start=1)}}
    assert "Lovely story" not in (home / "article.json").read_text("utf-8")
    assert sys.platform == "win32" or (home / "article.json").stat().st_mode & 0o077 == 0
    assert [one.name for one in home.iterdir()] == ["article.json"]


def test_what_is_missing_and_what_is_there_in_part_is_told(tmp_path, home):
    half = " ".join(PARAGRAPHS[0].split()[:28])
    found = article.add(written(tmp_path, "part.txt", f"{half}\n\n{PARAGRAPHS[2]}"), home)
    assert (list(found.whole), list(found.partly), found.missing) == ([3], [1], (2,))
    assert article.kept(home) == found
    assert article.paragraphs(home).get(1) == half
    assert article.paragraphs(home).get(2) is None


@given(st.sets(st.integers(0, 2), min_size=1))
def test_a_copy_holds_exactly_the_paragraphs_that_were_in_the_file(chosen):
    found = own_copy.match([PARAGRAPHS[number] for number in chosen])
    assert set(found.whole) == {number + 1 for number in chosen}
    assert set(found.whole) | set(found.partly) | set(found.missing) == {1, 2, 3}


def test_a_second_copy_replaces_the_first_and_can_be_removed(tmp_path, home):
    article.add(written(tmp_path, "a.txt", PARAGRAPHS[0]), home)
    article.add(written(tmp_path, "b.txt", PARAGRAPHS[1]), home)
    assert list(article.kept(home).whole) == [2]
    assert article.remove(home)
    assert not article.remove(home)
    assert article.kept(home) is None
    assert article.paragraphs(home).get(1) is None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("hollow.html", b"<html><head><title>x</title></head></html>", "holds no text"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "is no text"),
        ("letter.docx", b"PK\x03\x04", "no kind of file"),
        ("archive.mhtml", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello", "holds no web page"),
        (
            "other.txt",
            b"A recipe for soup, which has nothing to do with ferries, gulls or piers of any kind.",
            "look like",
        ),
    ],
)
def test_a_file_of_no_use_is_refused_by_name_and_nothing_is_kept(tmp_path, home, name, content, says):
    with pytest.raises(BadCopy, match=says) as refusal:
        article.add(written(tmp_path, name, content), home)
    assert name in refusal.value.what
    assert refusal.value.remedy
    assert not home.exists()


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path, home):
    (tmp_path / "folder.txt").mkdir()
    for name in ("none.txt", "folder.txt"):
        with pytest.raises(BadCopy, match=name):
            article.add(tmp_path / name, home)


@given(st.binary())
def test_no_bytes_break_the_reading(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("x.html", "x.mhtml", "x.txt", "x.md"):
        with contextlib.suppress(BadCopy):
            assert paragraphs_in(written(folder, name, data))


def test_a_damaged_copy_is_told_and_counts_as_none_in_a_lesson(home):
    home.mkdir()
    for text in ("{", '{"paragraphs": {"x": "y"}}'):
        (home / "article.json").write_text(text)
        with pytest.raises(BadCopy):
            article.kept(home)
        assert article.paragraphs(home).get(1) is None


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadCopy, match="cannot be kept"):
        article.add(written(tmp_path, "a.txt", PARAGRAPHS[0]), tmp_path / "file")


def run(*arguments, code=0):
    result = CliRunner().invoke(main, ["article", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_tells_what_was_found_keeps_it_and_deletes_it(tmp_path, home):
    file = written(tmp_path, "b.txt", "\n\n".join(PARAGRAPHS[:2]))
    assert "no copy" in run("status")
    assert "Nothing was kept" in run("add", file, "--dry-run")
    assert not home.exists()
    said = run("add", file)
    assert "2 (1–2)" in said
    assert "Missing: 3" in said
    assert json.loads(run("status", "--json")) == {"whole": [1, 2], "partly": [], "missing": [3]}
    assert "找到的段落：2段（1～2）" in run("status", "--language", "zh")
    assert "would delete" in run("remove", "--dry-run")
    assert "Deleted" in run("remove")
    assert "no copy" in run("remove")
    assert json.loads(run("status", "--json")) is None


def test_the_command_names_a_wrong_file_in_two_lines(tmp_path, home):
    said = run("add", written(tmp_path, "soup.txt", "Take an onion and a pot of water."), code=1)
    assert len(said.strip().splitlines()) == 2
    assert "soup.txt" in said


def test_the_body_of_an_article_ends_above_its_comments():
    long = "word " * 25
    assert body(("Title", long, "Photo by Somebody", long, "2 responses to “Title”", long)) == (long, long)
