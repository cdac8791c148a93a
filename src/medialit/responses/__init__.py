"""What people say in a lesson, and where it is kept."""

from medialit.responses.author import author_id
from medialit.responses.journal import JournalSink, Reading, path_for, read
from medialit.responses.model import Action, Kind, Response
from medialit.responses.record import Record
from medialit.responses.sink import MemorySink, ResponseSink

__all__ = [
    "Action",
    "JournalSink",
    "Kind",
    "MemorySink",
    "Reading",
    "Record",
    "Response",
    "ResponseSink",
    "author_id",
    "path_for",
    "read",
]
