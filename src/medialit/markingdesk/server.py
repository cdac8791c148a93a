"""The server of the marking desk: on this machine only, for one person, with nothing cached and nothing foreign."""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from http import HTTPStatus
from importlib.resources import files
from inspect import signature
from string import Template
from typing import Any

from tornado.web import Application, RequestHandler

from medialit import schema
from medialit.errors import BadRecord, MedialitError, NotSaved
from medialit.i18n import words
from medialit.markingdesk import access, answer
from medialit.markingdesk.api import Api, Reply

BODY_LIMIT = 1 << 20
_PAGE = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'",
    "frame-src": "'self'", "img-src": "data:",
    "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'", "trusted-types": "'none'",
}  # fmt: skip
_ANSWER = {
    "default-src": "'none'", "style-src": "'unsafe-inline'", "base-uri": "'none'", "form-action": "'none'",
    "frame-ancestors": "'self'", "sandbox": "",
}  # fmt: skip
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_SERVED = ("markingdesk/page", "widgets/_shared")


def application(api: Api, token: str, port: int) -> Application:
    """Return the server of one marker's desk, for requests to `port`."""
    given = {"api": api, "token": token, "port": port}
    return Application(
        [
            (r"/", _Page, given),
            (r"/answer", _Answer, given),
            (r"/((?:markingdesk|widgets)/.*)", _File, given),
            (r"/(\w+)", _Data, given),
        ],
        default_handler_class=_Nothing,
        default_handler_args=given,
        log_function=lambda _handler: None,
    )


def policy(rules: Mapping[str, str]) -> str:
    """Return a content security policy as its header has it."""
    return "; ".join(f"{name} {value}".strip() for name, value in rules.items())


class _Guarded(RequestHandler):
    """Refuses whoever is not the person who started the desk, and keeps the browser strict."""

    policy = _PAGE

    def initialize(self, api: Api, token: str, port: int) -> None:
        self.api, self.token, self.port = api, token, port

    def set_default_headers(self) -> None:
        for name, value in {
            "Content-Security-Policy": policy(self.policy),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            "Cache-Control": "no-store",
        }.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        writes = self.request.method not in {"GET", "HEAD"}
        if not access.is_ours(self.request.headers, self.port, writes=writes):
            self._refuse(HTTPStatus.FORBIDDEN, "markingdesk.stranger")

    def write_error(self, status_code: int, **_: Any) -> None:
        self._say(Reply(status_code, {"message": words(self.api.language)("markingdesk.broken_server")}))

    def _say(self, reply: Reply) -> None:
        self.set_status(reply.status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(reply.body, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace"))

    def _refuse(self, status: HTTPStatus, key: str) -> None:
        self._say(Reply(status, {"message": words(self.api.language)(key)}))


class _Nothing(_Guarded):
    def get(self) -> None:
        self._refuse(HTTPStatus.NOT_FOUND, "markingdesk.no_page")

    post = get


class _Page(_Guarded):
    """The page itself, which may be opened from a link anywhere: it holds no data, and asks for it with the token."""

    def prepare(self) -> None:
        if not access.is_here(self.request.headers, self.port):
            self._refuse(HTTPStatus.FORBIDDEN, "markingdesk.stranger")

    def get(self) -> None:
        say = words(self.api.language)
        page = Template((files("medialit.markingdesk") / "page" / "index.html").read_text("utf-8"))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            page.substitute(
                lang=self.api.language.html,
                title=escape(say("markingdesk.title")),
                skip=escape(say("markingdesk.skip")),
                gone=escape(say("markingdesk.no_answer")),
                stranger=escape(say("markingdesk.stranger")),
                no_script=escape(say("markingdesk.no_script")),
            )
        )


class _File(_Guarded):
    """Scripts and style sheets: those that this package holds, by name, and no other file."""

    def get(self, path: str) -> None:
        found = _served().get(path)
        if found is None:
            self._refuse(HTTPStatus.NOT_FOUND, "markingdesk.no_page")
            return
        kind, text = found
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(text)


class _Answer(_Guarded):
    """One student's answer, for the sandboxed frame."""

    policy = _ANSWER

    def get(self) -> None:
        names = [self.get_query_argument(name, "") for name in ("criterion", "pseudonym", "digest")]
        if not access.is_token(self.get_query_argument("key", ""), access.key(self.token, *names)):
            self._refuse(HTTPStatus.FORBIDDEN, "markingdesk.stranger")
            return
        text = self.api.text(*names)
        if text is None:
            self._refuse(HTTPStatus.NOT_FOUND, "markingdesk.no_page")
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(answer.document(text, self.api.language))


class _Data(_Guarded):
    """What the page asks and sends, as JSON, with the token."""

    def prepare(self) -> None:
        super().prepare()
        if not self._finished and not access.is_token(self.request.headers.get(access.HEADER), self.token):
            self._refuse(HTTPStatus.FORBIDDEN, "markingdesk.stranger")

    def get(self, name: str) -> None:
        asked = {key: self.get_query_argument(key) for key in self.request.query_arguments}
        self._do(self.api.asks, name, asked)

    def post(self, name: str) -> None:
        if self.request.headers.get("Content-Type", "").split(";")[0].strip() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "markingdesk.only_json")
            return
        try:
            message = json.loads(self.request.body)
        except (ValueError, RecursionError):
            self._refuse(HTTPStatus.BAD_REQUEST, "markingdesk.only_json")
            return
        self._do(self.api.does, name, message)

    def _do(self, calls: Mapping[str, Any], name: str, message: Any) -> None:
        if name not in calls:
            self._refuse(HTTPStatus.NOT_FOUND, "markingdesk.no_page")
            return
        try:
            schema.check(message, schema.load("medialit.markingdesk", "message"), what="message")
            self._say(calls[name](**_fitting(calls[name], message)))
        except NotSaved as problem:
            self._say(Reply(HTTPStatus.INSUFFICIENT_STORAGE, {"message": f"{problem.what} ({problem.remedy})"}))
        except BadRecord:
            self._refuse(HTTPStatus.BAD_REQUEST, "markingdesk.only_json")
        except MedialitError as problem:
            self._say(Reply(HTTPStatus.UNPROCESSABLE_ENTITY, {"message": f"{problem.what} ({problem.remedy})"}))


def _fitting(call: Any, message: Any) -> Mapping[str, Any]:
    """Return the message if it has what `call` needs, and nothing else."""
    try:
        signature(call).bind(**message)
    except TypeError as problem:
        raise BadRecord(f"the message does not fit: {problem}", "load the page again") from None
    return dict(message)


@cache
def _served() -> dict[str, tuple[str, str]]:
    """Return every file that the page may load, with its type, by its path."""
    home = files("medialit")
    return {
        f"{place}/{one.name}": (_TYPES[suffix], one.read_text("utf-8"))
        for place in _SERVED
        for one in (home / place).iterdir()
        if (suffix := one.name[one.name.rfind(".") :]) in _TYPES
    }
