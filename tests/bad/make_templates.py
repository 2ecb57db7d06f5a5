"""Write the broken Word templates of these cases from the shipped one.

Each differs from ``templates/bid.docx`` in the one mistake that its folder is named for. The files
are kept beside the cases; run ``python tests/bad/make_templates.py`` after the shipped template
changes in a way that they should follow.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

CASES = Path(__file__).resolve().parent
ROOT = CASES.parents[1]
sys.path.insert(0, str(ROOT))

from generator.render.archive import DOCUMENT, read_archive, write_archive  # noqa: E402

DATE = datetime.date(2026, 1, 1)
STYLES = "word/styles.xml"
MISTAKES: dict[str, tuple[str, str, str]] = {
    "template-unclosed-tag": (DOCUMENT, "{{ project_name }}", "{{ project_name"),
    "template-fullwidth-braces": (DOCUMENT, "{{ project_name }}", "｛｛ project_name ｝｝"),
    "template-missing-anchor": (DOCUMENT, "{{wuye_body}}", ""),
    "template-unknown-field": (DOCUMENT, "{{ project_name }}", "{{ project_nmae }}"),
    "template-missing-style": (STYLES, 'w:val="表格文字"', 'w:val="别的样式"'),
}
"""Case → the part of the package, what it says, and what it says in the broken one."""


def main() -> None:
    """Write every broken template into its case's folder."""
    parts = read_archive((ROOT / "templates" / "bid.docx").read_bytes())
    for case, (part, right, wrong) in MISTAKES.items():
        text = parts[part].decode("utf-8")
        if right not in text:
            raise SystemExit(f"{case}: the shipped template no longer says {right}")
        broken = {**parts, part: text.replace(right, wrong, 1).encode("utf-8")}
        (CASES / case / "broken.docx").write_bytes(write_archive(broken, DATE))


if __name__ == "__main__":
    main()
