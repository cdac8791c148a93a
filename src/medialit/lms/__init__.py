"""Files of learning management systems: read, and one column filled; every byte that is not ours stays as it was."""

from medialit.lms.sheet import Sheet, read
from medialit.lms.system import Person, Roster, System, everybody, people
from medialit.lms.systems import SYSTEMS, recognised
from medialit.lms.unpack import Download, Piece, unpack
from medialit.lms.uploads import Upload, plain_name, upload

__all__ = [
    "SYSTEMS",
    "Download",
    "Person",
    "Piece",
    "Roster",
    "Sheet",
    "System",
    "Upload",
    "everybody",
    "people",
    "plain_name",
    "read",
    "recognised",
    "unpack",
    "upload",
]
