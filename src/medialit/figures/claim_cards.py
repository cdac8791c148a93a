"""Claims of the article as a lesson shows them: first what they say; what the record shows only after a commit."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from typing import Any, Protocol

from medialit.article import Claim, head, told
from medialit.i18n import Words


class Work(Protocol):
    """What a card needs of a work in the bibliography."""

    @property
    def text(self) -> str:
        """The work, cited."""
        ...

    @property
    def url(self) -> str:
        """Where it can be read; empty where there is no address."""
        ...

    @property
    def seen(self) -> bool:
        """Whether the authors saw it."""
        ...


def claim_cards(
    claims: Sequence[Claim], words: Words, work: Callable[[str], Work], *, findings: bool
) -> dict[str, Any]:
    """Return the outputs to display: a list for each section of the article, which folds where there are several.

    Parameters
    ----------
    work
        Looks up a key of the bibliography.
    findings
        Whether to show whose word it is, of what kind it is and what the record shows, besides how it can be checked.
    """
    note = words("article.names" if findings else "article.choose")
    groups = [list(group) for _, group in groupby(claims, key=lambda one: one.section)]
    html, plain = [f"<p>{escape(note)}</p>"], [note]
    for group in groups:
        title = _title(group, words)
        cards = [_card(one, words, findings=findings) for one in group]
        sources = [_sources(one, words, work) if findings else "" for one in group]
        items = "".join(
            f"<li>{'<br>'.join(map(escape, lines))}{cited}</li>" for lines, cited in zip(cards, sources, strict=True)
        )
        opened = " open" if len(groups) == 1 else ""
        html.append(f"<details{opened}><summary>{escape(title)}</summary><ul>{items}</ul></details>")
        plain += [title, *("\n  ".join(lines) for lines in cards)]
    return {"text/html": f'<div lang="{words.language.html}">{"".join(html)}</div>', "text/plain": "\n".join(plain)}


def _title(claims: Sequence[Claim], words: Words) -> str:
    section = words(f"article.section.{claims[0].section}")
    return words("article.section_claims", section=section, first=claims[0].id, last=claims[-1].id, count=len(claims))


def _card(one: Claim, words: Words, *, findings: bool) -> list[str]:
    claim = words("article.card", head=head(one, words), claim=one.text[words.language])
    return [claim, *told(one, words, findings=findings)]


def _sources(one: Claim, words: Words, work: Callable[[str], Work]) -> str:
    cited = " · ".join(_cited(work(key), words) for key in one.evidence)
    return f"<br>{escape(words('article.evidence'))} {cited}"


def _cited(work: Work, words: Words) -> str:
    text = escape(work.text)
    linked = f'<a href="{escape(work.url)}" target="_blank" rel="noreferrer">{text}</a>' if work.url else text
    return linked if work.seen else f"{linked} {escape(words('term.unseen'))}"
