"""The nouns of the sandbox."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a program is walled off: namespaces, Landlock and seccomp; Landlock and seccomp; not at all."""

    A = "A"
    B = "B"
    NONE = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a confined program may use; each name carries its unit, `wall_s` and `work_mib` are watched from outside."""

    memory_mib: int = 4096
    cpu_s: int = 600
    wall_s: float = 900.0
    processes: int = 64
    file_mib: int = 64
    work_mib: int = 256
    open_files: int = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Something that a confined program tried in a level, whether it was refused, and in which words."""

    level: Level
    what: str
    is_refused: bool
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What this machine can enforce: the best level at which everything was refused, and all that was tried."""

    level: Level
    tried: tuple[Tried, ...]

    @property
    def why(self) -> str:
        """Why there is no better level: what was not refused, or what the kernel said; empty at level A."""
        missing = [one for one in self.tried if not one.is_refused and one.level is not self.level]
        return "; ".join(f"{one.level.value}: {one.what} ({one.said})" for one in missing)
