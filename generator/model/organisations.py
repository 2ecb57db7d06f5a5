"""Organisation charts: bodies and posts, who stands under whom and in what relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from generator.model.drawings import Drawing, Fault, Piece
from generator.model.values import Count, Department, Name, Record, Slug, Text

Relation = Literal["line", "staff", "cooperation"]
"""Orders (直线领导), advice and support (职能指导), or working together without orders (协作)."""


class Node(Record):
    """A body or post; with ``post`` or ``department`` its persons come from the estimate."""

    id: Slug = Field(title="编号")
    title: Text = Field(title="机构或岗位")
    parent: Slug | None = Field(None, title="上级")
    relation: Relation = Field("line", title="关系")
    post: Name | None = Field(None, title="岗位编号")
    department: Department | None = Field(None, title="服务线")
    note: Text | None = Field(None, title="说明")

    @model_validator(mode="after")
    def _one_count(self) -> Node:
        if self.post is not None and self.department is not None:
            raise ValueError("post 与 department 只能写一个", "post")
        return self

    @property
    def persons(self) -> str:
        """The reference that prints the node's persons; empty where it has none."""
        if self.post:
            return f"staff.posts.{self.post}"
        return f"staff.{self.department}" if self.department else ""


class Organisation(Drawing):
    """A chart of nodes under one root, or under as many as ``roots`` declares."""

    roots: Count = Field(1, title="顶层数")
    nodes: tuple[Node, ...] = Field(title="节点")

    def pieces(self) -> Iterator[Piece]:
        """Yield titles and notes, node by node, and the persons that are printed."""
        for index, node in enumerate(self.nodes):
            yield ("nodes", index, "title"), node.title
            if node.persons:
                key = "post" if node.post else "department"
                yield ("nodes", index, key), f"{{{{ {node.persons} }}}}"
            if node.note:
                yield ("nodes", index, "note"), node.note
        yield from super().pieces()

    def faults(self) -> Iterator[Fault]:
        """Yield double ids, missing parents, circles, and tops other than the declared ones."""
        nodes = {node.id: node for node in self.nodes}
        seen: Counter[str] = Counter()
        told: set[str] = set()
        for index, node in enumerate(self.nodes):
            seen[node.id] += 1
            if seen[node.id] > 1:
                yield Fault(("nodes", index, "id"), "duplicate-node", f"节点编号 {node.id} 重复")
            if node.parent is not None and node.parent not in nodes:
                path = ("nodes", index, "parent")
                yield Fault(path, "unknown-parent", f"没有上级节点 {node.parent}")
            elif node.id not in told and (circle := _circle(node, nodes)):
                told |= circle
                path = ("nodes", index, "parent")
                yield Fault(path, "circular-parent", f"节点 {node.id} 是自己的上级")
        tops = [index for index, node in enumerate(self.nodes) if node.parent is None]
        if len(tops) != self.roots and (tops or not self.nodes):
            message = f"有 {len(tops)} 个顶层节点，声明为 {self.roots} 个"
            hint = "给多余的顶层写 parent，或声明 roots"
            yield Fault(
                ("nodes", tops[-1], "id") if tops else ("nodes",), "wrong-roots", message, hint
            )


def _circle(node: Node, nodes: dict[str, Node]) -> set[str]:
    """Return the ids of the circle that a node stands in; nothing where it stands in none."""
    passed = {node.id}
    above = node.parent
    while above is not None and above in nodes and above not in passed:
        passed.add(above)
        above = nodes[above].parent
    return passed if above == node.id else set()


class OrganisationsFile(Record):
    """Organisation charts."""

    kind: Literal["organisations"]
    organisations: tuple[Organisation, ...]
