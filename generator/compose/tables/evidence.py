"""Tables about the bidder: people, references, certificates, and the evidence still to be added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compose import formatting as fmt
from generator.compose.context import Context
from generator.compose.tables.cells import given, serial, table, words
from generator.compose.tables.responses import scoring_items
from generator.model.company import StaffMember
from generator.model.document import Block, Cell, Runs


def _proposed(context: Context) -> dict[str, StaffMember]:
    """Return the proposed person of each post."""
    staff = {member.id: member for member in context.case.company.staff}
    return {
        choice.post: staff[choice.person]
        for choice in context.case.profile.team
        if choice.person in staff
    }


def team(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Posts with the people proposed for them; posts of several persons are staffed after award."""
    proposed = _proposed(context)
    titles = {line.id: line.title for line in context.estimate.headcount.posts}
    rows: list[list[Runs | Cell]] = []
    for number, pool in enumerate(context.estimate.headcount.pools, start=1):
        member = next((proposed[post] for post in pool.posts if post in proposed), None)
        title = "、".join(titles[post] for post in pool.posts if post in titles) or pool.title
        ref = f"team.{pool.id}"
        blank = given(ref + ".name", None, f"{title}姓名")
        name = given(ref + ".name", member.name, "姓名") if member else blank
        rows.append(
            [
                serial(number),
                words(title),
                (context.refs.run(f"staff.pools.{pool.id}"),),
                words("按岗位要求配备") if not member and pool.persons > 1 else name,
                given(ref + ".education", member.education, "学历") if member else words("—"),
                given(ref + ".papers", _certificates(member), "证书") if member else words("—"),
                given(ref + ".years", _years(member), "从业年限") if member else words("—"),
            ]
        )
    total = (context.refs.run("staff.total_number", bold=True),)
    rows.append(
        [
            Cell(words("合计", bold=True), span=2),
            Cell(total),
            Cell(()),
            Cell(()),
            Cell(()),
            Cell(()),
        ]
    )
    columns = (
        ("序号", 5, "center"),
        ("岗位", 14, "left"),
        ("人数", 6, "center"),
        ("姓名", 12, "center"),
        ("学历", 8, "center"),
        ("证书或职称", 20, "left"),
        ("从业年限", 8, "center"),
    )
    return [table("team", columns, rows, "项目人员配备表")]  # type: ignore[arg-type]


def _certificates(member: StaffMember) -> str | None:
    names = [item.title for item in member.qualifications]
    if member.professional_title:
        names.insert(0, member.professional_title)
    return "、".join(names) or None


def _years(member: StaffMember) -> str | None:
    return None if member.years is None else f"{member.years}年"


def manager_resume(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The project manager's record."""
    member = _proposed(context).get("project_manager")
    since = member.employed_since if member else None
    history = "；".join(member.experience) if member else ""
    fields: list[tuple[str, str | None]] = [
        ("姓名", member.name if member else None),
        ("拟任职务", "项目经理"),
        ("学历", member.education if member else None),
        ("专业", member.major if member else None),
        ("职称", member.professional_title if member else None),
        ("入职日期", fmt.date(since) if since else None),
        ("物业管理从业年限", _years(member) if member else None),
        ("持有证书", _certificates(member) if member else None),
    ]
    rows: list[list[Runs | Cell]] = []
    for first in range(0, len(fields), 2):
        row: list[Runs | Cell] = []
        for title, text in fields[first : first + 2]:
            row += [
                Cell(words(title), header=True),
                Cell(given(f"manager.{title}", text, f"项目经理{title}")),
            ]
        rows.append(row)
    rows.append(
        [
            Cell(words("工作履历"), header=True),
            Cell(given("manager.history", history or None, "项目经理工作履历"), span=3),
        ]
    )
    columns = (
        ("项目", 12, "center"),
        ("内容", 20, "left"),
        ("项目", 12, "center"),
        ("内容", 20, "left"),
    )
    return [table("manager_resume", columns, rows, "")]  # type: ignore[arg-type]


def track_record(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Reference contracts of the company."""
    rows: list[list[Runs | Cell]] = []
    for number, contract in enumerate(context.case.company.contracts, start=1):
        ref = f"contracts.{number}"
        area = None if contract.area is None else fmt.number(contract.area)
        amount = None if contract.annual_amount is None else fmt.money(contract.annual_amount)
        rows.append(
            [
                serial(number),
                given(ref + ".project", contract.project, "项目名称"),
                given(ref + ".client", contract.client, "甲方"),
                given(ref + ".type", contract.property_type, "类型"),
                given(ref + ".area", area, "面积"),
                given(ref + ".amount", amount, "年金额"),
                given(ref + ".signed", contract.signed.isoformat(), "签订日期"),
                given(ref + ".rating", contract.rating, "履约评价"),
            ]
        )
    if not rows:
        rows.append([serial(1), given("contracts.1.project", None, "同类业绩"), *[words("—")] * 6])
    columns = (
        ("序号", 5, "center"),
        ("项目名称", 14, "left"),
        ("甲方", 13, "left"),
        ("类型", 7, "center"),
        ("面积（平方米）", 11, "right"),
        ("年金额（元）", 16, "right"),
        ("签订日期", 13, "center"),
        ("履约评价", 9, "center"),
    )
    return [table("track_record", columns, rows, "同类项目业绩表")]  # type: ignore[arg-type]


def certificates(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """Certificates of the company with number and validity."""
    rows: list[list[Runs | Cell]] = []
    for number, item in enumerate(context.case.company.certificates, start=1):
        ref = f"certificates.{number}"
        until = item.valid_until.isoformat() if item.valid_until else None
        rows.append(
            [
                serial(number),
                given(ref + ".title", item.title, "证书"),
                given(ref + ".number", item.number, "证书编号"),
                given(ref + ".scope", item.scope, "认证范围"),
                given(ref + ".until", until, "有效期至"),
            ]
        )
    if not rows:
        rows.append([serial(1), given("certificates.1.title", None, "认证证书"), *[words("—")] * 3])
    columns = (
        ("序号", 5, "center"),
        ("证书名称", 20, "left"),
        ("证书编号", 16, "left"),
        ("认证范围", 16, "left"),
        ("有效期至", 12, "center"),
    )
    return [table("certificates", columns, rows, "认证证书一览表")]  # type: ignore[arg-type]


def evidence_checklist(context: Context, anchors: Mapping[str, str]) -> Sequence[Block]:
    """The evidence that scored items ask for: to be bound in behind this page."""
    rows: list[list[Runs | Cell]] = []
    for item in scoring_items(context):
        for number, text in enumerate(item.evidence, start=1):
            rows.append(
                [
                    serial(len(rows) + 1),
                    given(f"scoring.{item.id}.title", item.title, "评分项"),
                    given(f"scoring.{item.id}.evidence.{number}", text, "证明材料"),
                    given(f"scoring.{item.id}.attached.{number}", None, "证明材料页码"),
                ]
            )
    if not rows:
        return []
    columns = (
        ("序号", 5, "center"),
        ("评分项", 16, "left"),
        ("证明材料", 34, "left"),
        ("所在页", 14, "center"),
    )
    return [table("evidence_checklist", columns, rows, "证明材料清单")]  # type: ignore[arg-type]
