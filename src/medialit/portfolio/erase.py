"""Deleting everything a student wrote, in two steps: look at what would go, then do it and say what stayed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medialit import content
from medialit.errors import MedialitError
from medialit.grading import boxes
from medialit.i18n import Words
from medialit.portfolio.gather import sites
from medialit.portfolio.pages import NAMES, is_portfolio
from medialit.responses import path_for
from medialit.responses.receipt import NOTEBOOK_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """What a deletion would do.

    Attributes
    ----------
    remove
        Files that go: journals, their locks, hand-ins, exported portfolios, Jupyter's own copies of notebooks.
    renew
        Lesson notebooks that are put back as they were laid, without any output or added cell.
    clear
        Other notebooks, which keep their cells and lose their outputs.
    kept
        What stays, since it may be the student's only copy of graded work or is not ours to touch.
    """

    remove: tuple[Path, ...]
    renew: Mapping[Path, Path]
    clear: tuple[Path, ...]
    kept: tuple[Path, ...]

    def __bool__(self) -> bool:
        return bool(self.remove or self.renew or self.clear)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What a deletion did: files removed, notebooks without answers now, and files that resisted."""

    removed: tuple[Path, ...]
    cleaned: tuple[Path, ...]
    failed: tuple[Path, ...]
    kept: tuple[Path, ...]


def look(folder: Path) -> Doomed:
    """Return what a deletion of everything in the lessons of `folder` would do; nothing is touched."""
    remove: dict[Path, None] = {}
    renew: dict[Path, Path] = {}
    clear: dict[Path, None] = {}
    kept: dict[Path, None] = {}
    for lesson_id, place in sites(folder):
        remove |= dict.fromkeys(_files(lesson_id, place))
        for notebook in sorted(place.glob("*.ipynb")):
            shipped = _shipped(lesson_id, notebook)
            if notebook.is_symlink() or not notebook.is_file():
                kept[notebook] = None
            elif shipped and notebook.read_bytes() != shipped.read_bytes():
                renew[notebook] = shipped
            elif not shipped:
                clear |= dict.fromkeys([notebook] if _has_outputs(notebook) else [])
                kept |= dict.fromkeys([notebook] if _has_own_words(notebook) else [])
    remove |= dict.fromkeys(folder / name for name in NAMES if is_portfolio(folder / name))
    return Doomed(remove=tuple(remove), renew=renew, clear=tuple(clear), kept=tuple(kept))


def erase(doomed: Doomed) -> Erased:
    """Delete what `look` found; a file that resists is named, and stops nothing.

    Notebooks come first: as long as one holds a receipt, a lesson would write the journal again from it.
    """
    cleaned, removed, failed = [], [], []
    for notebook in (*doomed.renew, *doomed.clear):
        try:
            fresh = doomed.renew.get(notebook)
            _replace(notebook, fresh.read_bytes() if fresh else _without_outputs(notebook))
            cleaned.append(notebook)
        except (OSError, ValueError):
            failed.append(notebook)
    for file in doomed.remove:
        try:
            file.unlink(missing_ok=True)
            removed.append(file)
        except OSError:
            failed.append(file)
    return Erased(removed=tuple(removed), cleaned=tuple(cleaned), failed=tuple(failed), kept=doomed.kept)


def plan_lines(doomed: Doomed, folder: Path, say: Words) -> list[str]:
    """Return what would be deleted and what would stay, as sentences."""
    if not doomed:
        return [say("erase.nothing")]
    lines = [say("erase.would_remove", file=_short(one, folder)) for one in doomed.remove]
    lines += [say("erase.would_clean", file=_short(one, folder)) for one in (*doomed.renew, *doomed.clear)]
    return [*lines, *_stays(doomed.kept, folder, say)]


def done_lines(erased: Erased, folder: Path, say: Words) -> list[str]:
    """Return what was deleted, what resisted and what stays, as sentences."""
    lines = [say("erase.failed", file=_short(one, folder)) for one in erased.failed]
    lines += [say("erase.removed", file=_short(one, folder)) for one in erased.removed]
    lines += [say("erase.cleaned", file=_short(one, folder)) for one in erased.cleaned]
    return [*lines, *_stays(erased.kept, folder, say), say("erase.open_tabs")]


def _stays(kept: tuple[Path, ...], folder: Path, say: Words) -> list[str]:
    return [*(say("erase.kept", file=_short(one, folder)) for one in kept), say("erase.elsewhere")]


def _short(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


def _files(lesson_id: str, place: Path) -> Iterator[Path]:
    """Yield the files of one lesson that hold answers and nothing else."""
    journal = path_for(place, lesson_id)
    names = (
        journal.name,
        f".{journal.name}.lock",
        f".{journal.name}.*.new",
        f"{lesson_id}-*.zip",
        f"{lesson_id}-*.part",
    )
    for name in names:
        yield from sorted(one for one in place.glob(name) if one.is_file() and not one.is_symlink())
    checkpoints = place / ".ipynb_checkpoints"
    if checkpoints.is_dir() and not checkpoints.is_symlink():
        yield from sorted(one for one in checkpoints.glob("*-checkpoint.ipynb") if not one.is_symlink())


def _shipped(lesson_id: str, notebook: Path) -> Path | None:
    """Return the notebook that this installation lays under this name, if it lays one."""
    try:
        file = content.folder("lessons") / lesson_id / notebook.name
    except MedialitError:
        return None
    return file if file.is_file() else None


def _cells(notebook: Path) -> list[dict[str, Any]]:
    try:
        if notebook.stat().st_size > NOTEBOOK_LIMIT:
            return []
        found = json.loads(notebook.read_text("utf-8-sig"))["cells"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _has_outputs(notebook: Path) -> bool:
    return any(cell.get("outputs") for cell in _cells(notebook))


def _has_own_words(notebook: Path) -> bool:
    """Tell whether a person may have written in a notebook that we did not lay: its boxes, or any cell of a copy."""
    if notebook.name == boxes.NOTEBOOK:
        return any(boxes.is_filled(text) for text in boxes.read(notebook.parent).values())
    return True


def _without_outputs(notebook: Path) -> bytes:
    """Return a notebook without outputs and without the widgets' state, which holds answers too."""
    data = json.loads(notebook.read_text("utf-8-sig"))
    for cell in data["cells"]:
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    data.get("metadata", {}).pop("widgets", None)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _replace(file: Path, data: bytes) -> None:
    """Write a file in one step: the old one or the new one, never half of it."""
    unfinished = file.with_name(f".{file.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
