"""Showing things in the notebook that runs this code; outside of one, nothing is shown."""

import html
from typing import Any

from medialit.i18n import Language


def display(thing: object, display_id: str | None = None, *, update: bool = False) -> None:
    """Display a widget or a bundle of outputs in the notebook; outside of one, do nothing."""
    from IPython.core.getipython import get_ipython

    if get_ipython() is None:
        return
    from IPython.display import display as show

    options: dict[str, Any] = {"display_id": display_id} if display_id else {}
    show(thing, raw=isinstance(thing, dict), update=update, **options)


def paragraphs(lines: list[str], language: Language) -> dict[str, Any]:
    """Return lines of plain text as outputs, one paragraph each."""
    inner = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return {"text/html": f'<div lang="{language.html}">{inner}</div>', "text/plain": "\n".join(lines)}


def markdown(text: str) -> dict[str, Any]:
    """Return a text in Markdown as outputs."""
    return {"text/markdown": text, "text/plain": text}
