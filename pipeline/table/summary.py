"""Words of a row for people: its reason and its one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.lexicon import csv_rows, derived, toml_table
from pipeline.messages import phrase
from pipeline.records import Row
from pipeline.table.amounts import Amount
from pipeline.table.items import Item
from pipeline.table.status import STANCE, Group

MOST_WORDS = 160
MOST_SOURCES = 6
OPEN_TOPICS = frozenset({"other", ""})  # the words themselves tell what it is about


def say(key: str, **values: object) -> str:
    """A phrase of resources/table.toml in the language of the run."""
    return phrase("table", key, **values)


def number(value: float) -> str:
    """15.000 or 1,5, as the run's language writes it."""
    digits = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
    return digits.translate(str.maketrans(",.", say("thousands") + say("decimal")))


def amount_words(amount: Amount) -> str:
    """«rund 1.200», «1.100 bis 1.300», «mindestens 3.000», without the unit."""
    low, high = amount.low, amount.high
    if low is None and high is not None:
        return say("at_most", high=number(high))
    if high is None and low is not None:
        return say("at_least", low=number(low))
    if low is None or high is None:
        return ""
    words = number(low) if low == high else say("range", low=number(low), high=number(high))
    return say("about", value=words) if amount.modifier == "about" else words


def unit_words(unit: str) -> str:
    """The unit in words; a currency code or a noun stays as it is."""
    known = f"unit_{unit}"
    return say(known) if unit in {"soldiers", "countries", "people", "percent"} else unit


def listed(names: Sequence[str]) -> str:
    """Names with commas; of many only the first."""
    shown = ", ".join(names[:MOST_SOURCES])
    return shown + say("and_more") if len(names) > MOST_SOURCES else shown


def reason(group: Group, rivals: Mapping[str, Group], n_independent: int, guessed: int) -> str:
    """Why the row's status is what it is."""
    if group.conflicts:
        axis, others = min(group.conflicts.items())
        sides = [group, *(rivals[row_id] for row_id in sorted(others))]
        return say(f"axis_{axis}", sides=_sides(sides, axis)) + _guessed(guessed)
    if group.changes:
        axis, others = min(group.changes.items())
        in_time = sorted([group, *(rivals[row_id] for row_id in others)], key=_when)
        return say("changed", sides="; ".join(_dated_side(each, axis) for each in in_time)) + _guessed(guessed)
    return _support(group, n_independent) + _guessed(guessed)


def _when(group: Group) -> tuple[str, bool, str]:
    """Sorts what is told as former before what replaced it on the same day."""
    return (group.days[0] if group.days else "9999", not group.told_former, group.row_id)


def _support(group: Group, n_independent: int) -> str:
    sources = listed(group.sources)
    relays = sorted({item.relay for item in group.members if item.relay})
    if n_independent > 1:
        return say("corroborated", n=n_independent, sources=sources) + (
            say("copies") if n_independent < len(group.sources) else ""
        )
    if len(group.sources) > 1:
        return say("one_relay" if relays else "one_text", relay=", ".join(relays), sources=sources)
    return say("single", sources=sources) + (say("relayed", relay=", ".join(relays)) if relays else "")


def _guessed(n: int) -> str:
    return "" if not n else say("guessed_one") if n == 1 else say("guessed", n=n)


def _value(group: Group, axis: str, source: str = "") -> str:
    """What the row says on the axis; of one source what that source says."""
    if axis == STANCE:
        return say(f"stance_{group.members[0].stance}")
    own = [item.amount for item in group.members if item.amount and source in {"", item.source}]
    return " / ".join(dict.fromkeys(amount_words(amount) for amount in own or group.amounts))


def _sides(groups: Sequence[Group], axis: str) -> str:
    """«nordkurier24: 1.200, donaublick24: 2.000»: every source with what it says."""
    sides = [
        say("side", source=source, value=_value(group, axis, source)) for group in groups for source in group.sources
    ]
    return listed(list(dict.fromkeys(sides)))


def _dated_side(group: Group, axis: str) -> str:
    """«abgelehnt (Küstenbote, 2026-03-04)»; what only an article on the change itself tells of is said to be former."""
    key = "former_side" if group.docs == group.told_former else "dated_side"
    day = group.days[0] if group.days else say("undated")
    return say(key, sources=listed(group.sources), value=_value(group, axis), day=day)


def sentence(row: Row, amount: Amount | None, members: Sequence[Item]) -> str:
    """The row in one readable sentence, with the shortest of its claims' words."""
    shortest = _shortest(members)
    words = say("words", words=shortest)
    amount_text = f"{amount_words(amount)} {unit_words(amount.unit)}".strip() if amount else ""
    if row.kind == "figure":
        provider = say("figure_provider", provider=row.actor) if row.actor else ""
        return say("figure", amount=amount_text, provider=provider) + words
    if row.kind == "statement":
        return say("statement", actor=row.actor) + words
    position, further = _position(row, amount_text)
    if row.topic in OPEN_TOPICS and not row.direction and not further:
        return position + say("only_words", words=shortest)  # «Polen lehnt ab: „…“»
    return position + further + words


def _position(row: Row, amount: str) -> tuple[str, str]:
    """Who holds which position, and what narrows it down."""
    topic = "" if row.topic in OPEN_TOPICS else say(f"topic_{row.topic}") if row.topic in _topics() else row.topic
    if row.direction:
        topic = say("less", topic=topic) if topic else say("less_other")
    verb = "is" if not row.actor else "do" if _plural(row.actor) else "does"
    position = " ".join(say(f"{verb}_{row.stance}", actor=row.actor, topic=topic).split()).rstrip(": ")
    further = say("amount", amount=amount) if amount else ""
    further += say("towards", target=country_name(row.target_country)) if row.target_country else ""
    return position, further + (say("condition", condition=" ".join(row.condition.split())) if row.condition else "")


def country_name(code: str) -> str:
    """The usual short name of a state or body by its code; other names as they are."""
    return _country_names().get(code, code)


@derived
def _country_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in csv_rows("countries")}


def _topics() -> set[str]:
    return {key.removeprefix("topic_") for key in toml_table("table")["de"] if key.startswith("topic_")}


def _plural(actor: str) -> bool:
    """«westliche Verbündete sagen», «die USA sagen», but «Frankreich sagt»."""
    return not actor[0].isupper() or actor in toml_table("table")["plural"]["names"]


def _shortest(members: Sequence[Item]) -> str:
    texts = [(item.quote if item.kind == "statement" and item.quote else item.evidence) for item in members]
    best = min((" ".join(text.split()) for text in texts), key=lambda text: (len(text), text))
    return best if len(best) <= MOST_WORDS else best[: best.rfind(" ", 0, MOST_WORDS)] + " …"
