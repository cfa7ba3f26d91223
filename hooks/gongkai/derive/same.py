"""A register as a key of what is worked out from it once: equal only to that very one, for contents cost to compare."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.load.register import Register


@dataclass(frozen=True, eq=False)
class Same:
    """For `lru_cache(maxsize=1)`: the register is held, so that no other one can take its place in memory."""

    register: Register

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.register is self.register

    def __hash__(self) -> int:
        return id(self.register)
