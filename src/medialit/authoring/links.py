"""ML4xx, links: what they point at inside the lessons exists, and what they point at outside is a web page."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from medialit.authoring.model import Found, Notebook, Subject

_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<((?:https?|mailto|javascript|data):[^>\s]+)>")
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*#*$", re.MULTILINE)
SCHEMES = ("https", "http", "mailto")


def _linked(subject: Subject) -> Iterator[tuple[str, str, Path, str]]:
    """Yield every link: the file's name, the cell, the file, and the target."""
    for one in subject.sound():
        for cell in one.cells:
            if cell.is_markdown:
                yield from ((one.name, cell.id, one.path, target) for target in _targets(cell.source))
    for page in subject.pages:
        try:
            text = page.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        name = page.relative_to(subject.root).as_posix() if page.is_relative_to(subject.root) else page.name
        yield from ((name, "", page, target) for target in _targets(text))


def _targets(text: str) -> Iterator[str]:
    for match in _LINK.finditer(re.sub(r"`[^`\n]*`|^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)):
        yield match.group(1) or match.group(2)


def dead(subject: Subject) -> Iterator[Found]:
    """Yield links to files or headings that are not there, or that lie outside the lessons."""
    for name, cell, file, target in _linked(subject):
        try:
            parts = urlsplit(target)
        except ValueError:
            continue
        if parts.scheme or target.startswith("//"):
            continue
        place = (file.parent / unquote(parts.path)).resolve() if parts.path else file.resolve()
        if not place.exists():
            yield Found(name, cell, f"there is no {parts.path}")
        elif not place.is_relative_to(subject.root.resolve()):
            yield Found(name, cell, f"{parts.path} lies outside the lessons, so a student does not have it")
        elif parts.fragment and unquote(parts.fragment) not in _anchors(place):
            yield Found(name, cell, f"there is no heading #{unquote(parts.fragment)} in {place.name}")


def _anchors(file: Path) -> set[str]:
    """Return the anchors of a notebook's or page's headings, as JupyterLab and as GitHub make them."""
    if file.suffix == ".ipynb":
        text = "\n".join(cell.source for cell in Notebook.read(file, file.name).cells if cell.is_markdown)
    elif file.suffix == ".md":
        text = file.read_text("utf-8")
    else:
        return set()
    heads = [re.sub(r"[*`_]", "", head) for head in _HEADING.findall(text)]
    return {head.replace(" ", "-") for head in heads} | {
        re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads
    }


def strange(subject: Subject) -> Iterator[Found]:
    """Yield links that lead neither to a web page nor to a file."""
    for name, cell, _, target in _linked(subject):
        try:
            parts = urlsplit(target)
            broken = bool(parts.scheme) and parts.scheme not in SCHEMES
            broken = broken or (parts.scheme in {"https", "http"} and "." not in (parts.hostname or ""))
        except ValueError:
            broken = True
        if broken or target.startswith("//"):
            yield Found(name, cell, f"{target!r} is no address of a web page")
