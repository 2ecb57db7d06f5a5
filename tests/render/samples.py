"""Sample documents for the tests of the renderers."""

from __future__ import annotations

from generator.model.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    ListBlock,
    PageBreak,
    PageLayout,
    PageRef,
    Paragraph,
    Ref,
    Runs,
    Table,
    Text,
    Unfilled,
)

BID_COVER = (
    ("copy_mark", "正本"),
    ("project_name", "滨江区锦绣花园住宅小区2027—2029年度物业服务采购项目"),
    ("project_number", "BJZC-2026-WY-0113"),
    ("lot", ""),
    ("volume_title", "商务技术文件"),
    ("bidder", 'R&D <b> 5>3 & "引号"物业服务有限公司'),
    ("date", "2026年11月20日"),
    ("draft_mark", "草稿　尚有待填写项"),
)
PLAN_COVER = (
    ("title", "物业管理方案"),
    ("estate_name", "锦绣花园"),
    ("company", "安居物业服务有限公司"),
    ("date", "2026年11月20日"),
    ("draft_mark", ""),
)
LONG_TITLE = "年度培训计划以及结合本项目实际情况编制的突发事件应急处置、演练与总结评估安排"
PROSE = (
    "本项目建筑面积大、出入口多、设备系统复杂，我公司以“服务有标准、过程有记录、结果可核验”为原则组织"
    "现场服务：岗位按点位与时段设置，作业按频次与质量标准执行，检查按日、周、月分级开展，发现的问题在约定时限内"
    "闭环并留存记录。"
)


def document(*blocks: Block, **changes: object) -> Document:
    """Return a small document of these blocks."""
    values: dict[str, object] = {
        "id": "sample",
        "title": "商务技术文件",
        "file_stem": "sample",
        "template": "bid.docx",
        "cover": BID_COVER,
        "blocks": blocks,
        "header_text": "锦绣花园物业服务采购项目　商务技术文件",
    }
    return Document(**{**values, **changes})  # type: ignore[arg-type]


def text(*words: str) -> Runs:
    """Return runs of plain words."""
    return tuple(Text(word) for word in words)


def heading(level: int, title: str, anchor: str, *, new_page: bool = False) -> Heading:
    """Return a heading."""
    return Heading(level, text(title), anchor, page_break_before=new_page)


def cells(*texts: str, bold: bool = False) -> tuple[Cell, ...]:
    """Return the cells of a plain row."""
    return tuple(Cell(text(word), bold=bold) for word in texts)


POSTS = Table(
    columns=(Column(8, "center"), Column(18), Column(14), Column(12, "right"), Column(30)),
    header=tuple(text(head) for head in ("序号", "岗位", "部门", "人数", "说明")),
    rows=(
        (
            Cell(text("1")),
            Cell(text("项目经理")),
            Cell(text("管理"), merge="start"),
            Cell((Figure("post.manager", "1人"),)),
            Cell(text("全面负责，常驻现场")),
        ),
        (
            Cell(text("2")),
            Cell(text("综合管理员")),
            Cell((), merge="continue"),
            Cell((Figure("post.admin", "2人"),)),
            Cell(
                text("档案、行政与采购；负责本项目全部服务记录的归档与每月移交，保证资料完整可查")
            ),
        ),
        *(
            cells(str(n), f"秩序维护员（{n - 2}号岗）", "秩序维护", "4人", "24小时值守，四班三运转")
            for n in range(3, 28)
        ),
        (
            Cell(text("合计"), span=3, header=True),
            Cell((Figure("headcount.total", "103人"),), bold=True),
            Cell(text("含外包岗位")),
        ),
    ),
    caption="岗位配置一览表",
    anchor="tbl-posts",
)


def rich_document() -> Document:
    """Return a document with every kind of block and run."""
    blocks: list[Block] = [
        heading(0, "投标函", "form-letter"),
        Paragraph(text("致：滨江区机关事务服务中心"), "salutation"),
        Paragraph(
            (
                Text("我方已仔细研究招标文件的全部内容，愿意以"),
                Unfilled("price", "投标总价"),
                Text("承担本项目的物业服务。"),
            )
        ),
        Paragraph(text("投标人：安居物业服务有限公司（盖单位章）"), "signature"),
        Paragraph(text("法定代表人或其委托代理人：＿＿＿＿（签字）"), "signature"),
        Paragraph(text("日期：2026年11月20日"), "signature"),
        PageBreak(),
        heading(0, "评分索引表", "score-index"),
        Table(
            (Column(3), Column(1, "center")),
            (text("评分项"), text("页码")),
            (
                (Cell(text("人员配置")), Cell((Text("第"), PageRef("staff"), Text("页")))),
                (Cell(text("应急预案")), Cell((Text("第"), PageRef("emergency"), Text("页")))),
            ),
            anchor="tbl-index",
        ),
    ]
    for chapter in range(1, 5):
        blocks += _chapter(chapter)
    blocks += [
        heading(1, "应急预案", "emergency", new_page=True),
        heading(2, LONG_TITLE, "training"),
        Paragraph(
            (
                Text("人员安排见"),
                Ref("tbl-posts", ""),
                Text("，组织架构见"),
                Ref("staff", "第一章"),
                Text("。"),
            )
        ),
        PageLayout(landscape=True),
        Table(
            (Column(6), *(Column(3, "center") for _ in range(12))),
            (text("培训内容"), *(text(f"{month}月") for month in range(1, 13))),
            tuple(
                cells(f"第{n}项培训", *("●" if m % n == 0 else "" for m in range(12)))
                for n in range(1, 6)
            ),
            caption="年度培训计划表",
            anchor="tbl-training",
        ),
        PageLayout(landscape=False),
        Paragraph(text("以上计划由项目经理组织实施。\n每季度复盘一次，\t结果归档。")),
    ]
    return document(*blocks)


def _chapter(chapter: int) -> list[Block]:
    first = chapter == 1
    blocks: list[Block] = [
        heading(
            1, f"管理服务方案之{chapter}", "staff" if first else f"chapter-{chapter}", new_page=True
        ),
    ]
    for section in range(1, 4):
        name = f"{chapter}-{section}"
        blocks += [
            heading(2, "岗位设置与人员配置", f"section-{name}"),
            Paragraph(text(PROSE)),
            heading(3, "服务目标", f"item-{name}"),
            Paragraph((Text("共配置"), Figure("headcount.total", "103人"), Text("，重点岗位："))),
            ListBlock(
                (
                    text("门岗二十四小时值守，人员、车辆、物品出入均有登记。"),
                    text("巡逻岗每两小时一次，覆盖消防通道、设备房与地下车库，" + PROSE),
                    text("监控岗双人值班。"),
                ),
                ordered=True,
            ),
            heading(4, "检查与考核", f"check-{name}"),
            Paragraph(text("考核要点"), "subhead"),
            ListBlock((text("记录齐全"), text("整改及时")), ordered=False),
            Paragraph(text(PROSE, PROSE)),
        ]
    if first:
        blocks += [
            POSTS,
            Paragraph(text("注：外包岗位人数按合同计入合计。"), "table_note"),
            Paragraph(text(PROSE)),
        ]
    return blocks
