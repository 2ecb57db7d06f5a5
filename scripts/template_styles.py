"""Styles and list definitions of the shipped templates."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.numbers import HEADING_LEVELS
from generator.render.roles import STYLES

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT_WIDTH = 11906 - 1587 - 1417
"""A4 less the side margins of 28 and 25 mm, in twips."""

SONG = ("Times New Roman", "宋体")
HEI = ("Arial", "黑体")
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
TWO_CHARS = '<w:ind w:firstLineChars="200" w:firstLine="480"/>'
CENTER = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'
KEEP = "<w:keepNext/><w:keepLines/>"


def fonts(pair: tuple[str, str]) -> str:
    """Return all four font slots: python-docx users forget the one that Chinese text needs."""
    latin, chinese = pair
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


@dataclass(frozen=True)
class Style:
    """A paragraph style: half points of size, twips of exact line pitch and of spacing."""

    id: str
    font: tuple[str, str] = SONG
    size: int = 24
    line: int = 468
    before: int = 0
    after: int = 0
    bold: bool = False
    lead: str = ""
    """Properties that stand before the spacing: keeps, numbering, borders, tabs."""
    trail: str = NO_INDENT
    """Properties that stand after it: indent, alignment, outline level."""
    next: str = ""
    name: str = ""

    def xml(self) -> str:
        """Return the style as it stands in the styles part."""
        bold = "<w:b/><w:bCs/>" if self.bold else ""
        following = f'<w:next w:val="{self.next}"/>' if self.next else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.id}"{self._custom()}>'
            f'<w:name w:val="{self.name or STYLES[self.id]}"/><w:basedOn w:val="Normal"/>'
            f"{following}<w:qFormat/><w:pPr>{self.lead}"
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}"'
            f' w:lineRule="exact"/>{self.trail}</w:pPr>'
            f"<w:rPr>{fonts(self.font)}{bold}"
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr></w:style>'
        )

    def _custom(self) -> str:
        return "" if (self.name or STYLES[self.id]).isascii() else ' w:customStyle="1"'


def heading(level: int, style: Style) -> Style:
    """Bind a heading to its level of the multilevel list and to the outline."""
    place = f'<w:ilvl w:val="{level - 1}"/>' if level > 1 else ""
    lead = f'{KEEP}<w:numPr>{place}<w:numId w:val="1"/></w:numPr>'
    trail = f'{style.trail}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(
        f"Heading{level}", HEI, style.size, style.line, style.before, style.after, style.bold,
        lead, trail, "Body",
    )  # fmt: skip


def toc(level: int, indent: int, *, bold: bool = False) -> Style:
    """Return a contents line with a dotted leader to the right margin."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    return Style(
        f"TOC{level}", HEI if bold else SONG, 24, 440, 80 if bold else 0, lead=tab,
        trail=f'<w:ind w:left="{indent}" w:firstLineChars="0" w:firstLine="0"/>', next="Body",
    )  # fmt: skip


def rule(side: str) -> str:
    """Return a thin line above or below a running head."""
    return f'<w:pBdr><w:{side} w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr>'


def number(num: int) -> str:
    """Bind a list style to its list definition."""
    return f'<w:numPr><w:numId w:val="{num}"/></w:numPr>'


