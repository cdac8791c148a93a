"""The system calls of Linux that confine a process, by ctypes: no compiled dependency, and no program to start.

What is called here applies to the calling thread and to whatever it starts. Each function raises `OSError` with the
kernel's own reason; none of them passes silently over something that it could not do.

References
----------
Numbers and structures: `linux/landlock.h`, `linux/seccomp.h`, `linux/filter.h`, `linux/prctl.h`, `linux/sched.h`,
`asm/unistd_64.h` (x86-64) and `asm-generic/unistd.h` (arm64) of Linux 6.
"""

import contextlib
import ctypes
import errno
import os
import platform
import socket
import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

PR_SET_PDEATHSIG, PR_SET_SECCOMP = 1, 22
PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 24, 36, 38
NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_CLONE_NEW = NEWNS | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET | 0x2000000 | 0x80
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_SLAVE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 19
_MNT_DETACH = 2

_RIGHTS = [
    "EXECUTE",
    "WRITE_FILE",
    "READ_FILE",
    "READ_DIR",
    "REMOVE_DIR",
    "REMOVE_FILE",
    "MAKE_CHAR",
    "MAKE_DIR",
    "MAKE_REG",
    "MAKE_SOCK",
    "MAKE_FIFO",
    "MAKE_BLOCK",
    "MAKE_SYM",
    "REFER",
    "TRUNCATE",
    "IOCTL_DEV",
]
_RIGHT = {name: 1 << place for place, name in enumerate(_RIGHTS)}
_KNOWN_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15}
READ = _RIGHT["EXECUTE"] | _RIGHT["READ_FILE"] | _RIGHT["READ_DIR"]
WRITE = ((1 << len(_RIGHTS)) - 1) & ~(_RIGHT["MAKE_CHAR"] | _RIGHT["MAKE_BLOCK"] | _RIGHT["IOCTL_DEV"])
DEVICE = _RIGHT["READ_FILE"] | _RIGHT["WRITE_FILE"]
TERMINAL = READ | DEVICE | _RIGHT["IOCTL_DEV"]
_OF_A_FILE = sum(_RIGHT[name] for name in ("EXECUTE", "WRITE_FILE", "READ_FILE", "TRUNCATE", "IOCTL_DEV"))
_Word = tuple[int, int, int, int]
_AF_UNIX, _STREAM, _SEQPACKET = 1, 1, 5
AF_NETLINK = 16
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_NET_ALL, _SCOPE_ALL = 3, 3  # bind and connect; abstract sockets and signals

_ARCHES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_DENIED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "mount": (165, 40),
    "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "quotactl": (179, 60), "acct": (163, 89),
    "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "sethostname": (170, 161),
    "setdomainname": (171, 162), "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "syslog": (103, 116), "kcmp": (312, 272), "fanotify_init": (300, 262),
    "mount_setattr": (442, 442), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "pidfd_getfd": (438, 438),
    "mq_open": (240, 180), "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "vhangup": (153, 58),
    "personality": (135, 92), "process_madvise": (440, 440),
}  # fmt: skip
_UNSEEN_BY_LANDLOCK = {
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
}  # fmt: skip
_WITHOUT_EFFECT = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
}  # fmt: skip
_MISSING = {"clone3": (435, 435), "memfd_create": (319, 279), "memfd_secret": (447, 447)}
"""What is said not to exist. `clone3` hides its flags in memory: the C library then takes `clone`, whose flags can be
seen. What lies in a `memfd` is no process's memory and no file's: nobody outside could tell how much it is."""
_OF_ANOTHER = {
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
}  # fmt: skip
_PRIORITIES = {"setpriority": (141, 140), "ioprio_set": (251, 30)}
_LOOKED_INTO = {
    "clone": (56, 220),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "ioctl": (16, 29),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
}
_PIVOT_ROOT = (155, 41)
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_PR_SET_DUMPABLE = 4
_LOAD, _AND, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x45, 0x35, 0x06
_CONNECT = (42, 203)
_FIRST, _SECOND = 16, 24
"""Where the first and the second argument of a call lie, in bytes."""


@cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def prctl(option: int, value: int = 0) -> None:
    """Set a property of this process."""
    zero = ctypes.c_ulong(0)
    _checked(_libc().prctl(option, ctypes.c_ulong(value), zero, zero, zero), f"prctl({option})")


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones."""
    _checked(_libc().unshare(flags), "unshare")


def mount(source: str | None, target: str, kind: str | None = None, flags: int = 0, data: str | None = None) -> None:
    """Mount a file system, or change how one is mounted."""
    one, other, third, last = (None if word is None else os.fsencode(word) for word in (source, target, kind, data))
    _checked(_libc().mount(one, other, third, ctypes.c_ulong(flags), last), f"mount {target}")


def change_root(new: str, old: str) -> None:
    """Make `new` the root of this mount namespace, and put the old one at `old` below it."""
    number = _PIVOT_ROOT[_arch()[0]]
    _checked(_libc().syscall(number, os.fsencode(new), os.fsencode(old)), "pivot_root")


def detach(target: str) -> None:
    """Unmount a file system as soon as nobody uses it any more."""
    _checked(_libc().umount2(os.fsencode(target), _MNT_DETACH), f"umount {target}")


def drop_capabilities() -> None:
    """Give up every capability, for good."""
    for number in range(64):
        with contextlib.suppress(OSError):  # beyond the last one, or not ours to drop: nothing is left to be had then
            prctl(PR_CAPBSET_DROP, number)
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3
    _checked(_libc().capset(header, struct.pack("=6I", *[0] * 6)), "capset")


def landlock_abi() -> int:
    """Return which version of Landlock this kernel has; 0 for none."""
    return max(0, int(_libc().syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))))


def loopback_up() -> None:
    """Let a new network namespace reach itself."""
    import fcntl  # Windows has none, and loads this module all the same

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        fcntl.ioctl(asked, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def landlock(rules: Mapping[str, int], *, denies_tcp: bool = True) -> None:
    """Deny everything in the file system but `rules` (rights by path), TCP, and signals and sockets to the outside."""
    abi = landlock_abi()
    if abi == 0:
        raise OSError(errno.EOPNOTSUPP, "Landlock is not available")
    known = (1 << _KNOWN_BY_ABI.get(abi, len(_RIGHTS))) - 1
    net, scope = _NET_ALL if abi >= 4 and denies_tcp else 0, _SCOPE_ALL if abi >= 6 else 0
    attributes = struct.pack("=QQQ", known, net, scope)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    made = _libc().syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    handle = _checked(made, "landlock_create_ruleset")
    try:
        for path, rights in rules.items():
            with contextlib.suppress(FileNotFoundError):
                _allow(handle, path, rights & known)
        _checked(_libc().syscall(_LANDLOCK_RESTRICT, handle, ctypes.c_uint32(0)), "landlock_restrict_self")
    finally:
        os.close(handle)


def _allow(ruleset: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        fit = rights if os.path.isdir(path) else rights & _OF_A_FILE  # as the ruleset sees it
        rule = struct.pack("=Qi", fit, place)
        _checked(_libc().syscall(_LANDLOCK_ADD, ruleset, 1, rule, ctypes.c_uint32(0)), f"landlock_add_rule {path}")
    finally:
        os.close(place)


def seccomp(families: Iterable[int] = (), *, sees_all_files: bool = False, serves: bool = False) -> None:
    """Deny the calls by which a process could leave its walls, and sockets of any family but `families`.

    Connected pairs of UNIX sockets stay: they reach nobody else. A call of another architecture's ends the process.

    Parameters
    ----------
    sees_all_files
        The process has no root of its own, and no process namespace: other processes' priorities stay as they are,
        and so do modes, owners and times of files, of which Landlock knows nothing. A change of mode or time is said
        to be done, because copying a file asks for it, and is not done.
    serves
        The process may be reached over UNIX stream sockets that it makes, and itself reach nobody: it cannot connect.
    """
    program = _filter(sorted(set(families)), sees_all_files=sees_all_files, serves=serves)
    words = ctypes.create_string_buffer(program, len(program))
    argument = _Program(len(program) // 8, ctypes.addressof(words))
    zero = ctypes.c_ulong(0)
    done = _libc().prctl(PR_SET_SECCOMP, ctypes.c_ulong(2), ctypes.byref(argument), zero, zero)
    _checked(done, "seccomp")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("words", ctypes.c_void_p))


def _arch() -> tuple[int, int]:
    machine = platform.machine()
    if machine not in _ARCHES:
        raise OSError(errno.ENOSYS, f"no system call numbers are known for {machine}")
    return _ARCHES[machine]


def _filter(families: list[int], *, sees_all_files: bool, serves: bool) -> bytes:
    """Return the filter as classic BPF: a word is (code, jump if true, jump if false, value)."""
    column, arch = _arch()
    words: list[_Word] = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, arch), (_RETURN, 0, 0, _KILL)]
    words.append((_LOAD, 0, 0, 0))
    if column == 0:  # the x32 interface
        words += [(_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _KILL)]
    rules = dict(_looked_into(column, families, sees_all_files=sees_all_files))
    if serves:
        rules |= _serving(column)
    for call, rule in rules.items():
        words += [(_EQUAL, 0, len(rule), call), *rule]
    for call, error in _by_number(column, sees_all_files=sees_all_files):
        words += [(_EQUAL, 0, 1, call), (_RETURN, 0, 0, _error(error))]
    words.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *word) for word in words)


def _looked_into(column: int, families: list[int], *, sees_all_files: bool) -> Iterator[tuple[int, list[_Word]]]:
    """Yield the number of each call whose arguments decide, and what is decided."""
    number = {name: numbers[column] for name, numbers in _LOOKED_INTO.items()}
    allow, refuse = (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _error(errno.EPERM))
    yield number["clone"], [(_LOAD, 0, 0, _FIRST), (_ANY_BIT, 0, 1, _CLONE_NEW), refuse, allow]
    one_of = [(_EQUAL, len(families) - place, 0, family) for place, family in enumerate(families)]
    yield number["socket"], [(_LOAD, 0, 0, _FIRST), *one_of, (_RETURN, 0, 0, _error(errno.EACCES)), allow]
    # Of a pair of datagram sockets each can send to any name, whatever it is paired with.
    kinds = [(_LOAD, 0, 0, _SECOND), (_AND, 0, 0, 0xF), (_EQUAL, 2, 0, _STREAM), (_EQUAL, 1, 0, _SEQPACKET)]
    pair = [(_LOAD, 0, 0, _FIRST), (_EQUAL, 0, len(kinds), _AF_UNIX), *kinds, (_RETURN, 0, 0, _error(errno.EACCES))]
    yield number["socketpair"], [*pair, allow]
    console = [(_LOAD, 0, 0, _SECOND), (_EQUAL, 1, 0, _TIOCSTI), (_EQUAL, 0, 1, _TIOCLINUX)]
    yield number["ioctl"], [*console, refuse, allow]
    # Whoever cannot be looked into could hold files that nobody counts.
    yield number["prctl"], [(_LOAD, 0, 0, _FIRST), (_EQUAL, 0, 1, _PR_SET_DUMPABLE), refuse, allow]
    # One's own limits can be read, and lowered; another process's cannot.
    own = [(_LOAD, 0, 0, _FIRST), (_EQUAL, 1, 0, 0), refuse, allow]
    yield number["prlimit64"], own
    for numbers in _OF_ANOTHER.values() if sees_all_files else ():
        yield numbers[column], own


def _serving(column: int) -> dict[int, list[_Word]]:
    """Return the rules of a process that is reached over sockets, and reaches nobody."""
    refuse, allow = (_RETURN, 0, 0, _error(errno.EACCES)), (_RETURN, 0, 0, _ALLOW)
    missing = (_RETURN, 0, 0, _error(errno.EOPNOTSUPP))  # libzmq does without a network that is not there
    of_unix = [(_LOAD, 0, 0, _FIRST), (_EQUAL, 0, 3, _AF_UNIX)]
    stream = [(_LOAD, 0, 0, _SECOND), (_AND, 0, 0, 0xF), (_EQUAL, 1, 0, _STREAM)]
    sockets = {_LOOKED_INTO["socket"][column]: [*of_unix, *stream, missing, allow], _CONNECT[column]: [refuse]}
    # What makes sockets sets how its own threads run, and ends if it may not.
    kept = [(_LOAD, 0, 0, _FIRST), (_EQUAL, 0, 1, 0), allow, (_RETURN, 0, 0, _error(0))]
    return sockets | {_OF_ANOTHER[name][column]: kept for name in ("sched_setscheduler", "sched_setparam")}


def _by_number(column: int, *, sees_all_files: bool) -> Iterator[tuple[int, int]]:
    """Yield the number of each call that is denied, and with which error; none for what is only said to be done."""
    only_here = ((_UNSEEN_BY_LANDLOCK, errno.EPERM), (_PRIORITIES, errno.EPERM), (_WITHOUT_EFFECT, 0))
    more = only_here if sees_all_files else ()
    for calls, error in ((_DENIED, errno.EPERM), (_MISSING, errno.ENOSYS), *more):
        for numbers in calls.values():
            if numbers[column] is not None:
                yield numbers[column], error


def _error(number: int) -> int:
    return 0x00050000 | number
