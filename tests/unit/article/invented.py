"""An invented article of three paragraphs, which tests use in place of the one that is not ours to ship."""

from dataclasses import replace

from medialit.article import Anchor, claims, excerpts, fingerprint, own_copy, quotations

PARAGRAPHS = tuple(
    """
In March the ferry stopped at the lower pier, and nobody on the island knew why. The baker said that the water
had been too low for weeks; the harbour office said nothing at all, which was its habit in the spring.

“We’d walked down every morning with our baskets,” one neighbour recalled, “and every morning the pier was empty
except for two gulls and a very tired dog.” It took nine days before a short-term notice was nailed to the gate.

What the notice meant is still argued about: some read a threat in it, others a joke, and the schoolteacher, who
collects notices, read only a spelling mistake. The ferry, meanwhile, came back without any explanation.
""".strip()
    .replace("\n\n", "|")
    .replace("\n", " ")
    .split("|")
)
ANCHORS = ("the water had been too low", "two gulls and a very tired dog", "read a threat in it")


CLAIMS = tuple(
    replace(claims()[0], id=f"C0{number}", paragraph=number, anchor=Anchor(exact=exact))
    for number, exact in enumerate(ANCHORS, start=1)
)
"""Claims of the invented article: of each paragraph one, with its words; everything else is that of a real claim."""


def put_in_place(monkeypatch):
    """Let the companion take the invented article for the real one."""
    taken = fingerprint.taken_of(PARAGRAPHS, "an island, invented")
    monkeypatch.setattr(own_copy, "of_the_article", lambda: taken)
    monkeypatch.setattr(quotations, "of_the_article", lambda: taken)
    monkeypatch.setattr(excerpts, "of_the_article", lambda: taken)
    monkeypatch.setattr(own_copy, "claims", lambda: CLAIMS)
    return taken
