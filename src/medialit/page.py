"""A plain page that needs nothing else and runs nothing: for what a person keeps, prints or reads offline."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medialit.i18n import Language

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --page: #ffffff; --quiet: #595959; --line: #c8c8c8; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --page: #181a1b; --quiet: #b0b0b0; --line: #4a4a4a; } }
body { color: var(--ink); background: var(--page); font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.3; }
h2 { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2.5rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
a { color: inherit; }
.quiet { color: var(--quiet); font-size: .9rem; }
blockquote { margin: 0 0 1rem; padding: 0 0 0 1rem; border-left: 3px solid var(--line); }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left;
  vertical-align: top; }
@media print { body { max-width: none; margin: 0; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


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


def page(title: str, body: str, language: Language, *, generator: str) -> str:
    """Return a whole HTML page around `body`, which is HTML already.

    Parameters
    ----------
    generator
        What wrote it; stands in the head, so that only its own pages are ever replaced.
    """
    return (
        f'<!doctype html>\n<html lang="{language.html}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{html.escape(generator)}">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


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
