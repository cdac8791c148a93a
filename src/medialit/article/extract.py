"""The paragraphs of a file: a saved web page, its archive (MHTML), plain text or Markdown."""

import re
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser
from pathlib import Path

from medialit.errors import BadCopy

SUFFIXES = {".html": "html", ".htm": "html", ".mhtml": "mhtml", ".mht": "mhtml", ".txt": "text", ".md": "text"}
LARGEST = 50_000_000
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head", "nav", "select", "button"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"}
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section"}
    | {"table", "td", "th", "tr", "ul"}
)
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+\.\s+)|!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}", re.MULTILINE)


def paragraphs_in(file: Path) -> tuple[str, ...]:
    """Return the blocks of text of a file, each on one line.

    Raises
    ------
    BadCopy
        It cannot be read, is empty, no text, or of a kind that is not known here.
    """
    kind = SUFFIXES.get(file.suffix.lower())
    if kind is None:
        raise BadCopy(f"{file.name} is no kind of file that is read here", f"save it as one of: {', '.join(SUFFIXES)}")
    data = _bytes(file)
    text = _page_of(data, file.name) if kind == "mhtml" else _decoded(data, file.name)
    blocks = _blocks_of_html(text) if kind in {"html", "mhtml"} else _blocks_of_text(text, marked=file.suffix == ".md")
    if not blocks:
        raise BadCopy(f"{file.name} holds no text", "open it to see whether the page was saved whole")
    return blocks


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise BadCopy(f"{file.name} is larger than {LARGEST // 1_000_000} MB", "save the page without its pictures")
        data = file.read_bytes()
    except OSError as problem:
        what = f"{file} cannot be read: {problem.strerror or problem}"
        raise BadCopy(what, "check the name and whether you may read it") from None
    if not data.strip():
        raise BadCopy(f"{file.name} is empty", "save the page again")
    return data


def _decoded(data: bytes, name: str) -> str:
    """Return the text in `data`: UTF-8, or UTF-16 with its mark, or the encoding that the page names."""
    named = re.search(rb"charset=[\"']?([A-Za-z0-9_-]+)", data[:4096])
    marked = ["utf-16"] if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else []
    for encoding in (*marked, "utf-8-sig", *([named[1].decode()] if named else []), "cp1252"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise BadCopy(f"{name} is no text", "save the page as a web page or as plain text, not as PDF or picture")


def _page_of(data: bytes, name: str) -> str:
    """Return the HTML of a web archive."""
    for part in BytesParser(policy=policy.default).parsebytes(data).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _decoded(payload, name)
    raise BadCopy(f"{name} holds no web page", "save the page again, as a single file or as plain text")


class _Blocks(HTMLParser):
    """Gathers the text between block elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._open: list[str] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _BLOCKS:
            self.end_block()
        if tag == "br":
            self._text += " "
        if tag in _SKIPPED:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag in self._open:
            del self._open[self._open.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._open:
            self._text += data

    def end_block(self) -> None:
        """Keep what was gathered, on one line."""
        line = " ".join(self._text.split())
        if line:
            self.blocks.append(line)
        self._text = ""


def _blocks_of_html(text: str) -> tuple[str, ...]:
    parser = _Blocks()
    parser.feed(text)
    parser.close()
    parser.end_block()
    return tuple(parser.blocks)


def _blocks_of_text(text: str, *, marked: bool) -> tuple[str, ...]:
    plain = _MARKDOWN.sub(lambda found: found[1] or "", text) if marked else text
    lines = plain.replace("\r\n", "\n").replace("\r", "\n")
    apart = (
        r"\n\s*\n" if re.search(r"\n\s*\n", lines.strip()) else r"\n"
    )  # a paragraph a line, or lines that were broken
    return tuple(" ".join(one.split()) for one in re.split(apart, lines) if one.strip())
