"""Do something in a child process: as somebody who is not root, or with a disk that is nearly full."""

import os
import pwd
import resource
import signal
import traceback


def in_a_child(prepare, action, *arguments):
    """Return what `action(*arguments)` returns (a text), run in a child process after `prepare()`."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            prepare()
            said = str(action(*arguments))
        except BaseException:  # noqa: BLE001  # the child must end here, whatever happened
            said = traceback.format_exc()
        os.write(writer, said.encode()[:60_000])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        said = stream.read().decode()
    os.waitpid(child, 0)
    return said


def as_an_ordinary_user(action, *arguments):
    """Return what `action(*arguments)` returns, run as somebody who is not root: root may write anywhere.

    The interpreter may lie where only root may look, so call `action` once before, to have its modules loaded.
    """
    return in_a_child(_become_nobody, action, *arguments)


def with_small_files(action, *arguments, limit=4000):
    """Return what `action(*arguments)` returns, run where no file may grow beyond `limit` bytes, as on a full disk."""

    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return in_a_child(prepare, action, *arguments)


def _become_nobody():
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)


def open_to_all(folder):
    """Let everybody walk down to `folder` (pytest's own folders are for their owner only)."""
    for one in (folder, *folder.parents):
        if one.stat().st_uid == os.geteuid() and one != one.parent:
            one.chmod(one.stat().st_mode | 0o755)
    return folder
