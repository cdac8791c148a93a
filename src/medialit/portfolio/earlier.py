"""The student's committed answers of all lessons, as the journals beside each other hold them; nothing is written."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medialit import curriculum
from medialit.curriculum import LessonPlan, Prompt
from medialit.errors import MedialitError
from medialit.i18n import Language, Words
from medialit.portfolio.gather import BREAK, from_receipts, marked, raw
from medialit.responses import Action, Reading, Record, Response, path_for, read

if TYPE_CHECKING:
    from medialit.widgets import PromptWidget
    from medialit.widgets.then_now import Earlier, Past, Told

Ask = Callable[[str], "PromptWidget"]
"""Returns the widget of a prompt of one lesson, made from what the student said in it."""
Open = Callable[[LessonPlan, Path, tuple[Response, ...], Language], Ask]


def past(folder: Path, plan: LessonPlan, said: tuple[Response, ...], opened: Open, say: Words) -> "Past":
    """Return every committed answer of the lessons whose folders lie beside `folder`, and of this one.

    Parameters
    ----------
    folder, plan, said
        The lesson that asks: where it lies, its plan, and what was said in it.
    opened
        Makes the widgets of another lesson, which know how to tell an answer in words.
    say
        The words of notes.
    """
    from medialit.widgets.then_now import Past

    answers: list[Earlier] = []
    notes: list[str] = []
    for one, place, reading in beside(folder, plan):
        notes += [say(f"finding.{finding.key}", **finding.values) for finding in reading.findings]
        answers += answers_of(one, place, reading.responses, opened, say.language)
    answers += answers_of(plan, folder, said, opened, say.language)
    return Past(tuple(sorted(answers, key=lambda one: one.lesson)), tuple(notes))


def beside(folder: Path, plan: LessonPlan) -> Iterator[tuple[LessonPlan, Path, Reading]]:
    """Yield our other lessons, with the places beside `folder` where they lie and what their journals say."""
    for one in curriculum.lessons():
        if one.id != plan.id:
            yield one, *found_beside(folder, one.id)


def map_beside(
    prompt: Prompt, folder: Path, plan: LessonPlan, opened: Open, language: Language
) -> dict[str, Any] | None:
    """Return the map of the earlier opinion prompt that `prompt` names, with the student's own votes; None without one.

    It has `title`, `statements`, `votes` and `class`, as the widget of that prompt draws them.
    """
    named = prompt.content.get("beside", {"lesson": "", "prompt": ""})
    for one, place, reading in beside(folder, plan):
        if one.key == named["lesson"] and any(each.id == named["prompt"] for each in one.prompts):
            view = opened(one, place, reading.responses, language)(named["prompt"]).view
            drawn = {name: view[name] for name in ("votes", "class")}
            return drawn | {"title": f"{one.key} · {one.title[language]}", "statements": view["content"]["statements"]}
    return None


def found_beside(folder: Path, lesson_id: str) -> tuple[Path, Reading]:
    """Return where another lesson lies and what its journal says; a missing journal is read from the receipts."""
    places = (folder.parent / lesson_id, folder)
    place = next((one for one in places if path_for(one, lesson_id).is_file()), places[0])
    reading = read(path_for(place, lesson_id), lesson_id)
    if not reading.responses and place.is_dir():
        try:
            return place, Reading(from_receipts(place, lesson_id), reading.findings)
        except (MedialitError, OSError):
            return place, reading
    return place, reading


def answers_of(
    plan: LessonPlan, place: Path, said: tuple[Response, ...], opened: Open, language: Language
) -> Iterator["Earlier"]:
    """Yield the committed answers of one lesson, in the order of its prompts; prompts that it lost come last."""
    from medialit.widgets.then_now import Earlier

    asks: dict[Language, Ask] = {}
    record = Record.of(said)
    order = {prompt.id: place for place, prompt in enumerate(plan.prompts)}
    for prompt_id in sorted(record.prompts(), key=lambda one: order.get(one, len(order))):
        commit = record.first_commit(prompt_id)
        if commit is None:
            continue
        spoken, known = Language.of(commit.lang), prompt_id in order
        if known and spoken not in asks:
            asks[spoken] = opened(plan, place, said, spoken)
        widget = asks[spoken](prompt_id) if known else None
        again = record.latest(prompt_id, Action.AGAIN)
        yield Earlier(
            lesson=plan.id,
            key=plan.key,
            title=plan.title[language],
            prompt=prompt_id,
            question=plan.prompt(prompt_id).text[spoken] if known else "",
            language=spoken,
            first=_told(commit, widget),
            again=_told(again, widget) if again else None,
        )


def _told(response: Response, widget: "PromptWidget | None") -> "Told":
    """Return an answer in the words of its widget; where the lesson no longer understands it, as the journal has it."""
    from medialit.widgets.then_now import Told

    sure = response.value.get("certainty")
    value = {name: None if name == "certainty" else marked(one) for name, one in response.value.items()}
    understood = widget is not None and response in widget.said
    lines = widget.lines(value) if widget is not None and understood else raw(value)
    shown = tuple(line.replace(BREAK, "<br>") for line in lines)
    return Told(lines=shown, when=response.t, certainty=sure if isinstance(sure, int) else None)
