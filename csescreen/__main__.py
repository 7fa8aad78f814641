"""Start csescreen. No traceback reaches a user, whatever happens."""

import gc
import io
import os
import sys

from csescreen import process
from csescreen.silence import asks_for_secret, silent


def main() -> None:
    """Run the app, or the command that was given; exit with the status of the contract."""
    gc.set_threshold(50_000, 20, 20)  # a start makes many objects and hardly any garbage
    sys.exit(_run())


def _run() -> int:
    process.no_core_file()
    locked = process.begun_for()
    if locked == "suspended":
        process.sleep()  # now, while this process knows nothing yet
    _speak_utf_8()
    try:
        if sys.argv[1:] in ([], ["triage"]):
            # the app does without the command line's parser, so that it is there sooner
            from csescreen.start import open_app  # noqa: PLC0415

            return open_app(locked, call_first=bool(sys.argv[1:]))
        return _quiet_command() if asks_for_secret(sys.argv[1:]) else _command()
    except BrokenPipeError:
        _give_up_output()  # its reader went away; nothing more can be said to it
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _report(error)


def _speak_utf_8() -> None:
    """Write names from every language to a pipe or a file, whatever the system's code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _give_up_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _quiet_command() -> int:
    with silent():  # before all that takes time: somebody may type the passphrase already
        return _command()


def _command() -> int:
    from csescreen.cli import app  # noqa: PLC0415

    status = app(standalone_mode=True)
    return status if isinstance(status, int) else 0


def _report(error: Exception) -> int:
    """Tell the user what happened; what an unexpected error says may hold a child's text."""
    from csescreen.errors import UserError  # noqa: PLC0415

    if isinstance(error, UserError):
        lines, status = error.lines(), error.exit_status
    elif isinstance(error, OSError) and error.strerror:
        # the system's own words for it, which name no text of ours
        _give_up_output()
        lines = [f"It could not be done: {error.strerror}.", "What was saved is safe."]
        status = 1
    else:
        lines = [
            f"Something went wrong inside csescreen ({type(error).__name__}).",
            "What was saved is safe.",
            "Please try again; if it happens again, tell whoever looks after csescreen.",
        ]
        status = 1
    sys.stderr.write("\n".join(lines) + "\n")
    return status


if __name__ == "__main__":
    main()
