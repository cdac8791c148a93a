"""How the documentation is built: Sphinx with MyST, offline, warnings as errors."""

import medialit
from medialit import article
from medialit.curriculum import glossary, references, term_card
from medialit.i18n import Language

project = "medialit"
author = "The medialit authors"
copyright = "2026, the medialit authors; texts under CC BY 4.0"
version = release = medialit.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
napoleon_numpy_docstring = True
napoleon_google_docstring = False

html_theme = "furo"
html_title = f"medialit {release}"
html_copy_source = False
nitpick_ignore_regex = [
    # Names of libraries whose inventories would have to be fetched from the network.
    (
        "py:.*",
        r"(traitlets|anywidget|ipywidgets|plotly|go|click|collections|datetime|pathlib|Path|date|Any|nbformat)(\..*)?",
    ),
    ("py:.*", r"(t\.Any|pd\.DataFrame|fractions\.Fraction|PromptWidget|enum\.StrEnum)"),
    ("py:.*", r"(Callable|Mapping|Sequence|Iterable|Iterator|T|Save|Progress)"),
    ("py:.*", r"(optional|callable|bool|int|str|float|tuple|dict|list|None|StrEnum|enum\..*|random\.Random)"),
    ("py:.*", r"tuple\[int"),  # a pair of numbers, which Sphinx takes apart at its comma
]


def setup(app: object) -> None:
    """Write the pages that are made from the data itself."""
    app.connect("source-read", _from_data)  # type: ignore[attr-defined]


def _from_data(_app: object, docname: str, source: list[str]) -> None:
    """Add to a page what the package holds on its subject, as `source-read` wants it: in place."""
    page = _PAGES.get(docname)
    if page is not None:
        source[0] += "\n" + page()


def _glossary() -> str:
    cards = [f"## {one.characters}\n\n{term_card(one, Language.EN)}\n" for one in glossary().values()]
    return "\n".join(cards)


def _bibliography() -> str:
    lines = [
        f"`{key}`\n: {f'[{work.text}]({work.url})' if work.url else f'{work.text} {work.no_url.en}'}"
        + ("" if work.seen else " *(to be verified)*")
        for key, work in references().items()
    ]
    return "\n\n".join(lines) + "\n"


def _claims() -> str:
    lines = ["| speaker | voice | kind | claims |", "|---|---|---|---|"]
    lines += [f"| {one.speaker} | {one.voice} | {one.kind} | {one.claims} |" for one in article.voices()]
    for one in article.claims():
        evidence = " · ".join(f"[{references()[key].text}]({references()[key].url})" for key in one.evidence)
        lines += ["", f"## {one.id} · paragraph {one.paragraph}", "", one.text.en, "", one.text.zh, ""]
        lines += [
            f"{one.speaker} ({one.voice}, {one.manner}), {one.kind}. **Check:** {one.check.en} {one.check.zh}",
            "",
        ]
        lines += [f"**{one.verdict}** ({one.confidence}). {one.finding.en} {one.finding.zh}", "", evidence]
    return "\n".join(lines) + "\n"


_PAGES = {"reference/article-claims": _claims, "reference/terms": _glossary, "reference/bibliography": _bibliography}
