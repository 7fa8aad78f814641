"""What the command palette offers: our own commands, as far as they hold on a screen."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen

from csescreen.commands import HELP
from csescreen.keymap import COMMANDS, key_of, keys_now


def offered_on(
    screen: Screen[Any], run_action: Callable[..., Awaitable[object]]
) -> Iterator[SystemCommand]:
    """Yield the commands that hold on the screen, and the steps to which one can go there."""
    offered = set()
    for active in screen.active_bindings.values():
        command = COMMANDS.get(active.binding.id or "")
        if command is None or command.name in offered or command.id == "palette":
            continue
        if active.binding.action != command.action:  # its key does something else here
            continue
        offered.add(command.name)
        act = partial(run_action, command.action, active.node)
        told = f"{command.help} · {keys_now(command)}"
        yield SystemCommand(command.name, told, act)
    if not getattr(screen, "TAKES_KEYS", False):
        for command in HELP:
            act = partial(run_action, command.action)
            yield SystemCommand(
                command.name, f"{command.help} · {key_of('help')}, then {key_of(command.id)}", act
            )
    for title, go in getattr(screen, "steps", ()):
        yield SystemCommand(f"Go to: {title}", "A step of this screening", go)
