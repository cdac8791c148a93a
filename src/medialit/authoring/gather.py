"""Which files a run looks at: all of ours, or what lies in the folders and files that are named."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from medialit import content, curriculum, datasets
from medialit.authoring.model import LessonFiles, Notebook, Subject
from medialit.errors import MedialitError
from medialit.i18n import Language


def ours() -> Subject:
    """Return everything that this installation ships."""
    lessons, assignments = content.folder("lessons"), content.folder("assignments")
    notebooks = (*_notebooks(lessons, lessons.parent), *_notebooks(assignments, assignments.parent))
    return Subject(
        root=lessons,
        notebooks=notebooks,
        lessons=tuple(_shipped(plan_id, lessons / plan_id, notebooks) for plan_id in _shipped_ids()),
        datasets=tuple(datasets.folder(name) for name in datasets.names()),
        pages=tuple(sorted(lessons.rglob("*.md"))),
        catalogues=Path(str(files("medialit.i18n"))) / "locale",
    )


def of(paths: Sequence[Path]) -> Subject:
    """Return what lies in `paths`: lesson folders, folders of such folders, or single notebooks.

    Raises
    ------
    MedialitError
        A path does not exist, or there is no notebook and no lesson in it.
    """
    notebooks: list[Notebook] = []
    lessons: list[LessonFiles] = []
    tables: list[Path] = []
    pages: list[Path] = []
    for path in paths:
        if not path.exists():
            raise MedialitError(f"there is no {path}", "name a lesson folder or a notebook")
        top = path if path.is_dir() else path.parent
        here = _notebooks(top, top) if path.is_dir() else _of_file(path)
        own = [top, *(one.parent for one in sorted(top.glob(f"*/{curriculum.OWN}")))] if path.is_dir() else [top]
        lessons += [_own(one, here) for one in own if (one / curriculum.OWN).is_file()]
        stems = {(one.stem, one.path.parent) for one in here}
        lessons += [_shipped(stem, folder, here) for stem, folder in sorted(stems) if stem in _shipped_ids()]
        notebooks += here
        if path.is_dir():
            tables += [one.parent for one in sorted(top.rglob("datapackage.json")) if not _hidden(one, top)]
            pages += [one for one in sorted(top.rglob("*.md")) if not _hidden(one, top) and one.name != "CARD.md"]
    if not (notebooks or lessons):
        named = ", ".join(map(str, paths))
        raise MedialitError(f"there is no notebook in {named}", "name a lesson folder or a notebook")
    return Subject(
        root=paths[0] if paths[0].is_dir() else paths[0].parent,
        notebooks=tuple(notebooks),
        lessons=tuple(lessons),
        datasets=tuple(tables),
        pages=tuple(pages),
    )


def _shipped_ids() -> tuple[str, ...]:
    names = sorted(one.name for one in files("medialit.curriculum").iterdir() if one.name[:2].isdigit())
    return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _hidden(file: Path, top: Path) -> bool:
    return any(part.startswith((".", "__")) for part in file.relative_to(top).parts)


def _notebooks(top: Path, root: Path) -> tuple[Notebook, ...]:
    found = sorted(one for one in top.rglob("*.ipynb") if one.is_file() and not _hidden(one, top))
    return tuple(Notebook.read(one, one.relative_to(root).as_posix()) for one in found)


def _of_file(path: Path) -> tuple[Notebook, ...]:
    """Return one notebook, and the one in the other language beside it."""
    here = Notebook.read(path, path.name)
    if here.language is None:
        return (here,)
    beside = sorted(path.parent.glob(f"{here.stem}.??.ipynb"))
    return tuple(Notebook.read(one, one.name) for one in beside)


def _shipped(lesson_id: str, folder: Path, notebooks: Sequence[Notebook]) -> LessonFiles:
    plan, problem = None, ""
    try:
        plan = curriculum.lesson(lesson_id)
    except MedialitError as found:
        problem = found.what
    return LessonFiles(
        id=lesson_id,
        folder=folder,
        file=f"{lesson_id}.toml",
        plan=plan,
        problem=problem,
        notebooks=dict(_by_language(lesson_id, folder, notebooks)),
    )


def _own(folder: Path, notebooks: Sequence[Notebook]) -> LessonFiles:
    plan, problem = None, ""
    try:
        plan = curriculum.own(folder)
    except MedialitError as found:
        problem = found.what
    lesson_id = plan.id if plan else folder.resolve().name
    return LessonFiles(
        id=lesson_id,
        folder=folder,
        file=curriculum.OWN,
        plan=plan,
        problem=problem,
        notebooks=dict(_by_language(lesson_id, folder, notebooks)),
    )


def _by_language(lesson_id: str, folder: Path, notebooks: Sequence[Notebook]) -> Iterator[tuple[Language, Notebook]]:
    for one in notebooks:
        if one.language is not None and one.stem == lesson_id and one.path.parent.resolve() == folder.resolve():
            yield one.language, one
