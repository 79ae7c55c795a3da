"""The output folder, read without following links."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath


class LinkError(Exception):
    """A path leads through a symbolic link, or to what is neither file nor folder."""

    def __init__(self, path: PurePosixPath) -> None:
        super().__init__(str(path))
        self.path = path


class Tree:
    """The files below `root`. Folders that were looked at once are remembered."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._plain: set[PurePosixPath] = set()

    def locate(self, path: PurePosixPath) -> Path:
        """Where `path` is on disk; raises `LinkError` if a link is on the way."""
        for parent in reversed(path.parents[:-1]):
            if parent not in self._plain:
                mode = self._mode(parent)
                if mode is None:
                    break
                self._refuse_links(parent, mode)
                self._plain.add(parent)
        mode = self._mode(path)
        if mode is not None:
            self._refuse_links(path, mode)
        return self.root / path

    def read(self, path: PurePosixPath) -> bytes | None:
        """The content of a file, or None if there is none."""
        place = self.locate(path)
        try:
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def is_folder(self, path: PurePosixPath) -> bool:
        """Whether there is a folder."""
        return self.locate(path).is_dir()

    def is_file(self, path: PurePosixPath) -> bool:
        """Whether there is a file."""
        return self.locate(path).is_file()

    def is_executable(self, path: PurePosixPath) -> bool:
        """Whether there is a file that its owner may run."""
        mode = self._mode(path)
        return mode is not None and bool(mode & stat.S_IXUSR)

    def files_below(self, path: PurePosixPath) -> list[PurePosixPath]:
        """All that is not a folder below a folder, links included."""
        found: list[PurePosixPath] = []
        for folder, _, names in os.walk(self.locate(path)):
            base = PurePosixPath(Path(folder).relative_to(self.root).as_posix())
            found.extend(base / name for name in names)
        return found

    def _mode(self, path: PurePosixPath) -> int | None:
        try:
            return (self.root / path).lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _refuse_links(self, path: PurePosixPath, mode: int) -> None:
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise LinkError(path)
