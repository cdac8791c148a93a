"""An openly invented class that answers, hands in and is graded, so that a newcomer sees the whole path."""

from medialit.demo.roster import Invented, Way, invented_class
from medialit.demo.run import DemoResult, run

__all__ = ["DemoResult", "Invented", "Way", "invented_class", "run"]