STYLE_LIST = (
    heading(1, Style("", HEI, 32, 640, 120, 320, True, trail=NO_INDENT + CENTER)),
    heading(2, Style("", HEI, 28, 560, 200, 120, True)),
    heading(3, Style("", HEI, 24, 468, 120, 40, True)),
    heading(4, Style("", HEI, 24, 468, 60, 20)),
    Style("Body", trail=TWO_CHARS + '<w:jc w:val="both"/>'),
    Style("PlainText", trail=NO_INDENT + '<w:jc w:val="both"/>'),
    Style("Centered", trail=NO_INDENT + CENTER),
    Style("Subhead", bold=True, before=80, lead=KEEP, trail=TWO_CHARS, next="Body"),
    Style("FormTitle", HEI, 32, 640, 120, 320, True, KEEP, NO_INDENT + CENTER, "Body"),
    Style("Salutation", before=60, after=60, lead="<w:keepNext/>", next="Body"),
    Style("Signature", line=520, lead="<w:keepNext/><w:keepLines/>",
          trail='<w:ind w:left="2400" w:firstLineChars="0" w:firstLine="0"/>'),
    Style("TableText", size=21, line=320),
    Style("TableHead", HEI, 21, 320, lead="<w:keepNext/>", trail=NO_INDENT + CENTER),
    Style("TableNote", size=18, line=280, before=60, after=120),
    Style("Caption", HEI, 21, 360, 160, 60, lead=KEEP, trail=NO_INDENT + CENTER, next="Body"),
    Style("TOCTitle", HEI, 32, 640, 120, 240, True, trail=NO_INDENT + CENTER, next="Body"),
    toc(1, 0, bold=True),
    toc(2, 420),
    toc(3, 840),
    Style("Header", size=18, line=280, lead=rule("bottom"), trail=NO_INDENT + CENTER),
    Style("Footer", size=18, line=280, trail=NO_INDENT + CENTER),
    Style("ListNumber", lead=number(2), trail='<w:ind w:left="900" w:hanging="420"/>'),
    Style("ListBullet", lead=number(3), trail='<w:ind w:left="900" w:hanging="420"/>'),
    Style("CoverMark", HEI, 32, 600, trail=NO_INDENT + RIGHT, name="封面副本标记"),
    Style("CoverTitle", HEI, 44, 720, trail=NO_INDENT + CENTER, name="封面标题"),
    Style("CoverVolume", HEI, 72, 1080, bold=True, trail=NO_INDENT + CENTER, name="封面分册"),
    Style("CoverLine", SONG, 30, 560, name="封面行"),
)  # fmt: skip


def styles() -> str:
    """Return the styles part: defaults, Normal, ours, and the mark of an unfilled field."""
    lang = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(SONG)}<w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'{lang}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="468" w:lineRule="exact"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr>'
        f'<w:rPr>{fonts(SONG)}<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    unfilled = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Unfilled">'
        f'<w:name w:val="{STYLES["Unfilled"]}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        "<w:qFormat/>"
        '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFF2AB"/></w:rPr></w:style>'
    )
    listed = "".join(style.xml() for style in STYLE_LIST)
    return f"{XML}<w:styles {W}>{defaults}{normal}{listed}{unfilled}</w:styles>"


def level(place: int, number_format: str, text: str, suffix: str, style: str, indent: str) -> str:
    """Return one level of a list definition."""
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{bound}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{indent}</w:pPr></w:lvl>"
    )


def numbering() -> str:
    """Return the numbering part: headings, numbered and bulleted lists; definitions first."""
    flush = '<w:ind w:left="0" w:firstLine="0"/>'
    hang = '<w:ind w:left="900" w:hanging="420"/>'
    headings = [
        level(place, item.number_format, item.text, "space" if item.separator else "nothing",
              f"Heading{place + 1}", flush)
        for place, item in enumerate(HEADING_LEVELS)
    ]  # fmt: skip
    headings += [level(n, "decimal", f"%{n + 1}.", "space", "", flush) for n in range(4, 9)]
    definitions = (
        ("multilevel", "".join(headings)),
        ("singleLevel", level(0, "decimal", "%1.", "tab", "ListNumber", hang)),
        ("singleLevel", level(0, "bullet", "•", "tab", "ListBullet", hang)),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="57A1E00{n}"/>'
        f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        for n, (kind, levels) in enumerate(definitions, 1)
    )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3)
    )
    return f"{XML}<w:numbering {W}>{abstract}{nums}</w:numbering>"


def theme() -> str:
    """Return a plain theme: Word expects one, although no style of ours asks it for anything."""
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>'
        for slot, value in (
            ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "000000"), ("lt2", "FFFFFF"),
            *((f"accent{n}", "000000") for n in range(1, 7)),
            ("hlink", "000000"), ("folHlink", "000000"),
        )
    )  # fmt: skip
    faces = "".join(
        f'<a:{kind}Font><a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/>'
        f'<a:cs typeface=""/></a:{kind}Font>'
        for kind, (latin, chinese) in (("major", HEI), ("minor", SONG))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name="wuye"><a:themeElements><a:clrScheme name="wuye">{colours}</a:clrScheme>'
        f'<a:fontScheme name="wuye">{faces}</a:fontScheme><a:fmtScheme name="wuye">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
