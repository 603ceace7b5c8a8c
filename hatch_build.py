# SPDX-License-Identifier: MIT
"""What the wheel holds of the releases: the newest as it is, the tables of others in an archive.

`notorious_markets.datapackage.archive` reads it. The archive is the same for the same releases,
byte for byte.
"""

import io
import lzma
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ARCHIVE = "older.tar.xz"
DATA = "src/notorious_markets/data"


class OlderReleases(BuildHookInterface):
    """Adds the tables, which the wheel's own configuration leaves out."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them before the wheel is built; an editable one uses the folders."""
        if version == "editable":
            return
        data = Path(self.root, DATA)
        *older, newest = sorted(
            (folder for folder in data.iterdir() if folder.name[:1].isdigit()),
            key=lambda folder: [int(part) for part in folder.name.split(".")],
        )
        self._made = tempfile.TemporaryDirectory()
        archive = Path(self._made.name, ARCHIVE)
        archive.write_bytes(pack(older))
        added = {archive: ARCHIVE} | {
            table: f"{newest.name}/{table.name}" for table in newest.glob("*.csv")
        }
        for file, name in added.items():
            build_data["force_include"][str(file)] = f"notorious_markets/data/{name}"

    def finalize(self, version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        """Delete what was packed, once the wheel has it."""
        if version != "editable":
            self._made.cleanup()


def pack(folders: list[Path]) -> bytes:
    """Pack the tables of releases into one archive, without times and owners of the files.

    Files of one name stand together, so that what they share is found.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        tables = (table for folder in folders for table in folder.glob("*.csv"))
        for table in sorted(tables, key=lambda file: (file.name, file.parent.name)):
            data = table.read_bytes()
            member = tarfile.TarInfo(f"{table.parent.name}/{table.name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return lzma.compress(packed.getvalue(), preset=9 | lzma.PRESET_EXTREME)
