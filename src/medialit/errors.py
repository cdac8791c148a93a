"""What can go wrong that a person can put right.

::

    MedialitError
    ├── UnknownName            a lesson, prompt, dataset, language, reference or figure that does not exist
    │   ├── UnknownLesson  UnknownPrompt  UnknownDataset  UnknownLanguage  UnknownReference  UnknownFigure
    │   └── UnknownTerm  UnknownClaim
    ├── BadRecord              a journal line, receipt or class result that cannot be read
    ├── BadContent             our own or a teacher's file breaks its schema
    ├── BadTable               a roster or a file of an LMS that cannot be read
    ├── BadCopy                a file that is no usable copy of the article
    ├── NotSaved               an answer could not be put on disk
    ├── AlreadyExists          a folder or file that must not be overwritten
    ├── NotACourse             a folder without a course in it
    ├── BadCourse              a course that cannot do what was asked of it
    ├── BadBackup              a file that is no backup of a course, or a damaged one
    ├── BadMark                a mark that cannot be given as it is
    │   └── TextChanged        the student's text is no longer the one that was read
    ├── NoCluster              a Dask scheduler or its workers that cannot be reached
    ├── NoSandbox              a machine on which code of students' cannot be walled off
    └── MissingProgram         something this machine lacks

Programming mistakes stay `TypeError`, `ValueError` and `assert`.
"""


class MedialitError(Exception):
    """Something the reader can put right; `str()` says what happened and what to do.

    Parameters
    ----------
    what
        What happened, with the value that caused it.
    remedy
        What to do about it.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)  # both in args, so that the error pickles whole
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  {self.remedy}"


class UnknownName(MedialitError):
    """A name that does not exist here."""


class UnknownLesson(UnknownName):
    """No lesson has this id."""


class UnknownPrompt(UnknownName):
    """The lesson has no prompt of this id."""


class UnknownDataset(UnknownName):
    """No dataset has this name."""


class UnknownLanguage(UnknownName):
    """Neither English nor Simplified Chinese."""


class UnknownReference(UnknownName):
    """The bibliography has no such key."""


class UnknownTerm(UnknownName):
    """The glossary has no such term."""


class UnknownClaim(UnknownName):
    """The article companion has no claim of this id."""


class UnknownFigure(UnknownName):
    """No figure has this name."""


class BadRecord(MedialitError):
    """A journal line, a receipt or a class result that cannot be read."""


class BadContent(MedialitError):
    """A content file that breaks its schema."""


class BadTable(MedialitError):
    """A roster, or a file of a learning management system, that cannot be read."""


class BadCopy(MedialitError):
    """A file that is no usable copy of the article."""


class NotSaved(MedialitError):
    """An answer could not be put on disk."""


class AlreadyExists(MedialitError):
    """A folder or file that must not be overwritten."""


class NotACourse(MedialitError):
    """A folder that holds no course."""


class BadCourse(MedialitError):
    """A course that cannot do what was asked of it."""


class BadBackup(MedialitError):
    """A file that is no backup of a course, or a damaged one."""


class BadMark(MedialitError):
    """A mark that cannot be given as it is."""


class TextChanged(BadMark):
    """The student's text is no longer the one that was read."""


class MissingProgram(MedialitError):
    """A program or browser that this machine lacks."""


class NoCluster(MedialitError):
    """There is no Dask scheduler at this address, or it has no workers."""


class NoSandbox(MedialitError):
    """Code of students' cannot be walled off here, so it is not run."""
