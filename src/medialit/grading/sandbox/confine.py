"""Walls around the calling process, for good: what it can do afterwards is compute, and write into one folder.

`enter` is called in a child that was just forked and has one thread. At level A it makes namespaces with a root of its
own, in which there is nothing but the system, read-only, the work folder and an empty `/tmp`; then, at both levels,
resource limits, no privileges, Landlock and seccomp. If any of it fails it raises, and nothing has run.
"""

import contextlib
import os
import secrets
import signal
import socket
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import medialit
from medialit.grading.sandbox import syscalls as system
from medialit.grading.sandbox.model import Level, Limits

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_FILES = (
    "/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/etc/fonts", "/etc/mime.types", "/etc/alternatives",
    "/etc/matplotlibrc", "/var/cache/fontconfig",
)  # fmt: skip
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_TRANSIENT = 1_900_000_000
_MIB = 1 << 20
_CANNOT = 97
"""The exit code of a process that could not be confined."""


def libraries() -> tuple[str, ...]:
    """Return where this Python imports installed libraries from, and medialit itself.

    Left out is whatever else is on the path: the folder in which the command was given may well be the course.
    """
    own = [sys.prefix, sys.base_prefix, sys.exec_prefix, "/usr", os.path.dirname(os.path.dirname(medialit.__file__))]
    roots = tuple(os.path.realpath(one) for one in own)
    found = [one for one in sys.path if os.path.isabs(one) and os.path.isdir(one)]
    return tuple(
        one
        for one in dict.fromkeys(found)
        if one.endswith(("site-packages", "dist-packages"))
        or os.path.realpath(one) in roots
        or os.path.realpath(one).startswith(tuple(f"{root}/lib" for root in roots))
    )


def readable() -> tuple[str, ...]:
    """Return what a confined Python needs to read: the system, Python, and the libraries that it imports."""
    python = [sys.prefix, sys.base_prefix, sys.exec_prefix, *libraries()]
    real = [os.path.realpath(one) for one in python]
    found = dict.fromkeys((*_SYSTEM, *_FILES, *python, *real))
    home = os.path.expanduser("~")
    broad = {"/", home, os.path.dirname(home), "/tmp", "/home"}
    return tuple(one for one in found if os.path.exists(one) and one not in broad)


def enter(  # the first three are what everybody says
    level: Level,
    work: Path,
    limits: Limits,
    keep: Collection[int] = (),
    read: Sequence[str] = (),
    sockets: Path | None = None,
) -> None:
    """Confine this process to `work`, for good.

    At level A the process that returns is a grandchild, the second of its own process namespace; the caller's own
    process waits for it and ends as it ends. Killing that one kills everything.

    Parameters
    ----------
    keep
        Handles that stay open, besides 0, 1 and 2.
    read
        What may be read besides the system; `readable()` if empty.
    sockets
        A second folder that may be written, for the sockets of a program that cannot do without. At level A it may use
        any kind, for its network namespace holds nothing but itself; at level B it can be reached, and reach nobody.

    Raises
    ------
    OSError
        The kernel refused a wall; the process must end then.
    ValueError
        Level C is no sandbox.
    """
    if level is Level.NONE:
        raise ValueError(f"at level {level.value} there is no wall around anything")
    place, seen = os.path.realpath(work), tuple(read) or readable()
    places = [place, *([os.path.realpath(sockets)] if sockets is not None else [])]
    _close_but({0, 1, 2, *keep})
    user = _transient_user((place, *seen) if level is Level.B else ()) if os.getuid() == 0 else None
    if user is not None:
        for folder in (*places, str(temporary(Path(place)))):
            _give(folder, user)
    if level is Level.A:
        _new_world(places, seen, keep, user)
    else:
        _own_group(keep)
    os.chdir(place)
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    system.drop_capabilities()
    system.prctl(system.PR_SET_NO_NEW_PRIVS, 1)
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of user has cleared it
    os.umask(0o077)
    _limit(limits, shares_user=level is Level.B and user is None)
    has_network = sockets is not None and level is Level.A
    system.landlock(_rules(level, places, seen), denies_tcp=not has_network)
    families = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, system.AF_NETLINK) if has_network else ()
    is_seen = level is Level.B
    system.seccomp(map(int, families), sees_all_files=is_seen, serves=is_seen and sockets is not None)


