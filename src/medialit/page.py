"""A plain page that needs nothing else and runs nothing, save what draws its figures: to keep, print, read offline."""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from medialit.errors import NotSaved
from medialit.i18n import Language

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --page: #ffffff; --quiet: #595959; --line: #c8c8c8; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --page: #181a1b; --quiet: #b0b0b0; --line: #4a4a4a; } }
body { color: var(--ink); background: var(--page); font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.3; }
h2 { border-top: 2px solid var(--quiet); padding-top: 1.5rem; margin-top: 2.5rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
a { color: inherit; }
.quiet { color: var(--quiet); font-size: .9rem; }
blockquote { margin: 0 0 1rem; padding: 0 0 0 1rem; border-left: 3px solid var(--line); }
table { border-collapse: collapse; margin-bottom: 1rem; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left;
  vertical-align: top; }
th[scope="row"] { font-weight: normal; } th[scope="col"] { overflow-wrap: normal; }
table:has(tr + tr > td:empty) { width: 100%; } tr + tr > td:empty { min-width: 2.5rem; height: 3rem; }
table:has(tr + tr > td:empty) th[scope="col"] { font-size: .85rem; hyphens: auto; padding: .3rem; }
.pen { list-style: none; padding-left: 0; }
hr { border: 0; border-bottom: 1px solid var(--line); height: 2rem; margin: 0; }
.fold { break-after: page; border-bottom: 2px dashed var(--quiet); }
tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; }
@media print { :root { --ink: #000000; --page: #ffffff; --quiet: #404040; --line: #808080; }
  body { max-width: none; margin: 0; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CELL = re.compile(r" ((?:\\.|[^\\|])*?) ?\|")
_PEN = re.compile(r"☐|_{3,}")
"""How an item of a list begins that is ticked or numbered by hand, and needs no bullet before it."""
_TAGS = {"**": "strong", "*": "em"}
_STARTS = {
    "heading": re.compile(r"#{1,6} "),
    "table": re.compile(r"\| "),
    "bullet": re.compile(r"- "),
    "number": re.compile(r"\d+\. "),
    "rule": re.compile(r"(?:_{3,}|-{3,})$"),
}
"""How the lines of a block begin; what begins otherwise is a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """JavaScript of ours that runs at the end of a page, in this order.

    `makes_pictures` is set where it makes images with a `data:` address.
    """

    code: tuple[str, ...]
    makes_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of plain texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of plain texts, with a header row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Grid


def page(
    title: str,
    body: str,
    language: Language,
    *,
    generator: str,
    style: str = "",
    scripts: Scripts | None = None,
) -> str:
    """Return a whole HTML page around `body`, which is HTML already.

    Parameters
    ----------
    generator
        What wrote it; stands in the head, so that only its own pages are ever replaced.
    style
        CSS of its own, after that of all plain pages.
    scripts
        What runs in it, if anything; the page's policy lets the browser run that, to the letter, and nothing else.
    """
    policy = _POLICY + (_allowing(scripts) if scripts else "")
    run = "".join(f"<script>{one}</script>\n" for one in scripts.code) if scripts else ""
    return (
        f'<!doctype html>\n<html lang="{language.html}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{html.escape(generator)}">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        f"{run}</body>\n</html>\n"
    )


@lru_cache(maxsize=4)
def _allowing(scripts: Scripts) -> str:
    """Return what lets a page run these scripts by their hashes, and nothing that is evaluated or written inline."""
    hashes = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts.code)
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    pictures = "; img-src data:" if scripts.makes_pictures else ""
    return f"; script-src {allowed}; base-uri 'none'; form-action 'none'{pictures}"


def write(folder: Path, name: str, texts: Mapping[str, str]) -> list[Path]:
    """Write `NAME.ENDING` into `folder`, anew each time, for the text of each ending.

    Raises
    ------
    NotSaved
        They cannot be written.
    """
    files = [folder / f"{name}.{ending}" for ending in texts]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in zip(files, texts.values(), strict=True):
            file.write_text(text, "utf-8")
    except OSError as problem:
        raise NotSaved(
            f"{name} cannot be written to {folder}: {problem.strerror or problem}",
            "name a folder that you may write in",
        ) from problem
    return files


def as_html(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML; every text is shown as it is."""
    return "\n".join(map(_html, blocks))


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{html.escape(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{html.escape(block.text)}</p>"
    if isinstance(block, Bullets):
        return f"<ul>{''.join(f'<li>{html.escape(one)}</li>' for one in block.items)}</ul>"
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in block.head)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, block.rows))}</tbody></table>"


def _row(cells: Sequence[str]) -> str:
    rest = "".join(f"<td>{html.escape(one)}</td>" for one in cells[1:])
    return f'<tr><th scope="row">{html.escape(cells[0])}</th>{rest}</tr>'


def as_markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown; every text is shown as it is."""
    return "\n\n".join(map(_markdown, blocks)) + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {literal(block.text)}"
    if isinstance(block, Paragraph):
        return literal(block.text)
    if isinstance(block, Bullets):
        return "\n".join(f"- {literal(one)}" for one in block.items)
    rows = [block.head, tuple("---" for _ in block.head), *block.rows]
    return "\n".join("| " + " | ".join(one if one == "---" else literal(one) for one in row) + " |" for row in rows)


def literal(text: str) -> str:
    """Return a text so that Markdown shows it as it is, on one line."""
    escaped = "".join(f"\\{one}" if one in "\\`*_[]#|<>~$&" else one for one in " ".join(text.split()))
    return escaped.replace("\\<", "&lt;")


def of_markdown(text: str) -> str:
    """Return Markdown of our own making as HTML; what it does not know is shown as it is.

    It knows headings, paragraphs, line breaks, lists, tables, rules, bold, italics, `<br>` and escapes: what the
    widgets' `lines` and `on_paper` write. A text of a person's that was made `plain` cannot act in it.
    """
    blocks = (block for block in re.split(r"\n\s*\n", text.replace("  \n", "\n")) if block.strip())
    return "\n".join(_run(sort, list(lines)) for block in blocks for sort, lines in groupby(block.split("\n"), _sort))


def _sort(line: str) -> str:
    return next((sort for sort, begins in _STARTS.items() if begins.match(line)), "text")


def _run(sort: str, lines: list[str]) -> str:
    """Return neighbouring lines of one sort as HTML."""
    if sort == "table":
        return _table(lines)
    if sort in {"bullet", "number"}:
        texts = [line.split(" ", 1)[1] for line in lines]
        items = "".join(f"<li>{_inline(one)}</li>" for one in texts)
        plain = "" if not all(_PEN.match(one) for one in texts) else ' class="pen"'
        return f"<ul{plain}>{items}</ul>" if sort == "bullet" else f"<ol>{items}</ol>"
    if sort == "rule":
        return "".join('<hr class="fold">' if line.startswith("-") else "<hr>" for line in lines)
    if sort == "heading":
        return "".join(f"<h{len(m)}>{_inline(rest)}</h{len(m)}>" for m, rest in (one.split(" ", 1) for one in lines))
    return f"<p>{'<br>'.join(map(_inline, lines))}</p>"


def _table(lines: list[str]) -> str:
    """Return the lines of a Markdown table as HTML; the first cell of a row is its heading."""
    head, _, *body = ([_inline(cell.strip()) for cell in _CELL.findall(line[1:])] for line in lines)
    top = "".join(_cell(cell, "col") for cell in head)
    rows = "".join(f"<tr>{_cell(first, 'row')}{''.join(map(_cell, cells))}</tr>" for first, *cells in body)
    return f"<table><tr>{top}</tr>{rows}</table>"


def _cell(text: str, scope: str = "") -> str:
    """Return a cell; one with a `scope` is a heading, unless it is empty."""
    return f'<th scope="{scope}">{text}</th>' if scope and text else f"<td>{text}</td>"


def _inline(line: str) -> str:
    """Return one line as HTML: escapes, bold, italics and `<br>`; a mark that is never closed ends with the line."""
    out: list[str] = []
    unclosed: list[str] = []
    at = 0
    while at < len(line):
        mark = next((one for one in ("**", "*", "<br>") if line.startswith(one, at)), line[at])
        at += len(mark)
        if mark == "\\" and at < len(line):
            out.append(html.escape(line[at]))
            at += 1
        elif mark in _TAGS:
            tag = _TAGS[mark]
            out.append(f"</{tag}>" if tag in unclosed else f"<{tag}>")
            unclosed = [one for one in unclosed if one != tag] if tag in unclosed else [*unclosed, tag]
        else:
            out.append(mark if mark == "<br>" else html.escape(mark))  # ours: those of a person's text are escaped
    return "".join(out) + "".join(f"</{tag}>" for tag in reversed(unclosed))
