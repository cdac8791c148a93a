"""The nouns of the article companion: a claim, whose word it is, and what the record says of it."""

from dataclasses import dataclass
from enum import StrEnum

from medialit.i18n import Text


class Section(StrEnum):
    """The part of the article, by its headings: the opening has none."""

    OPENING = "opening"
    ROAD = "road"
    POLITICAL = "political"
    IMPACTS = "impacts"
    FORWARD = "forward"


class Voice(StrEnum):
    """Whose word a claim rests on in the article.

    An interviewee; the reporter's own judgement, or what the reporter could see; a study that is named; or nobody: a
    statement of fact in the article's voice, without a source.
    """

    INTERVIEWEE = "interviewee"
    REPORTER = "reporter"
    STUDY = "study"
    NOBODY = "nobody"


class Manner(StrEnum):
    """How the claim stands there: in quotation marks, in other words, as the article's statement, or between lines."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    STATED = "stated"
    IMPLIED = "implied"


class Kind(StrEnum):
    """What sort of claim it is, and so how it could be checked."""

    FACT = "fact"
    STATISTIC = "statistic"
    QUOTATION = "quotation"
    INTERPRETATION = "interpretation"
    VALUE_JUDGEMENT = "value_judgement"


class Verdict(StrEnum):
    """What the record that was found says of the claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"


class Confidence(StrEnum):
    """How sure the authors of this module are of their verdict."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a text: the selector TextQuoteSelector of the Web Annotation Data Model.

    At most 15 words in all, because the text belongs to its author.

    References
    ----------
    https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of the article.

    Attributes
    ----------
    paragraph
        1 to 17: the paragraphs of the text, without headings and captions.
    text
        The claim in this module's own words.
    speaker
        The interviewee's name as the article has it, the bibliography's key of a study, or `article`.
    check
        How a student could check it.
    finding
        What the record shows, as far as it was found.
    evidence
        Keys of the bibliography.
    """

    id: str
    section: Section
    paragraph: int
    text: Text
    speaker: str
    voice: Voice
    manner: Manner
    kind: Kind
    check: Text
    verdict: Verdict
    finding: Text
    evidence: tuple[str, ...]
    confidence: Confidence
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCount:
    """How many claims of one kind one speaker makes."""

    voice: Voice
    speaker: str
    kind: Kind
    claims: int
