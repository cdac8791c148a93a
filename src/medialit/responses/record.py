"""Which of many responses counts: the first valid commit, and of everything else the latest."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from medialit.responses.model import Action, Response


@dataclass(frozen=True, slots=True)
class Record:
    """What one journal says, prompt by prompt."""

    _commits: dict[str, Response] = field(default_factory=dict)
    _latest: dict[tuple[str, Action], Response] = field(default_factory=dict)

    @classmethod
    def of(cls, responses: Iterable[Response]) -> "Record":
        """Return the record of `responses`, in the order in which they were written."""
        commits: dict[str, Response] = {}
        latest: dict[tuple[str, Action], Response] = {}
        for one in responses:
            if one.action is Action.COMMIT:
                commits.setdefault(one.prompt, one)
            else:
                latest[one.prompt, one.action] = one
        return cls(commits, latest)

    def first_commit(self, prompt: str) -> Response | None:
        """Return the commit that counts for `prompt`: the first."""
        return self._commits.get(prompt)

    def latest(self, prompt: str, action: Action) -> Response | None:
        """Return the response that counts for `prompt` and `action`."""
        return self.first_commit(prompt) if action is Action.COMMIT else self._latest.get((prompt, action))

    def current(self, prompt: str) -> Response | None:
        """Return what stands now: the second answer, else the commit, else what was saved, else the draft."""
        order = (Action.AGAIN, Action.COMMIT, Action.SAVE, Action.DRAFT)
        return next((found for action in order if (found := self.latest(prompt, action))), None)

    def prompts(self) -> tuple[str, ...]:
        """Return the ids of all prompts with any response, sorted."""
        return tuple(sorted({*self._commits, *(prompt for prompt, _ in self._latest)}))

    def counting(self) -> tuple[Response, ...]:
        """Return every response that counts, oldest first."""
        return tuple(sorted([*self._commits.values(), *self._latest.values()], key=lambda one: one.t))
