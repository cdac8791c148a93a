"""Lessons in media literacy for Jupyter, in English and Chinese, built around one magazine article.

A lesson notebook needs one name from here: `lesson`. START needs `start`. Everything else is imported from
its own package when it is used, so that `import medialit` stays quick.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medialit.classroom import lesson
    from medialit.start_page import start

__version__ = "2026.11.0"
__all__ = ["__version__", "lesson", "start"]


def __getattr__(name: str) -> Any:
    """Load `lesson` and `start` on first use; they bring the widgets with them."""
    if name == "lesson":
        from medialit.classroom import lesson

        return lesson
    if name == "start":
        from medialit.start_page import start

        return start
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
