"""Start csescreen. No traceback reaches a user, whatever happens."""

import os
import sys


def main() -> None:
    """Run the app, or the command that was given; exit with the status of the contract."""
    sys.exit(_run())


def _run() -> int:
    try:
        if len(sys.argv) == 1:
            # the app does without the command line's parser, so that it is there sooner
            from csescreen.start import open_app  # noqa: PLC0415

            return open_app()
        return _command()
    except BrokenPipeError:
        # the reader of our output went away; nothing more can be said to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _report(error)


def _command() -> int:
    from csescreen.cli import app  # noqa: PLC0415

    status = app(standalone_mode=True)
    return status if isinstance(status, int) else 0


def _report(error: Exception) -> int:
    """Tell the user what happened; what an unexpected error says may hold a child's text."""
    from csescreen.errors import UserError  # noqa: PLC0415

    if isinstance(error, UserError):
        lines, status = error.lines(), error.exit_status
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
