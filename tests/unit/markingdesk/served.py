"""A marking desk that is served, with a class whose gradebook is a fake; to be asked over HTTP."""

import asyncio
import http.client
import json
import threading

from tornado.httpserver import HTTPServer

from medialit import curriculum
from medialit.i18n import Language
from medialit.markingdesk.api import Api
from medialit.markingdesk.server import application

TOKEN = "invented"  # noqa: S105  # of a test


class Served:
    """Serves one desk from a thread of its own; `stop()` and `start()` again keep port and token."""

    def __init__(self, desk, language=Language.EN, port=0):
        title = curriculum.lesson(desk.plan.id).title[language]
        self.api = Api(desk, title=title, language=language, token=TOKEN)
        self.port = port
        self.start()

    def start(self):
        begun = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve(begun)), daemon=True)
        self._thread.start()
        assert begun.wait(20)

    async def _serve(self, begun):
        self._end = asyncio.Event()
        sockets = _bound(self.port)
        self.port = sockets[0].getsockname()[1]
        server = HTTPServer(application(self.api, TOKEN, self.port), max_body_size=1 << 20)
        server.add_sockets(sockets)
        begun.set()
        await self._end.wait()
        server.stop()
        await server.close_all_connections()

    def stop(self):
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(20)
        self._loop.close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/#token={TOKEN}"

    def ask(self, path, body=None, *, method=None, token=TOKEN, **headers):
        """Return status, headers and text of what a request gets; a name with `_` is a header with `-`."""
        given = {"Host": f"127.0.0.1:{self.port}"} | ({"X-Desk-Token": token} if token else {})
        if body is not None:
            given |= {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method or ("GET" if body is None else "POST"), path, data, given)
            reply = line.getresponse()
            return reply.status, reply.headers, reply.read().decode()
        finally:
            line.close()

    def json(self, path, body=None, *, status=200):
        """Return the JSON of a reply that has this status."""
        got, _, text = self.ask(path, body)
        assert got == status, text
        return json.loads(text)

    def first(self, criterion="measures"):
        """Return the first answer of a criterion."""
        who = self.json(f"/queue?criterion={criterion}")["order"][0]["pseudonym"]
        return self.json(f"/item?criterion={criterion}&pseudonym={who}")["item"]

    def save(self, item, *, status=200, **change):
        """Save a level or a comment of an answer as its page shows it."""
        seen = item["mark"]["at"] if item["mark"] else None
        place = {name: item[name] for name in ("criterion", "pseudonym", "digest")}
        return self.json("/mark", place | {"seen": seen, "seconds": 7} | change, status=status)


def _bound(port):
    from tornado.netutil import bind_sockets

    return bind_sockets(port, "127.0.0.1")
