"""The marking desk: a page on this machine for whoever marks, one criterion at a time across students."""

from medialit.markingdesk.serve import MARKER, PORT, run

__all__ = ["MARKER", "PORT", "run"]
