"""Where responses go: one Protocol, for tests (memory), at home (journal) and, one day, on a hub."""

from typing import Protocol

from medialit.responses.model import Response


class ResponseSink(Protocol):
    """Keeps responses; `medialit.responses.journal.JournalSink` does so on disk."""

    def save(self, response: Response) -> None:
        """Keep `response`; it is durable when this returns. Raises `NotSaved`."""

    def responses(self) -> tuple[Response, ...]:
        """Return everything kept, in the order in which it came."""
        ...


class MemorySink:
    """Keeps responses for as long as it lives."""

    def __init__(self, *responses: Response) -> None:
        self._kept = list(responses)

    def save(self, response: Response) -> None:
        """Keep `response`."""
        self._kept.append(response)

    def responses(self) -> tuple[Response, ...]:
        """Return everything kept, in the order in which it came."""
        return tuple(self._kept)
