"""Starting the desk: a port, a token, the address, and an end by Ctrl+C."""

import asyncio
from pathlib import Path

import click
from tornado.httpserver import HTTPServer

from medialit import course, curriculum, marking, settings
from medialit.i18n import Language
from medialit.loopback import HOST, free_port, say_where, stopped_by_signals
from medialit.markingdesk import access
from medialit.markingdesk.api import Api
from medialit.markingdesk.server import BODY_LIMIT, application

MARKER = "marker-1"
PORT = 8899


def run(
    folder: Path,
    lesson: str,
    *,
    marker: str = MARKER,
    language: Language | None = None,
    port: int = PORT,
    browser: bool = True,
) -> None:
    """Open the marking desk of one marker in the browser, and serve it until Ctrl+C.

    Parameters
    ----------
    folder
        The course.
    language
        Of the page; the course's if None.
    port
        The first port to try.
    browser
        Open a browser; otherwise the address is printed on stdout.

    Raises
    ------
    NotACourse, UnknownLesson, BadCourse, BadMark
        There is nothing to mark there, or not under this name.
    NotSaved
        The desk cannot write there.
    """
    opened = course.open(folder)
    home = settings.read().home
    desk = marking.Desk(opened, lesson, marker, home=home)
    token, free, spoken = access.token(home), free_port(port), language or opened.language
    title = curriculum.lesson(lesson).title[spoken]
    api = Api(desk, title=title, language=spoken, token=token)
    with stopped_by_signals():
        try:
            asyncio.run(_serve(api, token, free, browser=browser))
        except KeyboardInterrupt:
            click.echo("\nThe marking desk stops. Every mark is saved.", err=True)


async def _serve(api: Api, token: str, port: int, *, browser: bool) -> None:
    server = HTTPServer(application(api, token, port), max_body_size=BODY_LIMIT)
    server.listen(port, HOST)
    try:
        say_where(f"http://{HOST}:{port}/#token={token}", "the marking desk", browser=browser)
        await asyncio.Event().wait()
    finally:
        server.stop()
        await server.close_all_connections()
