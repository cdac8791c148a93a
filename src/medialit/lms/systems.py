"""The systems whose files are known: one line each."""

from medialit.lms.canvas import CANVAS
from medialit.lms.moodle import MOODLE
from medialit.lms.plain import PLAIN
from medialit.lms.sheet import Sheet
from medialit.lms.system import System

SYSTEMS = (CANVAS, MOODLE, PLAIN)


def recognised(sheet: Sheet) -> System:
    """Return the system that a file comes from, by its headings; `csv` where none of the others knows it."""
    there = {one.casefold() for one in sheet.heading}
    return next((one for one in SYSTEMS if any(group <= there for group in one.telling)), PLAIN)
