"""The simulator without a screen: the forecast to fill in, and the model as a game with counters and two dice."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from medialit.i18n import Words
from medialit.widgets._base import plain
from medialit.widgets._paper import LINE, bullets, table
from medialit.widgets.migration_simulator.facts import MILLION, Facts
from medialit.widgets.migration_simulator.telling import spaced

COUNTERS = 20
RULES = 4


def sheet(content: Mapping[str, Any], facts: Facts | None, rows: Sequence[Mapping[str, str]], say: Words) -> list[str]:
    """Return the task for a pen as blocks of Markdown; it shows nothing that a screen keeps until the commit."""
    names = {one: plain(content[one]["name"]) for one in ("a", "b")}
    blocks = [plain(content["figures_note"]), *_forecast(rows, facts, names, say)]
    everybody = round(content["people"]["start"] * MILLION)
    share, people = say.count(everybody // COUNTERS), say.count(everybody)
    blocks += [
        f"**{say('migration.paper_title')}**",
        say("migration.paper_setup", count=COUNTERS, share=share, people=people, **names),
        "\n".join(f"{one}. {say(f'migration.paper_rule_{one}', **names)}" for one in range(1, RULES + 1)),
        *([_rounds(facts, names, say)] if facts else []),
        say("migration.paper_end"),
    ]
    return [spaced(block) for block in blocks]


def _forecast(
    rows: Sequence[Mapping[str, str]], facts: Facts | None, names: Mapping[str, str], say: Words
) -> list[str]:
    """Return the figures and the two questions."""
    head = [say(f"migration.{name}") for name in ("platform", "day", "published", "confidence")]
    cells = [[plain(one[name]) for name in ("name", "day", "published", "sure")] for one in rows]
    choices = [f"☐ {say('migration.expect_all')}", f"☐ {say('migration.expect_pair')} {LINE} + {LINE}"]
    blocks = [*([table(head, cells)] if rows else []), say("migration.expect"), bullets(choices)]
    if facts:
        early, last = say.day(facts.early), say.day(facts.schedule.last)
        blocks.append(f"{say('migration.stay', early=early, last=last, **names)} {LINE}")
    return [*blocks, say("paper.certainty", gap=LINE)]


def _rounds(facts: Facts, names: Mapping[str, str], say: Words) -> str:
    """Return the rounds of the game: the days with news, the reprieve, a week later, the last day."""
    schedule = facts.schedule
    over = schedule.reprieve
    calm = [over, over + timedelta(days=7), schedule.last] if over else [schedule.last]
    news = sorted({*schedule.events, *schedule.nights})
    head = [say(f"migration.paper_{name}", **names) for name in ("round", "who", "from", "on_b", "on_a", "all")]
    kinds = [*(("news", day) for day in news), *(("calm", day) for day in calm)]
    lines = [
        [f"{number}. {say.day(day)}", say(f"migration.paper_{kind}"), *[" "] * 4]
        for number, (kind, day) in enumerate(kinds, start=1)
    ]
    return table(head, lines)
