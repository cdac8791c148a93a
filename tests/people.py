"""Do something as somebody who is not root: root may write anywhere, and so proves nothing."""

import os
import pwd
import traceback


def as_an_ordinary_user(action, *arguments):
    """Return what `action(*arguments)` returns (a text), run in a child process that is not root.

    The interpreter may lie where only root may look, so call `action` once before, to have its modules loaded.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                nobody = pwd.getpwnam("nobody")
                os.setgroups([])
                os.setgid(nobody.pw_gid)
                os.setuid(nobody.pw_uid)
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


def open_to_all(folder):
    """Let everybody walk down to `folder` (pytest's own folders are for their owner only)."""
    for one in (folder, *folder.parents):
        if one.stat().st_uid == os.geteuid() and one != one.parent:
            one.chmod(one.stat().st_mode | 0o755)
    return folder