def temporary(work: Path) -> Path:
    """Return the folder for temporary files of what runs in `work` at level B; whoever makes `work` makes it, too."""
    return work.with_name(f"{work.name}.tmp")


def _close_but(kept: Collection[int]) -> None:
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in kept:
            with contextlib.suppress(OSError):  # the handle of this very listing
                os.close(int(name))


def _transient_user(seen: Iterable[str]) -> int | None:
    """Return the number of a user who exists nowhere; None where such a user could not read Python itself."""
    if all(map(_is_open, seen)):
        return _TRANSIENT + secrets.randbelow(99_000_000)
    return None


def _is_open(path: str) -> bool:
    """Tell whether everybody may enter all folders above `path`."""
    return all(one.stat().st_mode & 0o001 for one in Path(path).parents)


def _give(folder: str, user: int) -> None:
    for base, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.lchown(os.path.join(base, name), user, user)


def _own_group(keep: Collection[int]) -> None:
    """Fork once more: the outer process waits, takes in every orphan, and ends them all with the inner one."""
    system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)
    inner = os.fork()
    if inner:
        _wait_outside(inner, keep, ends_all=True)
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait_outside(inner: int, keep: Collection[int], *, ends_all: bool) -> None:
    """Wait for the confined process and end as it ended; a SIGTERM kills it."""
    signal.signal(signal.SIGTERM, lambda *_: os.kill(inner, signal.SIGKILL))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGTERM if ends_all else signal.SIGKILL)
    for handle in (0, 1, 2, *keep):
        with contextlib.suppress(OSError):
            os.close(handle)
    status = _waited(inner)
    while ends_all and _kill_children():
        pass
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF if status is not None else _CANNOT)


def _waited(inner: int) -> int | None:
    while True:
        try:
            process, status = os.waitpid(-1, 0)
        except ChildProcessError:
            return None
        if process == inner:
            return status


def _kill_children() -> bool:
    """Kill what is left below this process; tell whether there was anything."""
    with open(f"/proc/self/task/{os.getpid()}/children") as file:  # a child that was just forked
        children = [int(one) for one in file.read().split()]
    for one in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    for one in children:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(one, 0)
    return bool(children)


def _new_world(places: Sequence[str], seen: Sequence[str], keep: Collection[int], user: int | None) -> None:
    """Make namespaces with a root of their own; return in the second process of the new process namespace."""
    spaces = system.NEWNS | system.NEWPID | system.NEWNET | system.NEWIPC | system.NEWUTS
    if os.getuid() == 0:
        system.unshare(spaces)
    else:
        _as_oneself(spaces)
    first = os.fork()
    if first:
        _wait_outside(first, keep, ends_all=False)
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
    if len(places) > 1:
        system.loopback_up()
    _new_root(places, seen, user)
    inner = os.fork()
    if inner:
        _be_first(inner, keep)


def _as_oneself(spaces: int) -> None:
    user, group = os.getuid(), os.getgid()
    system.unshare(system.NEWUSER | spaces)
    for name, content in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(content)


