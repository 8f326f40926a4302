"""Words of a row for people: its reason and its one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.lexicon import csv_rows, derived, toml_table
from pipeline.messages import language, phrase
from pipeline.records import Row
from pipeline.table.amounts import Amount
from pipeline.table.items import Item
from pipeline.table.status import QUANTITY, STANCE, Group, relays_of
from pipeline.table.wording import fold, tells_of_change

MOST_WORDS = 160
MOST_SOURCES, MOST_SIDES = 6, 20
OPEN_TOPICS = frozenset({"other", ""})  # the words themselves tell what it is about


def say(key: str, **values: object) -> str:
    """A phrase of resources/table.toml in the language of the run."""
    return phrase("table", key, **values)


def number(value: float) -> str:
    """15.000, 1,5 or 900 Mio., as the run's language writes it; what would lose digits stays whole."""
    for size, name in ((1e9, "billions"), (1e6, "millions")):
        if abs(value) >= size and (value * 100 / size).is_integer():
            return say(name, value=number(value / size))
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
    """The unit in words, as the report has it («Euro»); a rarer currency's code or a noun stays as it is."""
    return str(toml_table("report")[f"{language()}_unit"].get(unit, unit))


def listed(names: Sequence[str]) -> str:
    """Names with commas; of many only the first."""
    shown = ", ".join(names[:MOST_SOURCES])
    return shown + say("and_more") if len(names) > MOST_SOURCES else shown


def reason(group: Group, rivals: Mapping[str, Group], n_independent: int, guessed: int) -> str:
    """Why the row's status is what it is."""
    if group.conflicts:
        axis, others = min(group.conflicts.items())
        words = say(f"axis_{axis}", sides=_sides([group, *(rivals[row_id] for row_id in sorted(others))], axis))
        return words + (say("also_changed", sides=_history(group, rivals)) if group.changes else "") + _guessed(guessed)
    if group.changes:
        return say("changed", sides=_history(group, rivals)) + _guessed(guessed)
    return _support(group, n_independent) + _guessed(guessed)


def _support(group: Group, n_independent: int) -> str:
    cited = cited_media(group.members)
    if n_independent > 1:
        words = say(
            "corroborated", n=n_independent, sources=listed([_named(source, cited) for source in group.sources])
        )
        return words + _counted_once(group, n_independent, cited) + _in_detail(group)
    relays = sorted({relay for relays in cited.values() for relay in relays})
    if len(group.sources) == 1:
        return say("single", sources=group.sources[0]) + (say("relayed", relay=", ".join(relays)) if relays else "")
    if not relays:
        return say("one_text", sources=listed(group.sources))
    if len(relays) == 1 and {*map(fold, group.sources)} <= {*map(fold, cited), fold(relays[0])}:
        return say("one_relay", relay=relays[0], sources=listed(group.sources))
    return say("one_root", sources=listed([_named(source, cited) for source in group.sources]))


