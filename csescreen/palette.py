"""What the command palette offers: our own commands, as far as they hold on a screen."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen

from csescreen.commands import GROUPS, keys_in_words


def offered_on(
    screen: Screen[Any], run_action: Callable[..., Awaitable[object]]
) -> Iterator[SystemCommand]:
    """Yield the commands that hold on the screen, and the steps to which one can go there."""
    ours = {command.id: command for group in GROUPS.values() for command in group}
    offered = set()
    for active in screen.active_bindings.values():
        command = ours.get(active.binding.id or "")
        if command is None or command.name in offered or command.id == "palette":
            continue
        offered.add(command.name)
        act = partial(run_action, command.action, active.node)
        told = f"{command.help} · {keys_in_words(command.keys)}"
        yield SystemCommand(command.name, told, act)
    for title, go in getattr(screen, "steps", ()):
        yield SystemCommand(f"Go to: {title}", "A step of this screening", go)
