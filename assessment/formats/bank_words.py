"""The words around a bank's own texts in its exports, in both languages: the pages' words for the same things."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from assessment.engine.model import (
    Bank,
    ClauseKind,
    EvidenceKind,
    Lead,
    Party,
    Question,
    Rhythm,
    ScaleLevel,
    Step,
    Text,
    Tier,
)

UNDATED: Final = date(1980, 1, 1)
"""Stands where a form must have a day and none is known; the first that a ZIP archive can bear."""

KINDS: Final[Mapping[EvidenceKind, Text]] = {
    "policy": Text("Policy or rule", "制度文件"),
    "contract": Text("Contract", "合同"),
    "record": Text("Record", "记录"),
    "config": Text("Configuration", "配置"),
    "screenshot": Text("Screenshot", "截图"),
    "training": Text("Training record", "培训记录"),
    "review": Text("Review or inspection report", "复核或者检查报告"),
    "metric": Text("Metric", "指标"),
    "test": Text("Test report", "测试报告"),
    "audit": Text("Audit report", "审计报告"),
}
LEADS: Final[Mapping[Lead, Text]] = {
    "management": Text("Management", "管理层"),
    "privacy": Text("Privacy", "个人信息保护"),
    "security": Text("Security", "网络安全"),
    "engineering": Text("Engineering", "研发"),
    "operations": Text("Operations", "运维"),
    "product": Text("Product", "产品"),
    "legal": Text("Legal", "法务"),
    "hr": Text("Human resources", "人力资源"),
    "support": Text("Customer support", "客服"),
}
TIERS: Final[Mapping[Tier, Text]] = {
    "core": Text("Express check (core questions)", "快速评估（仅核心题）"),
    "full": Text("Full assessment", "完整评估"),
}
RHYTHMS: Final[Mapping[Rhythm, Text]] = {
    "month": Text("every month", "每月"),
    "quarter": Text("every quarter", "每季度"),
    "half_year": Text("every half-year", "每半年"),
    "year": Text("every year", "每年"),
    "two_years": Text("every two years", "每两年"),
}
PARTIES: Final[Mapping[Party, Text]] = {
    "provider": Text("Provider", "服务提供者"),
    "user": Text("Users", "用户"),
    "supervisor": Text("Supervisor", "监督主体"),
    "all": Text("All parties", "各方"),
}
CLAUSE_KINDS: Final[Mapping[ClauseKind, Text]] = {
    "obligation": Text("Obligation", "义务"),
    "prohibition": Text("Prohibition", "禁止"),
    "right": Text("Right", "权利"),
    "liability": Text("Liability", "责任"),
    "formality": Text("Formality", "形式性条款"),
}
RULE_BOOKS: Final[Mapping[str, Text]] = {
    "pipl": Text("Personal Information Protection Law (PIPL)", "《个人信息保护法》"),
    "gbt35273": Text("GB/T 35273—2020", "GB/T 35273—2020"),
    "gdpr": Text("GDPR", "GDPR"),
    "nist_privacy": Text("NIST Privacy Framework 1.0", "NIST Privacy Framework 1.0"),
    "iso27001": Text("ISO/IEC 27001:2022", "ISO/IEC 27001:2022"),
    "ndsr": Text(
        "Network Data Security Management Regulations (in force from Jan 1, 2025)",
        "《网络数据安全管理条例》（自2025年1月1日起施行）",
    ),
    "csl": Text(
        "Cybersecurity Law (as amended, in force from Jan 1, 2026)", "《网络安全法》（修改后自2026年1月1日起施行）"
    ),
    "incident_measures": Text(
        "Cybersecurity Incident Reporting Measures (in force from Nov 1, 2025)",
        "《国家网络安全事件报告管理办法》（自2025年11月1日起施行）",
    ),
    "audit_measures": Text(
        "Compliance Audit Measures (in force from May 1, 2025)",
        "《个人信息保护合规审计管理办法》（自2025年5月1日起施行）",
    ),
    "minors_regulations": Text(
        "Regulations on the Protection of Minors Online (in force from Jan 1, 2024)",
        "《未成年人网络保护条例》（自2024年1月1日起施行）",
    ),
}

WHY: Final = Text("Why it is asked", "为何设题")
HOW: Final = Text("How to find out", "查明方法")
SHOWN_BY: Final = Text("What would show it", "可以提供的证据")
PROMISES: Final = Text("Promises it is asked for", "对应的承诺")
CITED: Final = Text("Rule books", "法规与标准")
CONDITIONS: Final = Text("Applies only where", "适用情形")
TARGET: Final = Text("Target level", "目标等级")
FAMILY: Final = Text("Family", "控制域")
QUESTION: Final = Text("Question", "题目")
LEVEL: Final = Text("Level", "等级")
WEIGHT: Final = Text("Weight", "权重")
CRITICAL: Final = Text("Critical", "关键")
LEAD: Final = Text("Lead", "牵头部门")
EFFORT: Final = Text("Person-days", "人天")
NEEDS: Final = Text("Stands on", "前提")


def conditions(bank: Bank, question: Question) -> tuple[Text, ...]:
    """The facts that must hold for ``question`` to apply, a text each; none where it always does."""
    return tuple(
        bank.fact[name].text if wanted else _denied(bank.fact[name].text)
        for name, wanted in question.applies_when.items()
    )


def citations(question: Question) -> tuple[Text, ...]:
    """The rule books that ``question`` cites, each with the places in it."""
    return tuple(labelled(book(name), listed(ids)) for name, ids in question.refs.items())


def hints(question: Question) -> tuple[Text, ...]:
    """What would show the answer to ``question``, each piece with its kind."""
    return tuple(labelled(KINDS[hint.kind], hint.text) for hint in question.evidence)


def needs(step: Step) -> tuple[Text, ...]:
    """The levels of other questions that ``step`` stands on."""
    return tuple(Text(f"{need.question} at {need.level}", f"{need.question}达到{need.level}级") for need in step.needs)


def book(name: str) -> Text:
    """The title of a rule book; its short name where the product has no title for it."""
    return RULE_BOOKS.get(name, same(name))


def graded(level: ScaleLevel) -> Text:
    """A level by its number and its word."""
    return Text(f"{level.level} {level.title.en}", f"{level.level} {level.title.zh}")


def days(step: Step) -> str:
    """The effort of ``step`` in person-days."""
    return f"{float(step.effort):g}"


def same(text: str) -> Text:
    """A text that reads alike in both languages."""
    return Text(text, text)


def listed(ids: Iterable[str]) -> Text:
    """Ids in a row."""
    return joined(map(same, ids), ", ", "、")


def labelled(label: Text, text: Text) -> Text:
    """``text`` with a label before it."""
    return Text(f"{label.en}: {text.en}", f"{label.zh}：{text.zh}")


def joined(texts: Iterable[Text], between: str, between_zh: str | None = None) -> Text:
    """Texts one after the other, with something between them that may differ in Chinese."""
    held = tuple(texts)
    chinese = between if between_zh is None else between_zh
    return Text(between.join(text.en for text in held), chinese.join(text.zh for text in held))


def _denied(fact: Text) -> Text:
    return Text(f"Not so: {fact.en}", f"以下情形除外：{fact.zh}")