def cited_media(members: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """Sources that have their claims from other media only, and those media."""
    found: dict[str, list[str]] = {}
    for item, relay in zip(members, relays_of(members), strict=True):
        found.setdefault(item.source, []).append(relay)
    return {source: tuple(dict.fromkeys(relays)) for source, relays in found.items() if all(relays)}


def _named(source: str, cited: Mapping[str, Sequence[str]]) -> str:
    return say("source_relayed", source=source, relay=", ".join(cited[source])) if source in cited else source


def _counted_once(group: Group, n_independent: int, cited: Mapping[str, Sequence[str]]) -> str:
    """What makes the independent sources fewer than the outlets: one medium that several cite, or one text."""
    citing = Counter(relay for relays in cited.values() for relay in relays)
    once = sorted(relay for relay, n in citing.items() if n > 1)
    too_many = len(group.sources) - n_independent
    of_copies = too_many > sum(citing[relay] - 1 for relay in once)
    words = say("relays_once", relay=", ".join(once)) if once and too_many else ""
    return words + (say("copies") if of_copies else "")


def _in_detail(group: Group) -> str:
    """Who says which, where the sources do not say quite the same: «A: erwogen, B: zugesagt»."""
    parts = []
    for axis in (STANCE, QUANTITY):
        if len({_value(group.members, axis, source) for source in group.sources} - {""}) > 1:
            parts.append(_sides([group], axis))
    return say("in_detail", sides="; ".join(parts)) if parts else ""


def _guessed(n: int) -> str:
    return "" if not n else say("guessed_one") if n == 1 else say("guessed", n=n)


def _value(members: Sequence[Item], axis: str, source: str = "") -> str:
    """What the claims say on the axis, or those of one source; empty where they name no quantity."""
    own = [item for item in members if source in {"", item.source}]
    if axis == STANCE:
        words = [say(f"stance_{item.stance}") for item in own if item.stance]
    else:
        words = [amount_words(item.amount) for item in own if item.amount]
    return " / ".join(dict.fromkeys(words))


def _sides(groups: Sequence[Group], axis: str) -> str:
    """«nordkurier24: 1.200, donaublick24: 2.000»: every source that says something on the axis, with what it says; of
    very many those of each side that come first, so that no side hides the other."""
    sides: dict[str, None] = {}
    for group in groups:
        cited = cited_media(group.members)
        told = {source: _value(group.members, axis, source) for source in group.sources}
        named = [say("side", source=_named(source, cited), value=value) for source, value in told.items() if value]
        sides[listed(named)] = None
        if len(sides) > MOST_SIDES:
            break
    shown = ", ".join(list(filter(None, sides))[:MOST_SIDES])
    return shown + say("and_more") if len(sides) > MOST_SIDES else shown


def _history(group: Group, rivals: Mapping[str, Group]) -> str:
    """What was said when: «abgelehnt (Küstenbote, 2026-03-04); zugesagt (bergpost, 2026-03-06)»."""
    axis, others = min(group.changes.items())
    sides = [side for each in (group, *(rivals[row_id] for row_id in others)) for side in _dated_sides(each, axis)]
    return "; ".join(dict.fromkeys(words for _, words in sorted(sides)))


def _dated_sides(group: Group, axis: str) -> list[tuple[tuple[str, bool, str], str]]:
    """What the row says on the axis, each stance by itself, with what they are sorted by: the day, and what is told as
    former before what replaced it on the same day."""
    by_value: dict[str, list[Item]] = {}
    for item in group.members:
        by_value.setdefault(item.stance if axis == STANCE else "", []).append(item)
    found = []
    for members in by_value.values():
        former = {item.doc for item in members} <= group.told_former
        days = sorted(item.day for item in members if item.day)
        saying = [item for item in members if _value([item], axis)]
        words = say(
            "former_side" if former else "dated_side",
            sources=listed(list(dict.fromkeys(item.source for item in saying))),
            value=_value(members, axis),
            day=days[0] if days else say("undated"),
        )
        found.append(((days[0] if days else "9999", not former, group.row_id), words))
    return found


def sentence(row: Row, amount: Amount | None, members: Sequence[Item]) -> str:
    """The row in one readable sentence, with the shortest of its claims' words."""
    shortest = _shortest(_fitting(row, amount, members))
    words = say("words", words=shortest)
    amount_text = f"{amount_words(amount)} {unit_words(amount.unit)}".strip() if amount else ""
    if row.counted and row.quantity_unit == "people" and fold(row.counted) != fold(unit_words("people")):
        amount_text += say("counted", counted=row.counted)  # «40 Menschen (Sanitäter)»
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


def _fitting(row: Row, amount: Amount | None, members: Sequence[Item]) -> Sequence[Item]:
    """The claims that say what the row says in its most specific form: its stance and its quantity, and rather not
    those that tell how it has changed («statt der bisher 1.200 nun 1.500»)."""
    found = [item for item in members if item.stance == row.stance] or members
    if amount:
        found = [item for item in found if item.amount and item.amount.named() == amount.named()] or found
    return [item for item in found if not tells_of_change(item.evidence)] or found


def _shortest(members: Sequence[Item]) -> str:
    texts = [(item.quote if item.kind == "statement" and item.quote else item.evidence) for item in members]
    best = min((" ".join(text.split()) for text in texts), key=lambda text: (len(text), text))
    return best if len(best) <= MOST_WORDS else best[: best.rfind(" ", 0, MOST_WORDS)] + " …"
