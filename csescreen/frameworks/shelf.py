"""The frameworks on file: those that ship with the program, the user's own, and shared ones.

Each is read when it is asked for, and once. Nothing but the header of a file in a folder is looked
at before its framework is wanted.
"""

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock

from csescreen.core.framework import Framework
from csescreen.core.text import clean_line
from csescreen.errors import InputError, Problem
from csescreen.frameworks.files import TomlFile, parse_toml, read_toml
from csescreen.frameworks.folders import FindFolders, FoundFile, look_into, no_folders
from csescreen.frameworks.headers import read_header
from csescreen.frameworks.on_file import Index, OnFile, index
from csescreen.frameworks.read import Common, ReadFramework, read_common, read_shipped
from csescreen.validation import MAX_PROBLEMS, nearest, shown

DATA = Path(__file__).parent.parent / "data"
SHIPPED = ("telford", "llr", "hounslow", "county")
"""The ids of the frameworks that ship, in the order in which they are offered."""
_MOST_NAMED = 12


class FrameworkShelf:
    """The frameworks on file, each read once."""

    def __init__(self, folders: FindFolders = no_folders) -> None:
        """Start with nothing read. ``folders`` gives those to look into, and what is to be told."""
        self._folders = folders
        self._looking = Lock()
        self._index: Index | None = None
        self._shipped: dict[str, Framework] = {}
        self._read: dict[FoundFile, ReadFramework] = {}
        self._earlier: dict[tuple[str, str], Framework | None] = {}

    @cached_property
    def common(self) -> Common:
        """What every framework shares."""
        return read_common(read_toml(DATA / "common.toml"), read_toml(DATA / "indicators.toml"))

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all frameworks, in the order in which they are offered.

        A file in a folder is offered only if nothing is wrong with it, so each is read.
        """
        return tuple(name for name in self.known() if name in SHIPPED or self._newest(name))

    def known(self) -> tuple[str, ...]:
        """Return the ids of all frameworks that are there, whether or not they can be used."""
        return (*SHIPPED, *sorted(self._found.files.keys() - set(SHIPPED)))

    def get(self, framework_id: str) -> Framework:
        """Return the newest version of a framework; raises `InputError` where there is none."""
        framework = self._newest(framework_id)
        if framework is None:
            raise self._not_on_file(framework_id)
        return framework

    def version(self, framework_id: str, sha256: str) -> Framework | None:
        """Return the version of a framework that its file's hash names, if it can be had.

        It is on file, or an earlier program shipped with it.
        """
        newest = self._newest(framework_id)
        if newest is not None and newest.sha256 == sha256:
            return newest
        for file in self._versions(framework_id):
            framework = self._framework(file)
            if framework is not None and framework.sha256 == sha256:
                return framework
        if (framework_id, sha256) not in self._earlier:
            from csescreen.frameworks.earlier import earlier  # noqa: PLC0415 - hardly ever

            self._earlier[framework_id, sha256] = earlier(framework_id, sha256)
        return self._earlier[framework_id, sha256]

    def versions(self, framework_id: str) -> tuple[OnFile, ...]:
        """Return every version of a framework that is on file and sound, the newest first."""
        return tuple(
            OnFile(framework_id, framework.version, framework.sha256, file.origin, file.path)
            for file in self._versions(framework_id)
            if (framework := self._framework(file)) is not None
        )

    def told(self) -> tuple[str, ...]:
        """Return what a user is to be told of the folders and files looked at so far."""
        if self._index is None:
            return ()
        for file in self._index.nameless:
            self._framework(file)
        wrong = [
            _wrong(file, read.problems)
            for file, read in self._read.items()
            if read.problems or file.header is None
        ]
        return (*self._index.told, *wrong)

    def check(self, path: Path) -> ReadFramework:
        """Read a file as strictly as can be, for its author."""
        return self.check_file(read_toml(path))

    def check_file(self, file: TomlFile) -> ReadFramework:
        """Check a file that was read already."""
        from csescreen.frameworks.check import check_framework  # noqa: PLC0415 - for authors only

        return check_framework(file, self.common)

    @property
    def _found(self) -> Index:
        with self._looking:
            if self._index is None:
                folders, told = self._folders()
                contents = [look_into(folder) for folder in folders]
                told = [*told, *(text for one in contents for text in one.told)]
                files = [file for one in contents for file in one.files]
                self._index = index(files, _shipped_file, told)
        return self._index

    def _versions(self, framework_id: str) -> tuple[FoundFile, ...]:
        if framework_id in self._found.files:
            return self._found.files[framework_id]
        shipped = _shipped_file(framework_id)
        return (shipped,) if shipped else ()

    def _newest(self, framework_id: str) -> Framework | None:
        if framework_id in SHIPPED and framework_id not in self._found.files:
            return self._shipped_framework(framework_id)  # without a look at its header
        found = (self._framework(file) for file in self._versions(framework_id))
        return next((framework for framework in found if framework is not None), None)

    def _framework(self, file: FoundFile) -> Framework | None:
        if file.origin == "shipped":
            return self._shipped_framework(file.path.stem)
        if file not in self._read:
            from csescreen.frameworks.check import check_framework  # noqa: PLC0415 - for these only

            self._read[file] = check_framework(parse_toml(file.name, file.content), self.common)
        return self._read[file].framework

    def _shipped_framework(self, framework_id: str) -> Framework:
        if framework_id not in self._shipped:
            path = _shipped_path(framework_id)
            read = read_shipped(read_toml(path), self.common)
            if read.framework is None:
                raise InputError(
                    f"The framework file {path.name} that came with csescreen is damaged.",
                    read.problems,
                    safe="Your screenings are not affected.",
                    do_next="Install csescreen again.",
                )
            self._shipped[framework_id] = read.framework
        return self._shipped[framework_id]

    def _not_on_file(self, framework_id: str) -> InputError:
        refused = [
            _wrong(file, self._read[file].problems)
            for file in self._found.files.get(framework_id, ())
        ]
        refused += self._found.told_of.get(framework_id, ())
        if refused:
            what = f"The framework {shown(framework_id)} is on file, but cannot be used."
            return InputError(what, safe="Nothing is lost.", do_next=" ".join(refused))
        known = self.known()
        hint = nearest(framework_id, known) or _on_file(known)
        folders, _ = self._folders()
        places = " or ".join(clean_line(str(folder.path)) for folder in folders)
        back = f" If it was on file before, put its file back into {places}." if places else ""
        what = f"There is no framework {shown(framework_id)} on file."
        return InputError(what, do_next=f"{hint}{back}")


def _on_file(known: Sequence[str]) -> str:
    if len(known) > _MOST_NAMED:
        return "`csescreen framework list` names those that are."
    return f"On file are: {', '.join(known)}."


def _shipped_path(framework_id: str) -> Path:
    return DATA / "frameworks" / f"{framework_id}.toml"


def _shipped_file(framework_id: str) -> FoundFile | None:
    if framework_id not in SHIPPED:
        return None
    path = _shipped_path(framework_id)
    content = path.read_bytes()
    return FoundFile("shipped", path, content, sha256(content).hexdigest(), read_header(content))


def _wrong(file: FoundFile, problems: tuple[Problem, ...]) -> str:
    if not problems:
        return (
            f"{file.name} is not offered: it does not begin with its id and version. Put them "
            "before everything else."
        )
    count = len(problems)
    many = f"more than {MAX_PROBLEMS} problems" if count > MAX_PROBLEMS else f"{count} problems"
    many = "1 problem" if count == 1 else many
    return (
        f"{file.name} is not offered: it has {many}. "
        f'`csescreen framework check "{clean_line(str(file.path))}"` shows what to mend.'
    )
