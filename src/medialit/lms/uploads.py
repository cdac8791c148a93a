"""What learning management systems make of the names of uploaded files, and what browsers and students make of them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from medialit.lms.unpack import Piece

# Canvas: name_LATE_user_file_name; lib/content_zipper.rb of https://github.com/instructure/canvas-lms
_CANVAS = re.compile(r"(?P<name>[^_/]*)_(?P<late>LATE_)?(?P<lms>\d+)_(?P<number>\d+)_(?P<file>.+)")
# Moodle: name_participant_assignsubmission_file_, a folder of its own or the beginning of the file's name
_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?")
_COPY = re.compile(r"(?:\s*[(（]\d+[)）]|-\d+|\s*-\s*(?:Copy|副本)\d*|-Copy\d+|_\d+)+$", re.IGNORECASE)
_TAILS = (".txt", ".json", ".zip")
_KINDS = (".ipynb", ".jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One uploaded file, or one file of an uploaded archive.

    Attributes
    ----------
    owner
        The system's own id of the student, a name, or a folder: whatever tells whose it is.
    name
        The name of the student in the download, or what else it calls them.
    is_lms_id
        Whether `owner` is the system's own id.
    number
        The system's number of the upload: of two, the higher one is the later.
    path
        Below the student's folder, as it was packed.
    """

    owner: str
    name: str
    is_lms_id: bool
    late: bool
    number: int
    path: PurePosixPath
    content: bytes


def upload(piece: Piece) -> Upload | None:
    """Return whose file a piece of a download is, or None if its path does not say."""
    for at, part in enumerate(piece.path.parts):
        after = piece.path.parts[at + 1 :]
        if match := _CANVAS.fullmatch(part):
            return _upload(match, match["lms"], piece, (match["file"], *after), is_lms_id=True)
        if match := _MOODLE.fullmatch(part):
            return _upload(match, match["name"], piece, (*filter(None, [match["file"]]), *after), is_lms_id=False)
    owner, below = piece.path.parts[0].removesuffix(".zip"), piece.path.parts[1:]
    if not below:
        return None
    return Upload(
        owner=owner,
        name=owner,
        is_lms_id=False,
        late=False,
        number=0,
        path=PurePosixPath(*below),
        content=piece.content,
    )


def _upload(match: re.Match[str], owner: str, piece: Piece, path: tuple[str, ...], *, is_lms_id: bool) -> Upload:
    return Upload(
        owner=owner,
        name=match["name"],
        is_lms_id=is_lms_id,
        late=bool(match.groupdict().get("late")),
        number=int(match["number"]),
        path=PurePosixPath(*path),
        content=piece.content,
    )


def plain_name(name: str, known: Collection[str]) -> str:
    """Return the name that a file had before browsers, systems and students changed it, if it is one of `known`.

    Examples
    --------
    >>> plain_name("reflection (1).ipynb.txt", {"reflection.ipynb"})
    'reflection.ipynb'
    >>> plain_name("My notes.ipynb", {"reflection.ipynb"})
    'My notes.ipynb'
    """
    by_case = {one.casefold(): one for one in known}
    short = name
    while short.lower().endswith(_TAILS) and any(kind in short.lower()[:-4] for kind in _KINDS):
        short = short[: short.rindex(".")]
    for candidate in (name, short, _without_copies(name), _without_copies(short)):
        if candidate.casefold() in by_case:
            return by_case[candidate.casefold()]
    return name


def _without_copies(name: str) -> str:
    stem, dot, kind = name.rpartition(".")
    inner, middle, last = stem.rpartition(".")
    if middle and last.startswith("answers"):  # 01-who-moved.answers (1).jsonl
        return f"{inner}.{_COPY.sub('', last)}{dot}{kind}"
    return f"{_COPY.sub('', stem)}{dot}{kind}"
