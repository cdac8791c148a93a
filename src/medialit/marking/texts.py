"""The texts in the answer boxes of a class, read again only where a file changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from medialit.finding import Finding, Level
from medialit.grading import boxes

_PLACES = ("autograded", "submitted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What stands in one box: its Markdown as it can be shown, what stands for it, and whether it is empty."""

    text: str
    digest: str
    is_blank: bool


def of(raw: str) -> Text:
    """Return a text as it can be shown; line ends of another system, and space around it, make no other text of it."""
    plain = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    shown = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
    digest = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
    return Text(text=shown, digest=digest, is_blank=not boxes.is_filled(plain))


class Texts:
    """The boxes of every student who handed in a lesson; nbgrader's own copy first, else what was handed in."""

    def __init__(self, folder: Path, lesson: str) -> None:
        self._folder, self._lesson = folder, lesson
        self._known: dict[Path, tuple[tuple[int, int], Mapping[str, Text]]] = {}

    def students(self) -> tuple[str, ...]:
        """Return the ids of all students with a folder for the lesson, sorted."""
        found = (one for place in _PLACES for one in self._folder.glob(f"{place}/*/{self._lesson}"))
        return tuple(sorted({one.parent.name for one in found if one.is_dir()}))

    def place(self, student: str) -> Path:
        """Return the folder of a student's hand-in: nbgrader's copy of it if there is one."""
        places = [self._folder / place / student / self._lesson for place in _PLACES]
        return next((one for one in places if one.is_dir()), places[-1])

    def of(self, student: str) -> Mapping[str, Text]:
        """Return a student's boxes by grade id; nothing where no notebook can be read."""
        for place in _PLACES:
            if found := self._read(self._folder / place / student / self._lesson / boxes.NOTEBOOK):
                return found
        return {}

    def unreadable(self) -> tuple[Finding, ...]:
        """Return a note for each student whose notebook cannot be read."""
        return tuple(
            Finding(
                level=Level.WARNING,
                what=f"{boxes.NOTEBOOK} of {student} cannot be read, so nothing of it can be marked",
                remedy="ask for it again; the rest of the class goes on",
            )
            for student in self.students()
            if not self.of(student)
        )

    def _read(self, file: Path) -> Mapping[str, Text]:
        try:
            about = file.stat()
        except OSError:
            return {}
        stamp = (about.st_mtime_ns, about.st_size)
        if file not in self._known or self._known[file][0] != stamp:
            found = {name: of(raw) for name, raw in boxes.read(file.parent).items()}
            self._known[file] = (stamp, found)
        return self._known[file][1]
