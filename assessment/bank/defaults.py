"""What stands in for the parts that a bank made by others may leave out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assessment.engine.duties import Duty
from assessment.engine.model import Clause, Family, Pledge, Question, ScaleLevel, Text

TITLE: Final = Text("Question bank", "题库")
GROUP: Final = "all"
NO_GIST: Final = Text("", "")
SCALE: Final = (
    ScaleLevel(0, Text("Absent", "未开展"), Text("Nothing is done, or nobody knows.", "没有开展，或无人知晓。")),
    ScaleLevel(
        1,
        Text("Ad hoc", "零散开展"),
        Text(
            "It happens, because somebody thinks of it; nothing in writing asks for it.",
            "有人想到才做，没有书面要求。",
        ),
    ),
    ScaleLevel(
        2,
        Text("Defined", "已建章立制"),
        Text("It is laid down in writing and works in part of the scope.", "已有书面规定，并在部分范围内执行。"),
    ),
    ScaleLevel(
        3,
        Text("Operating", "落实运行"),
        Text("It works in the whole scope and records show it.", "在全部范围内执行，留有记录可查。"),
    ),
    ScaleLevel(
        4,
        Text("Verified", "验证改进"),
        Text(
            "It is measured or tested by somebody else, and what was found was mended.",
            "有指标或由他人检验，发现的问题已整改。",
        ),
    ),
)


def groups(families: Iterable[Family]) -> Mapping[str, Text]:
    """The groups that the families name, titled by their ids."""
    named = {family.group: Text(family.group, family.group) for family in families}
    return named | ({GROUP: Text("All families", "全部控制域")} if GROUP in named else {})


def pledges(clauses: Iterable[Clause]) -> Sequence[Pledge]:
    """The pledges that the clauses name, titled by their ids."""
    named = dict.fromkeys(clause.pledge for clause in clauses)
    untold = Text("Not described in this bank", "题库未作说明")
    return [Pledge(pledge, Text(f"Pledge {pledge}", f"承诺书{pledge}"), untold) for pledge in named]


def references(questions: Iterable[Question], duties: Iterable[Duty]) -> Mapping[str, Mapping[str, Text]]:
    """The ids that the questions and duties cite, without gists."""
    cited: dict[str, dict[str, Text]] = {}
    for question in questions:
        for book, ids in question.refs.items():
            cited.setdefault(book, {}).update(dict.fromkeys(ids, NO_GIST))
    for duty in duties:
        cited.setdefault(duty.law.book, {}).update({} if duty.article is None else {duty.article: NO_GIST})
    return cited
