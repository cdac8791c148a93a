"""How the documentation is built: Sphinx with MyST, offline, warnings as errors."""

import medialit

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
    ("py:.*", r"(optional|callable|bool|int|str|float|tuple|dict|list|None|StrEnum|enum\..*)"),
    ("py:.*", r"tuple\[int"),  # a pair of numbers, which Sphinx takes apart at its comma
]
