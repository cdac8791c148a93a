"""A stage for one widget: the real Python widget and its real JavaScript in a plain page, without JupyterLab.

The page's `model` is a stand-in for anywidget's. What it sends is posted to a small server on this machine, which
hands it to the widget's own `receive`; the new view and the reply come back in the order in which Jupyter sends them.
Every load of the page makes the widget anew from what was saved, as running its cell again does.
"""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

from plotly.offline import get_plotlyjs
from tests.builders import given_to, the_lesson_of

from medialit import datasets, figures
from medialit.errors import NotSaved
from medialit.i18n import Language, words
from medialit.responses import Action, Kind, MemorySink, Record, Response
from medialit.responses.class_results import ClassResults
from medialit.widgets import BY_KIND, PromptWidget
from medialit.widgets._esm import joined, styled

PAGE = (Path(__file__).parent / "page.html").read_text("utf-8")
FIGURE = (Path(__file__).parent / "figure.html").read_text("utf-8")


class Stage:
    """Serves widgets of all lessons, one address per prompt, language and theme.

    Attributes
    ----------
    alive
        Whether anybody answers; false is a kernel that was restarted or has gone.
    full
        Whether the disk is full.
    sink
        What was saved.
    """

    def __init__(self) -> None:
        self.widgets: dict[str, PromptWidget] = {}
        self.reset()
        self.places: dict[str, tuple[str, Callable[..., str]]] = {
            "/": ("text/html", self.page),
            "/widget.js": ("text/javascript", self.module),
            "/figure": ("text/html", self.figure),
            "/figure.js": ("text/javascript", lambda: joined("figure_frame")),
            "/plotly.js": ("text/javascript", get_plotlyjs),
        }
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reset(self) -> None:
        """Forget everything: a new person, a new day."""
        self.alive, self.full = True, False
        self.sink = MemorySink()
        self.results: ClassResults | None = None
        self.received: list[Any] = []

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def address(self, prompt: str, language: str = "en", theme: str = "light") -> str:
        """Return the address of a widget."""
        query = urlencode({"prompt": prompt, "language": language, "theme": theme})
        return f"http://127.0.0.1:{self._server.server_port}/?{query}"

    def figure_address(self, name: str, language: str = "en", theme: str = "light") -> str:
        """Return the address of a figure of the lesson, framed; the page draws it when `draw()` is called."""
        query = urlencode({"name": name, "language": language, "theme": theme})
        return f"http://127.0.0.1:{self._server.server_port}/figure?{query}"

    def saved(self, prompt: str, action: str) -> dict[str, Any] | None:
        """Return the value that counts for `prompt` and `action`, or None."""
        found = Record.of(self.sink.responses()).latest(prompt, Action(action))
        return dict(found.value) if found else None

    def make(self, prompt_id: str, language: str) -> PromptWidget:
        """Make the widget of a prompt from what was saved, as running its cell does."""
        lesson = the_lesson_of(prompt_id)
        prompt = lesson.prompt(prompt_id)
        chosen = Language.of(language)

        def save(prompt: str, kind: Kind, action: Action, value: Mapping[str, Any]) -> Response:
            if self.full:
                raise NotSaved("the disk is full", "make room on it")
            response = Response(
                lesson=lesson.id, prompt=prompt, kind=kind, action=action, value=value,
                lang=chosen.value, author="stage", t=datetime.now(UTC),
            )  # fmt: skip
            self.sink.save(response)
            return response

        record = Record.of(self.sink.responses())
        kind = BY_KIND[prompt.kind]
        given = given_to(kind, self.sink, prompt)
        widget = kind(prompt, language=chosen, record=record, save=save, results=self.results, given=given)
        self.widgets[prompt_id] = widget
        return widget

    def page(self, prompt: str, language: str, theme: str) -> str:
        """Return the page that shows a widget."""
        widget = self.make(prompt, language)
        state = {"view": widget.view, "strings": widget.strings}
        parts = {
            "LIGHT": str(theme != "dark").lower(),
            "LANG": Language.of(language).html,
            "CSS": _text_of(widget, "_css"),
            "PROMPT": prompt,
            "STATE": json.dumps(state, ensure_ascii=False).replace("<", "\\u003c"),
        }
        return _filled(PAGE, parts)

    def figure(self, name: str, language: str, theme: str) -> str:
        """Return the page that frames a figure."""
        say = words(Language.of(language))
        chart = figures.draw(name, datasets.load, say)
        drawing = figures.as_outputs(chart, say)[1][figures.outputs.MIME]
        parts = {
            "LIGHT": str(theme != "dark").lower(),
            "LANG": Language.of(language).html,
            "CSS": styled("figure_frame"),
            "STATE": json.dumps({"name": chart.alt, "drawing": drawing}, ensure_ascii=False).replace("<", "\\u003c"),
        }
        return _filled(FIGURE, parts)

    def receive(self, prompt: str, message: Any) -> dict[str, Any]:
        """Hand a message to its widget; return its reply and its view."""
        with self._lock:
            self.received.append(message)
            reply = self.widgets[prompt].receive(message)
            return {"reply": reply, "view": self.widgets[prompt].view}

    def module(self, prompt: str) -> str:
        """Return the JavaScript of the widget of `prompt`."""
        return _text_of(self.widgets[prompt], "_esm")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stage = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = urlparse(self.path)
                query = {name: values[0] for name, values in parse_qs(asked.query).items()}
                kind, make = stage.places.get(asked.path, ("text/plain", str))
                self._answer(200, kind, make(**query))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not stage.alive:
                    self._answer(503, "application/json", "{}")
                    return
                prompt = parse_qs(urlparse(self.path).query)["prompt"][0]
                answer = stage.receive(prompt, json.loads(body))
                self._answer(200, "application/json", json.dumps(answer, ensure_ascii=False))

            def _answer(self, status: int, kind: str, text: str) -> None:
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Say nothing: a test's output is for tests."""

        return Handler


def _filled(page: str, parts: Mapping[str, str]) -> str:
    for name, text in parts.items():
        page = page.replace(f"%{name}%", text)
    return page


def _text_of(widget: PromptWidget, name: str) -> str:
    """Return the text of `_esm` or `_css`, whichever way anywidget keeps it."""
    return str(getattr(widget, name))
