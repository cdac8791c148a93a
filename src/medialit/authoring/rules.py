"""All rules, in order of their ids, and running them."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from medialit.article import LONGEST_QUOTATION
from medialit.authoring import (
    catalogues,
    form,
    gather,
    lessons,
    links,
    numbers,
    pairs,
    promise,
    quoting,
    reading,
    reflection,
)
from medialit.authoring.model import Found, Rule, Subject
from medialit.errors import UnknownName
from medialit.finding import Finding, Level

RULES = (
    Rule(
        id="ML100",
        title="A notebook can be read",
        reason="JupyterLab cannot open a file that is no notebook, and no other rule can look at it.",
        fix="Restore the file from an earlier version.",
        run=form.unreadable,
    ),
    Rule(
        id="ML101",
        title="A notebook is in canonical form",
        reason="Outputs would show one person's run, or answers, to everybody. Sorted keys, stable ids and only the "
        "metadata that is needed keep differences between versions readable, and the translation comparable.",
        fix="Run medialit check --fix: it removes outputs and counts, sorts the keys and leaves text and ids alone.",
        run=form.not_canonical,
    ),
    Rule(
        id="ML102",
        title="Code cells are thin",
        reason="A student reads a lesson, not a program; what computes belongs where tests hold it. A code cell of a "
        f"lesson imports from medialit, opens the lesson and calls it, in at most {form.LINES} lines.",
        fix="Move the computation into a dataset or a figure, and call it by its name.",
        run=form.thick,
    ),
    Rule(
        id="ML103",
        title="Headings form an outline",
        reason="People who use a screen reader move by headings; a level that is skipped reads like a missing part.",
        fix="Begin with one title (#), then ## for each stretch, ### inside it.",
        run=form.headings,
    ),
    Rule(
        id="ML104",
        title="Figures exist and come with a sentence and a table",
        reason="here.show and here.table put a sentence and a table of the same values beside a figure. A pasted image "
        "has neither; raw HTML may not be shown at all, and can act.",
        fix="Use here.show or here.table; if it must be an image, write what it shows between the square brackets.",
        run=form.figures_known,
    ),
    Rule(
        id="ML201",
        title="A notebook exists in both languages",
        reason="A class works in two languages side by side.",
        fix="Write the other notebook, NAME.en.ipynb or NAME.zh.ipynb, with the same cell ids.",
        run=pairs.other_is_missing,
    ),
    Rule(
        id="ML202",
        title="Both languages have the same cells",
        reason="Cell ids tie the two texts together: without them nobody can tell what is missing or out of date.",
        fix="Give both notebooks the same cells, with the same ids and kinds, in the same order.",
        run=pairs.other_cells,
    ),
    Rule(
        id="ML203",
        title="Both languages run the same code",
        reason="Students in either language must be asked the same, for the same points.",
        fix="Copy the code of the English cell; only the language in lesson(…) or start(…) differs.",
        run=pairs.other_code,
    ),
    Rule(
        id="ML204",
        title="A text is in the language of its notebook",
        reason="A cell that was copied and never translated is easy to overlook.",
        fix="Translate the cell; an English text may quote Chinese, and a Chinese one may name English works.",
        run=pairs.other_language,
    ),
    Rule(
        id="ML205",
        title="A translation is not out of date",
        reason="The Chinese notebook records a digest of each English cell that it translates, in metadata.medialit."
        f"{pairs.RECORD}. Where the English has changed since, the Chinese may say something else.",
        fix="Compare the cells, correct the Chinese, then run medialit check --accept-translations.",
        run=pairs.stale,
    ),
    Rule(
        id="ML301",
        title="The curriculum file is sound",
        reason="Prompts, plan and rubric are read from it; what breaks its schema would break in front of the class.",
        fix="Correct the place that the message names; docs/how-to/change-a-text.md shows the form.",
        run=lessons.broken_curriculum,
    ),
    Rule(
        id="ML302",
        title="A notebook asks each prompt of its plan once, in order",
        reason="Progress, completion points and the teacher's notes follow the plan.",
        fix="Add the missing here.ask(…), remove the second one, or change the plan.",
        run=lessons.not_asked,
    ),
    Rule(
        id="ML303",
        title="The minute plan fills the lesson and stands in the notebook",
        reason="A teacher plans by it, and a student sees what is next and how long it takes.",
        fix="Let each stretch begin where the last ended, and give it a heading: ## 0–6 min · Title. What is for "
        "[after] class stands under ## After class · Title.",
        run=lessons.minute_plan,
    ),
    Rule(
        id="ML304",
        title="Every source has an entry in the bibliography",
        reason="A student can look a source up only if its key leads somewhere.",
        fix="Add the entry to references.toml, or correct the key.",
        run=lessons.unknown_references,
    ),
    Rule(
        id="ML305",
        title="Instructor notes and model answers stay out of the students' notebook",
        reason="They often give away what the prompt is about to ask.",
        fix="Remove the text from the notebook; medialit course assign writes it into the teacher's notes.",
        run=lessons.instructor_seen,
    ),
    Rule(
        id="ML306",
        title="The Chinese of a prompt is Chinese",
        reason="A text that was copied and never translated is easy to overlook.",
        fix="Translate it.",
        run=lessons.untranslated,
    ),
    Rule(
        id="ML307",
        title="A native reader has read the Chinese",
        reason="Students of such a lesson are told that nobody has.",
        fix="When somebody has, name them in zh_read_by, as they want to be named.",
        run=lessons.unread,
        level=Level.NOTE,
    ),
    Rule(
        id="ML308",
        title="A lesson shows the works that it rests on",
        reason="The list is made from the keys that its prompts name, and from references of [lesson], so that it is "
        "never out of date and says “to be verified” where a work was not seen.",
        fix="Add a cell with here.references() at the end; put works that only the prose names into references of "
        "[lesson].",
        run=lessons.references_hidden,
    ),
    Rule(
        id="ML309",
        title="Every term that a lesson shows has a card in the glossary",
        reason="here.terms stops at a name that it does not know, in front of the class.",
        fix="Use an id of glossary.toml, such as duizhang, or add the term to it.",
        run=lessons.unknown_terms,
    ),
    Rule(
        id="ML401",
        title="A link inside the lessons leads somewhere",
        reason="A student finds out only by clicking, in the middle of the lesson.",
        fix="Correct the path, relative to the notebook, or the heading after #.",
        run=links.dead,
    ),
    Rule(
        id="ML402",
        title="A link to elsewhere is an address of a web page",
        reason="javascript: and data: addresses can act in a student's browser; others do not open at all.",
        fix="Use an https:// address, or a path inside the lessons.",
        run=links.strange,
    ),
    Rule(
        id="ML501",
        title="A number has a source",
        reason="Students are asked where numbers come from, so ours must show it. A number counts as sourced if a "
        "dataset holds it, if its prompt names sources, or if its paragraph cites a work (Name 2023) or links to "
        "one. Years, minutes, points, ids, ends of a scale, headings and whole numbers up to "
        f"{numbers.SMALL} that are no share need none.",
        fix="Name the source beside it or in the prompt's sources, take the number from a dataset, or leave it out. "
        "A number of the lesson's own making, such as a threshold or an invented example, goes into own_numbers of "
        "[lesson].",
        run=numbers.unaccounted,
    ),
    Rule(
        id="ML502",
        title=f"At most {LONGEST_QUOTATION} words of the article at a time",
        reason="The article belongs to its author. Notebooks, curriculum files, catalogues of words, pages and "
        f"datasets are looked through for more than {LONGEST_QUOTATION} of its words in a row, by a fingerprint that "
        "holds no text of it; quotation marks, typography and the end of a cell hide nothing.",
        fix="Say it in your own words, or quote the few words that matter, between quotation marks, with the source.",
        run=quoting.too_long,
    ),
    Rule(
        id="ML601",
        title="Reading level",
        reason="Reported for authors: for English the school grade by Flesch and Kincaid (1975), for Chinese the "
        "characters a sentence. Neither says whether a text is clear.",
        fix="Nothing to fix; where it is far above other lessons, look for long sentences.",
        run=reading.level,
        level=Level.NOTE,
    ),
    Rule(
        id="ML701",
        title="A catalogue of words parses",
        reason="A broken .po file is otherwise accepted in silence, and a button is left without its word.",
        fix='Correct the line: msgid "key", then msgstr "text", quotation marks inside a text written as \\".',
        run=catalogues.broken,
    ),
    Rule(
        id="ML702",
        title="Both catalogues have the same keys and placeholders",
        reason="A missing key stops a widget in one language only, where its author may never look.",
        fix="Add the key to the other language, with the same {placeholders}.",
        run=catalogues.uneven,
    ),
    Rule(
        id="ML703",
        title="Every key is used",
        reason="Words that nothing shows are translated for nothing, and mislead whoever searches for a text.",
        fix="Remove the key from both languages.",
        run=catalogues.unused,
    ),
    Rule(
        id="ML801",
        title="A dataset is what its descriptor says",
        reason="Hash, size, types, allowed values, a source per row, licence, card: what medialit data verify checks.",
        fix="Correct make.py and run it.",
        run=lessons.broken_datasets,
    ),
    Rule(
        id="ML901",
        title="A graded reflection says what its curriculum file says",
        reason="Task, rubric, skill items and points stand in the curriculum file, which the draft, the checks and the "
        "teacher's notes read. What stands in the boxes is free.",
        fix="Run medialit lessons reflection LESSON --to FOLDER: it writes the notebook anew and keeps what stands in "
        "the boxes. For a reflection of your own wording, --ignore ML901.",
        run=reflection.differs,
    ),
    Rule(
        id="ML902",
        title="Answers are data where a notebook says so",
        reason='"tests": "data" in metadata.medialit promises that no code of a student\'s is run for points. So its '
        "test cells only call medialit.grading.checks, and no student writes code into it.",
        fix="Import a check, end the cell in one call of it with the lesson's id, or take the declaration away.",
        run=promise.broken,
    ),
)


def rule(rule_id: str, rules: Sequence[Rule] = RULES) -> Rule:
    """Return the one of `rules` that has this id.

    Raises
    ------
    UnknownName
        There is none.
    """
    for one in rules:
        if one.id == rule_id.upper():
            return one
    raise UnknownName(f"there is no rule {rule_id!r}", f"use one of: {', '.join(one.id for one in rules)}")


def check(
    paths: Sequence[Path] = (), *, ignore: Collection[str] = (), rules: Sequence[Rule] = RULES
) -> tuple[Finding, ...]:
    """Return what the rules find in `paths`, or in everything we ship if there are none.

    Each finding has the rule's id as its `key`, and `file`, `place` and `rule` among its `values`.

    Parameters
    ----------
    ignore
        Ids of rules to leave out.
    rules
        Those that are applied: ours, and whatever a package above this one adds.

    Raises
    ------
    MedialitError
        A path does not exist or holds nothing to check; `UnknownName` where `ignore` names no rule.
    """
    left_out = {rule(one, rules).id for one in ignore}
    subject = gather.of(paths) if paths else gather.ours()
    wanted = [one for one in rules if one.id not in left_out]
    findings = tuple(_finding(one, found) for one in wanted for found in one.run(subject))
    return (*findings, *_all_clear(subject, findings))


def _finding(broken: Rule, found: Found) -> Finding:
    where = f"{found.file}, {found.place}" if found.place else found.file
    level = found.level or broken.level
    return Finding(
        level=level,
        what=f"{broken.id} {where}: {found.what}",
        remedy="" if level is Level.NOTE else broken.fix,
        key=broken.id,
        values={"rule": broken.title, "file": found.file, "place": found.place},
    )


def _all_clear(subject: Subject, findings: Sequence[Finding]) -> Iterator[Finding]:
    if not any(one.level in {Level.PROBLEM, Level.WARNING} for one in findings):
        books, plans, tables = len(subject.notebooks), len(subject.lessons), len(subject.datasets)
        looked_at = f"{books} notebooks, {plans} lessons, {tables} datasets"
        yield Finding(level=Level.OK, what=f"{looked_at}: no rule is broken")


def explain(rule_id: str, rules: Sequence[Rule] = RULES) -> str:
    """Return a rule's title, reason and fix as Markdown; `all` gives every rule.

    Raises
    ------
    UnknownName
        There is no such rule.
    """
    if rule_id.casefold() == "all":
        return "\n\n".join(explain(one.id, rules) for one in rules)
    one = rule(rule_id, rules)
    note = " Reported, never a fault." if one.level is Level.NOTE else ""
    return f"## {one.id}: {one.title}\n\n**Why.** {one.reason}{note}\n\n**What to do.** {one.fix}"