def _be_first(inner: int, keep: Collection[int]) -> None:
    """Be the first process of the namespace: take in orphans, and end everything when the inner process ends."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    for handle in (0, 1, 2, *keep):
        with contextlib.suppress(OSError):
            os.close(handle)
    status = _waited(inner)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF if status is not None else _CANNOT)


def _new_root(places: Sequence[str], seen: Sequence[str], user: int | None) -> None:
    system.mount(None, "/", None, system.MS_REC | system.MS_SLAVE)
    root = "/tmp"  # a mount point that every Linux has; what lies in it is covered, here only
    bound = [one for one in sorted(seen) if not _is_below(one, seen)]
    held = {one: os.open(one, os.O_PATH | os.O_CLOEXEC) for one in bound}
    works = {one: os.open(one, os.O_PATH | os.O_CLOEXEC) for one in places}
    quiet = system.MS_NOSUID | system.MS_NODEV
    system.mount("tmpfs", root, "tmpfs", quiet, "size=4m,mode=755")
    os.umask(0o022)
    for name in ("tmp", "dev", "dev/shm", "proc", "old", "etc"):
        os.mkdir(f"{root}/{name}", 0o755)
    system.mount("tmpfs", f"{root}/tmp", "tmpfs", quiet, "size=256m,mode=1777")
    system.mount("tmpfs", f"{root}/dev/shm", "tmpfs", quiet, "size=64m,mode=1777")
    for path, handle in held.items():
        _bind(handle, path, root, is_read_only=True)
    for path, handle in works.items():
        _bind(handle, path, root, is_read_only=False)
    for device in _DEVICES:
        _bind(os.open(device, os.O_PATH | os.O_CLOEXEC), device, root, is_read_only=False)
    with contextlib.suppress(OSError):  # terminals of its own; what needs none goes on without
        os.mkdir(f"{root}/dev/pts", 0o755)
        system.mount("devpts", f"{root}/dev/pts", "devpts", system.MS_NOSUID, "newinstance,ptmxmode=0666,mode=620")
        os.symlink("pts/ptmx", f"{root}/dev/ptmx")
    who = os.getuid() if user is None else user
    with open(f"{root}/etc/passwd", "w") as file:
        file.write(f"student:x:{who}:{who}::{places[0]}:/bin/sh\n")
    os.chdir(root)
    system.change_root(".", "old")
    os.chdir("/")
    with contextlib.suppress(PermissionError):  # inside a container with a masked /proc: go on without one
        system.mount("proc", "/proc", "proc", quiet | system.MS_NOEXEC)
    system.detach("/old")
    os.rmdir("/old")
    system.mount(None, "/", None, system.MS_BIND | system.MS_REMOUNT | system.MS_RDONLY | quiet)


def _is_below(one: str, seen: Iterable[str]) -> bool:
    return any(one != other and one.startswith(other.rstrip("/") + "/") for other in seen if not os.path.islink(other))


def _bind(handle: int, path: str, root: str, *, is_read_only: bool) -> None:
    """Show at `path` below the new root what `handle` is; a link is made anew."""
    try:
        _bind_open(handle, path, root + path, is_read_only=is_read_only)
    finally:
        os.close(handle)  # it still leads to the old world


def _bind_open(handle: int, path: str, target: str, *, is_read_only: bool) -> None:
    source = f"/proc/self/fd/{handle}"
    os.makedirs(os.path.dirname(target), 0o755, exist_ok=True)
    if os.path.islink(path) and not os.path.lexists(target):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(source):
        os.makedirs(target, 0o755, exist_ok=True)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    system.mount(source, target, None, system.MS_BIND | system.MS_REC)
    if is_read_only:
        flags = system.MS_BIND | system.MS_REMOUNT | system.MS_RDONLY | system.MS_NOSUID | system.MS_NODEV
        system.mount(None, target, None, flags)


def _limit(limits: Limits, *, shares_user: bool) -> None:
    """Set the resource limits; where processes are counted by user, those that run already are added."""
    import resource  # Windows has none, and loads this module all the same

    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: limits.memory_mib * _MIB,
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_NPROC: limits.processes + (_tasks_of_mine() if shares_user else 0),
        resource.RLIMIT_FSIZE: limits.file_mib * _MIB,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for which, value in wanted.items():
        hard = resource.getrlimit(which)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (most, most))


def _tasks_of_mine() -> int:
    count = 0
    for name in os.listdir("/proc"):
        with contextlib.suppress(OSError):
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == os.getuid():
                count += len(os.listdir(f"/proc/{name}/task"))
    return count


def _rules(level: Level, places: Sequence[str], seen: Sequence[str]) -> dict[str, int]:
    if level is Level.A:  # the root holds nothing else
        rules = {"/": system.READ, "/tmp": system.WRITE, "/dev/shm": system.WRITE, "/dev/pts": system.TERMINAL}
    else:
        rules = {**dict.fromkeys(seen, system.READ), f"/proc/{os.getpid()}": system.READ}
        rules[str(temporary(Path(places[0])))] = system.WRITE
    return rules | dict.fromkeys(places, system.WRITE) | dict.fromkeys(_DEVICES, system.DEVICE)
