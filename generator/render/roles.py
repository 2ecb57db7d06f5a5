"""The names that a Word template must know: styles of the body, and fields of the cover."""

from __future__ import annotations

from generator.model.document import ParagraphStyle

STYLES: dict[str, str] = {
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Heading4": "heading 4",
    "Body": "正文段落",
    "PlainText": "无缩进段落",
    "Centered": "居中段落",
    "Subhead": "小标题",
    "FormTitle": "表单标题",
    "Salutation": "称谓",
    "Signature": "落款",
    "TableText": "表格文字",
    "TableHead": "表格表头",
    "TableNote": "表注",
    "Caption": "caption",
    "TOCTitle": "目录标题",
    "TOC1": "toc 1",
    "TOC2": "toc 2",
    "TOC3": "toc 3",
    "Header": "header",
    "Footer": "footer",
    "ListNumber": "编号列表",
    "ListBullet": "项目符号列表",
    "Unfilled": "待填写",
}
"""Style id in the shipped templates → the name by which Word knows it, whatever its id."""

PARAGRAPH_STYLES: dict[ParagraphStyle, str] = {
    "body": "Body",
    "plain": "PlainText",
    "form_title": "FormTitle",
    "table_note": "TableNote",
    "signature": "Signature",
    "salutation": "Salutation",
    "centered": "Centered",
    "subhead": "Subhead",
}

COVER_FIELDS: dict[str, str] = {
    "copy_mark": "正本或副本",
    "project_name": "项目名称",
    "project_number": "项目编号",
    "lot": "包号或标段",
    "volume_title": "分册名称",
    "bidder": "投标人",
    "title": "文件名称",
    "estate_name": "项目名称",
    "company": "编制单位",
    "date": "日期",
    "draft_mark": "草稿标记",
    "header_text": "页眉文字",
}
"""Every field a cover or header may ask for, with its title."""

OPTIONAL_FIELDS = ("copy_mark", "lot", "draft_mark", "header_text")
"""Fields that a document may leave out; they are then empty."""

ANCHOR = "wuye_body"
"""The field whose paragraph the body replaces."""
