"""A recovery code that was made, and counts only once part of it was typed back."""

from collections.abc import Callable
from typing import Generic, TypeVar

from csescreen.core import recovery_code
from csescreen.errors import InputError

T_co = TypeVar("T_co", covariant=True)


class Code(Generic[T_co]):
    """A new recovery code; what it is for is done with its bits once it was typed back."""

    def __init__(self, finish: Callable[[bytes], T_co]) -> None:
        self._bits = recovery_code.new_bits()
        self._finish = finish
        self._asked = recovery_code.asked()

    @property
    def code(self) -> str:
        """The code as it is to be shown once: groups with dashes."""
        return recovery_code.written(self._bits)

    @property
    def asked(self) -> tuple[int, ...]:
        """The numbers of the groups, from 1, that are to be typed back."""
        return self._asked

    def finish(self, typed: str) -> T_co:
        """Take the groups that were typed back, and do what was begun.

        Raises `InputError` where they are not the code's: it can be tried again.
        """
        if not recovery_code.same(typed, recovery_code.groups(self.code, self._asked)):
            first, second = self._asked
            raise InputError(
                f"These are not groups {first} and {second} of the recovery code.",
                safe="Nothing was changed, and the code is still the same.",
                do_next="Look at what you wrote down, and type the two groups again.",
            )
        return self._finish(self._bits)
