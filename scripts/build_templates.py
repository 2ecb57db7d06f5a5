"""Write ``templates/bid.docx`` and ``templates/plan.docx`` from hand-made XML.

Why by script: a file saved by Word carries theme fonts, odd style ids and its author; this one is
clean, the same bytes every time, and its look can be read here. Run it after each change:
``python scripts/build_templates.py``.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from template_styles import XML, W, numbering, styles, theme  # noqa: E402

from generator.render.archive import write_archive  # noqa: E402

DATE = datetime.date(2026, 1, 1)
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = (
    '<w:pgMar w:top="1440" w:right="1417" w:bottom="1440" w:left="1587"'
    ' w:header="850" w:footer="794" w:gutter="0"/>'
)


def run(text: str, properties: str = "") -> str:
    """Return one run of template text."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(style: str, text: str, before: int = 0, properties: str = "") -> str:
    """Return one paragraph of the cover."""
    spacing = f'<w:spacing w:before="{before}"/>' if before else ""
    content = run(text, properties) if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{spacing}</w:pPr>{content}</w:p>'


def optional(field: str, paragraph: str) -> str:
    """Show a paragraph only if its field has a value."""
    return par("CoverLine", f"{{%p if {field} %}}") + paragraph + par("CoverLine", "{%p endif %}")


LABEL, VALUE = 1750, 5850


