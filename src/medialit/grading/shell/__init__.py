"""A shell that is ready before a notebook comes: one process imports, and is forked for each notebook."""

from medialit.grading.shell.server import Server, imports_of, shadows, why_not

__all__ = ["Server", "imports_of", "shadows", "why_not"]
