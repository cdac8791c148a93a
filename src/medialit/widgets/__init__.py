"""What learners touch: one folder per kind of prompt, and one that frames figures."""

from medialit.widgets._base import PromptWidget, Save
from medialit.widgets.annotation import Annotation
from medialit.widgets.board import Board
from medialit.widgets.claim_fields import ClaimFields
from medialit.widgets.classify import Classify
from medialit.widgets.commit_reveal import CommitReveal
from medialit.widgets.definition_dial import DefinitionDial
from medialit.widgets.field_coder import FieldCoder
from medialit.widgets.figure_frame import FigureFrame
from medialit.widgets.label_experiment import LabelExperiment
from medialit.widgets.ledger import Ledger
from medialit.widgets.matrix import Matrix
from medialit.widgets.migration_simulator import MigrationSimulator
from medialit.widgets.opinion_map import OpinionMap
from medialit.widgets.perspective import Perspective
from medialit.widgets.rank_sort import RankSort
from medialit.widgets.source_tracer import SourceTracer
from medialit.widgets.studio import Studio
from medialit.widgets.text_box import TextBox
from medialit.widgets.then_now import ThenNow
from medialit.widgets.timeline import Timeline
from medialit.widgets.translation_triptych import TranslationTriptych

BY_KIND: dict[str, type[PromptWidget]] = {
    one.kind.value: one
    for one in (
        Annotation,
        Board,
        ClaimFields,
        Classify,
        CommitReveal,
        DefinitionDial,
        FieldCoder,
        LabelExperiment,
        Ledger,
        Matrix,
        MigrationSimulator,
        OpinionMap,
        Perspective,
        RankSort,
        SourceTracer,
        Studio,
        TextBox,
        ThenNow,
        Timeline,
        TranslationTriptych,
    )
}
"""The widget for each kind of prompt."""

__all__ = [
    "BY_KIND",
    "Annotation",
    "Board",
    "ClaimFields",
    "Classify",
    "CommitReveal",
    "DefinitionDial",
    "FieldCoder",
    "FigureFrame",
    "LabelExperiment",
    "Ledger",
    "Matrix",
    "MigrationSimulator",
    "OpinionMap",
    "Perspective",
    "PromptWidget",
    "RankSort",
    "Save",
    "SourceTracer",
    "Studio",
    "TextBox",
    "ThenNow",
    "Timeline",
    "TranslationTriptych",
]
