"""The frameworks that earlier programs shipped with: a screening of that time still opens.

A folder per release holds the files as they were, the shared ones included. Screenings that were
saved since keep their own copies in the store.
"""

from hashlib import sha256 as sha256_of
from pathlib import Path

from csescreen.core.framework import Framework, FrameworkFile
from csescreen.frameworks.kept import read_kept

EARLIER = Path(__file__).parent.parent / "data" / "earlier"
_SHARED = ("common.toml", "indicators.toml")


def earlier(framework_id: str, sha256: str) -> Framework | None:
    """Return the framework that an earlier program shipped with, or None."""
    for path in sorted(EARLIER.glob("*/*.toml")):
        if path.stem == framework_id and path.name not in _SHARED:
            own = _file(path)
            if own.sha256 == sha256:
                return read_kept([own, *(_file(path.with_name(name)) for name in _SHARED)])
    return None


def _file(path: Path) -> FrameworkFile:
    content = path.read_bytes()
    return FrameworkFile(sha256_of(content).hexdigest(), path.name, "", content)