def cover_table(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the ruled lines of the cover: label, value; a line without value is left out."""
    line = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/>'

    def cell(width: int, borders: str, texts: tuple[str, ...], jc: str) -> str:
        paragraph = (
            f'<w:p><w:pPr><w:pStyle w:val="CoverLine"/><w:jc w:val="{jc}"/></w:pPr>'
            f"{''.join(map(run, texts))}</w:p>"
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{borders}'
            f'</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>{paragraph}</w:tc>'
        )

    def row(label: str, *value: str) -> str:
        height = '<w:trPr><w:cantSplit/><w:trHeight w:val="760" w:hRule="atLeast"/></w:trPr>'
        cells = cell(LABEL, "", (label,), "left") + cell(VALUE, line, value, "center")
        return f"<w:tr>{height}{cells}</w:tr>"

    xml = "".join(
        row(f"{{%tr if {field} %}}", "") + row(label, *value) + row("{%tr endif %}", "")
        for field, label, *value in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{LABEL + VALUE}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="{LABEL}"/><w:gridCol w:w="{VALUE}"/></w:tblGrid>{xml}</w:tbl>'
    )


BOX = '<w:bdr w:val="single" w:sz="8" w:space="4" w:color="auto"/>'
BID_COVER = (
    optional("copy_mark", par("CoverMark", " {{ copy_mark }} ", 0, BOX))
    + optional("draft_mark", par("CoverMark", "{{ draft_mark }}"))
    + par("CoverTitle", "{{ project_name }}", 1700)
    + par("CoverVolume", "{{ volume_title }}", 900)
    + par("CoverLine", "", 2200)
    + cover_table((
        ("project_number", "项目编号：", "{{ project_number }}"),
        ("lot", "包　　号：", "{{ lot }}"),
        ("bidder", "投 标 人：", "{{ bidder }}", "（盖单位章）"),
        ("date", "日　　期：", "{{ date }}"),
    ))
)  # fmt: skip
PLAN_COVER = (
    optional("draft_mark", par("CoverMark", "{{ draft_mark }}"))
    + par("CoverTitle", "{{ estate_name }}", 2400)
    + par("CoverVolume", "{{ title }}", 700)
    + par("CoverLine", "", 3800)
    + cover_table((
        ("company", "编制单位：", "{{ company }}"),
        ("date", "编制日期：", "{{ date }}"),
    ))
)  # fmt: skip


def document(cover: str) -> str:
    """Return cover section, anchor paragraph and the section of the body."""

    def section(kind: str) -> str:
        references = "".join(
            f'<w:{place}Reference w:type="default" r:id="{kind}{place}"/>'
            for place in ("header", "footer")
        )
        page = f'<w:type w:val="nextPage"/>{PAGE}{MARGINS}<w:cols w:space="425"/>'
        return f"<w:sectPr>{references}{page}</w:sectPr>"

    end = f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{section("cover")}</w:pPr></w:p>'
    anchor = par("Body", "{{wuye_body}}")
    content = cover + end + anchor + section("body")
    return f"{XML}<w:document {W} {R}><w:body>{content}</w:body></w:document>"


def simple_field(instruction: str, cached: str) -> str:
    """Return a complex field of a footer."""
    parts = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>' for part in parts)
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return begin + code + separate + run(cached) + end


def running(tag: str, style: str, content: str) -> str:
    """Return a header or footer part."""
    body = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
    return f"{XML}<w:{tag} {W} {R}>{body}</w:{tag}>"


FOOTER = (
    run("第 ") + simple_field("PAGE", "1") + run(" 页　共 ")
    + simple_field("PAGEREF _DocEnd", "1") + run(" 页")
)  # fmt: skip
SETTINGS = (
    f'{XML}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    "<w:doNotExpandShiftReturn/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
FONT_TABLE = f"{XML}<w:fonts {W}>" + "".join(
    f'<w:font w:name="{name}">{alt}<w:charset w:val="{charset}"/></w:font>'
    for name, alt, charset in (
        ("宋体", '<w:altName w:val="SimSun"/>', "86"),
        ("黑体", '<w:altName w:val="SimHei"/>', "86"),
        ("Times New Roman", "", "00"),
        ("Arial", "", "00"),
    )
) + "</w:fonts>"  # fmt: skip
WORD_PARTS = (
    ("styles", "styles.xml", "styles", styles()),
    ("numbering", "numbering.xml", "numbering", numbering()),
    ("settings", "settings.xml", "settings", SETTINGS),
    ("fontTable", "fontTable.xml", "fontTable", FONT_TABLE),
    ("coverheader", "header1.xml", "header", running("hdr", "Normal", "")),
    ("coverfooter", "footer1.xml", "footer", running("ftr", "Normal", "")),
    ("bodyheader", "header2.xml", "header", running("hdr", "Header", run("{{ header_text }}"))),
    ("bodyfooter", "footer2.xml", "footer", running("ftr", "Footer", FOOTER)),
)


def package(cover: str) -> bytes:
    """Return a whole template."""
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = f'{XML}<Relationships xmlns="{RELATION.replace("officeDocument", "package")}">'
    overrides = "".join(
        f'<Override PartName="/word/{file}" ContentType="{TYPE}.{kind}+xml"/>'
        for _, file, kind, _ in WORD_PARTS
    )
    core_type = "application/vnd.openxmlformats-package.core-properties+xml"
    links = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{file}"/>'
        for name, file, kind, _ in WORD_PARTS
    )
    theme_link = f'<Relationship Id="theme" Type="{RELATION}/theme" Target="theme/theme1.xml"/>'
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    core_relation = RELATION.replace("officeDocument", "package") + "/metadata/core-properties"
    parts = {
        "word/theme/theme1.xml": theme(),
        "[Content_Types].xml": f'{XML}<Types xmlns="{types}">'
        f'<Default Extension="rels" ContentType="{RELATIONS_TYPE}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/theme/theme1.xml" ContentType="{THEME_TYPE}"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{core_type}"/>{overrides}</Types>',
        "_rels/.rels": f'{relations}<Relationship Id="rId1" Type="{RELATION}/officeDocument"'
        f' Target="word/document.xml"/><Relationship Id="rId2" Type="{core_relation}"'
        ' Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": document(cover),
        "word/_rels/document.xml.rels": f"{relations}{links}{theme_link}</Relationships>",
        "docProps/core.xml": f'{XML}<cp:coreProperties xmlns:cp="{core}"/>',
        **{f"word/{file}": xml for _, file, _, xml in WORD_PARTS},
    }
    return write_archive({name: xml.encode("utf-8") for name, xml in parts.items()}, DATE)


def main(folder: Path = ROOT / "templates") -> None:
    """Write both templates into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "bid.docx").write_bytes(package(BID_COVER))
    (folder / "plan.docx").write_bytes(package(PLAN_COVER))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
