"""LibreOffice as layout engine: Word file to PDF, every bookmark a named destination.

LibreOffice never saves the Word file: that would damage it. It only tells pages.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator.errors import fail
from generator.layout.destinations import read_layout
from generator.layout.engine import Layout

FONTS = Path(__file__).with_name("fonts.conf")
"""Maps 宋体, 黑体 and others to open fonts; without it a layout takes thirteen times as long."""
TIMEOUT = 180.0
TRIES = 2

_OPTIONS = {
    name: {"type": "boolean", "value": "true"}
    for name in ("ExportBookmarksToPDFDestination", "ExportBookmarks")
}
_FILTER = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}"
_STANDARD_PLACES = (
    Path("/usr/bin/soffice"),
    Path("/usr/local/bin/soffice"),
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/snap/bin/libreoffice.soffice"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
)


def find_libreoffice(search_path: str = "") -> Path | None:
    """Find the executable on a search path the caller gives, then in the standard places."""
    found = shutil.which("soffice", path=search_path) if search_path else None
    if found:
        return Path(found)
    places = (*_STANDARD_PLACES, *sorted(Path("/opt").glob("libreoffice*/program/soffice")))
    return next((place for place in places if place.exists()), None)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """The executable, a folder for its scratch files, and how long one layout may take."""

    executable: Path
    work_dir: Path
    timeout: float = TIMEOUT
    search_path: str = os.defpath

    def lay_out(self, docx: bytes) -> Layout:
        """Convert to PDF and read the page of every bookmark.

        Why two tries with a fresh profile each: a conversion may hang for minutes on a busy
        machine, and the same input then passes in seconds.
        """
        self.work_dir.mkdir(parents=True, exist_ok=True)
        for _ in range(TRIES):
            with tempfile.TemporaryDirectory(dir=self.work_dir) as folder:
                pdf = self._convert(docx, Path(folder))
            if pdf:
                return read_layout(pdf)
        raise fail(
            "layout-failed",
            f"LibreOffice 在 {self.timeout:.0f} 秒内没有排出版面（已试 {TRIES} 次）",
            "检查 soffice 能否单独运行；不排版也能生成文件，页码为估算值",
        )

    def _convert(self, docx: bytes, folder: Path) -> bytes | None:
        source, profile = folder / "in.docx", folder / "profile"
        source.write_bytes(docx)
        command = [
            str(self.executable),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(folder),
            str(source),
        ]
        self._run(command, folder)
        pdf = source.with_suffix(".pdf")
        return pdf.read_bytes() if pdf.exists() else None

    def _run(self, command: list[str], folder: Path) -> None:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=self._environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise fail("layout-failed", f"LibreOffice 启动不了：{self.executable}") from error
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(self.timeout)
        finally:
            _end_group(process)

    def _environment(self, folder: Path) -> dict[str, str]:
        """A small environment of our own: the same layout whoever calls."""
        return {
            "PATH": self.search_path,
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "FONTCONFIG_FILE": str(FONTS),
            "XDG_CACHE_HOME": str(self.work_dir / "cache"),
        }


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started: soffice is only the parent of the real program."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
