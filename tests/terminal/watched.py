"""csescreen with somebody who notes everything that it writes, and tells it at the end.

Run as a program; `WATCHED_ALLOWS` is the folder in which it may write. Python tells an audit hook
of every file that is opened for writing, every change in a folder, every database, socket and
further process, whoever of its modules asks.
"""

import os
import sys

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
HARMLESS = {os.devnull, "/dev/tty", "/dev/ptmx"}
CHANGES = {
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.chown", "os.utime", "os.setxattr", "os.system", "os.exec", "os.posix_spawn"),
    *("os.fork", "os.forkpty", "subprocess.Popen", "sqlite3.connect", "tempfile.mkstemp"),
    *("tempfile.mkdtemp", "shutil.copyfile", "shutil.move", "shutil.rmtree"),
    *("socket.bind", "socket.connect", "socket.getaddrinfo"),
}
noted: list[str] = []


def hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        is_file = isinstance(path, str | bytes) and os.fsdecode(path) not in HARMLESS
        if is_file and isinstance(flags, int) and flags & WRITES:
            noted.append(f"open {os.fsdecode(path)}")  # type: ignore[arg-type]
    elif event in CHANGES:
        noted.append(f"{event} {arguments}")


def main() -> None:
    sys.addaudithook(hook)
    from csescreen.__main__ import main as begin

    try:
        begin()
    finally:
        barred = sorted(set(sys.modules) & BARRED)
        others = [one for one in noted if os.environ["WATCHED_ALLOWS"] not in one]
        sys.stderr.write(f"\nNOTED {len(noted)}, elsewhere {others}, loaded {barred}. END\n")


BARRED = {
    *("csescreen.app", "csescreen.bootstrap", "csescreen.saver", "csescreen.saving"),
    *("csescreen.store", "csescreen.store.engine", "sqlcipher3", "sqlmodel", "cryptography"),
}

if __name__ == "__main__":
    main()
