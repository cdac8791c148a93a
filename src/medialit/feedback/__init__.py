"""What a student gets back: one page for each student and lesson, where nbgrader expects feedback."""

from medialit.feedback.hold import length
from medialit.feedback.model import Held
from medialit.feedback.run import Wanted, Written, write

__all__ = ["Held", "Wanted", "Written", "length", "write"]
