"""A student's text as a page that cannot do anything: Markdown made into HTML, cleaned, with nothing to load or follow.

Whoever marks sees HTML, comments and addresses as the student typed them, because nothing that was written may hide.
The page is for a sandboxed frame, which runs no script of its own either; this is the first of three locks.
"""

import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from medialit.i18n import Language

RENDERED_AT_MOST = 10_000
"""Characters; a longer text is shown as it was typed, since Markdown of a hostile shape takes seconds from here on."""
_TAGS = {
    *("p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "span"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_BLOCK = re.compile(r"<(p|li|h[1-6]|td|th|blockquote|pre)>")
# Control characters, the two that turn the reading direction by force, and halves of a character.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return `text` with characters that cannot be seen, or that turn what stands beside them, made visible.

    Examples
    --------
    >>> visible("a\x00b")
    'a␀b'
    """
    return _UNSEEN.sub(lambda match: _picture(ord(match[0])), text)


def document(text: str, language: Language) -> str:
    """Return the page that shows `text`, complete and harmless; direction is found for each block by itself."""
    shown = visible(text)
    body = _as_html(shown) if len(shown) <= RENDERED_AT_MOST else f'<div class="typed" dir="auto">{escape(shown)}</div>'
    return (
        f'<!doctype html>\n<html lang="{language.html}"><head><meta charset="utf-8"><title>·</title>'
        f"<style>{_style()}</style></head><body>{body}</body></html>\n"
    )


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return {0x7F: "␡", 0x202D: "[U+202D]", 0x202E: "[U+202E]"}.get(code, "\ufffd")


def _as_html(text: str) -> str:
    """Return cleaned HTML of Markdown; a text that no parser can take is shown as it was typed."""
    import nh3

    try:
        made = str(_markdown()(text))
    except RecursionError:
        made = f"<pre>{escape(text)}</pre>"
    clean = nh3.clean(made, tags=_TAGS, attributes={}, clean_content_tags=set(), link_rel=None)
    return _BLOCK.sub(r'<\1 dir="auto">', clean)


@cache
def _markdown() -> Any:
    import mistune

    class Inert(mistune.HTMLRenderer):
        """Writes links and pictures out, so that their address is read and never followed or loaded."""

        def link(self, text: str, url: str, title: str | None = None) -> str:
            del title
            return f"<span>{text}</span>" if escape(url) == text else f"<span>{text}</span> ({escape(url)})"

        def image(self, text: str, url: str, title: str | None = None) -> str:
            del title
            return f"<span>[{text}]</span> ({escape(url)})"

    return mistune.create_markdown(renderer=Inert(escape=True), plugins=["table", "strikethrough"])


@cache
def _style() -> str:
    return (files("medialit.markingdesk") / "page" / "answer.css").read_text("utf-8")
