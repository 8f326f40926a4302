"""When it was so: the time expression of a figure's own clause that dates what is counted, and nothing else."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.findings import Findings, Quantity, TimeExpression
from pipeline.lexicon import toml_table

ATTRIBUTES = ("nmod", "appos", "amod", "nummod", "flat")
LINKS = {"vom", "von", "aus", "des", "der"}  # «der Beschluss vom Mai», «die Wahl des Jahres 2008»
FREE = {"im", "in", "am"}  # behind these a time may be the verb's, wherever the tree hangs it
SKIPPED = {"im", "in", "am", "dem", "den", "der", "zum", "zur", "zu", "noch", "jahr", "jahre"}
JOINING = {"und", "sowie", "aber", "doch", "oder"}
NEAR = 5  # tokens before a time that may compare with it
DEEP = 2  # nouns between a time's noun and the verb: «die Erinnerung an die Opfer des Bebens zu Pfingsten 2004»


def event_date(findings: Findings, quantity: Quantity, noun: Token, hanging: Token) -> str:
    """The nearest time expression of the figure's own clause, else empty.

    A word for now or before stands for it too: «derzeit 500, im Jahr 2014 noch 900» dates the 900 only. ``noun`` is
    what is counted, ``hanging`` where the figure hangs in the tree.
    """
    predicate = syntax.clause_of(hanging)
    own = {token.i for token in syntax.clause_tokens(predicate)}
    times = [time for time in findings.times if time.value or time.reference]
    near = [time for time in times if time.span.end - 1 in own and not _touches(time, quantity)]
    near = near or _fronted(times, predicate)
    fitting = [time for time in near if _dates(time, quantity, noun, findings.quantities)]
    # of two as near the one behind: «von 80 im Jahr 2003 auf 40 im Jahr 2004»
    nearest = min(fitting, key=lambda time: (_distance(time, quantity), -time.span.start), default=None)
    return nearest.value if nearest is not None else ""


def _fronted(times: list[TimeExpression], predicate: Token) -> list[TimeExpression]:
    """«Am Montag starben drei Menschen und 20 wurden verletzt»: the time in the first place holds for both clauses;
    not where the second begins with an adverbial of its own («und in Kiel brannten …»).
    """
    first = predicate.head
    finite = syntax.finite_of(first)
    if syntax.basic(predicate) != "conj" or finite is None or first == predicate or not syntax.is_verb(first):
        return []
    opening = next((token for token in predicate.subtree if token.text.isalpha() and token.lower_ not in JOINING), None)
    if opening is None or syntax.is_preposition(opening) or opening.i < finite.i:
        return []
    edge = predicate.left_edge
    if edge.lower_ not in JOINING and edge.nbor(-1).lower_ not in JOINING:
        return []
    own = {token.i for token in syntax.clause_tokens(first)}
    start = first.sent.start
    return [t for t in times if start <= t.span.start and t.span.end <= finite.i and t.span.end - 1 in own]


def _dates(time: TimeExpression, quantity: Quantity, noun: Token, quantities: tuple[Quantity, ...]) -> bool:
    if _is_age_of_another(time, noun) or _is_apart(time.span, quantity, noun):
        return False
    if _is_compared(time.span):
        return _is_right_behind(time.span, quantity)
    host = _host(time.span)
    return host is None or host == noun or not _is_of_another(time.span, host, noun, quantities)


def _touches(time: TimeExpression, quantity: Quantity) -> bool:
    return time.span.start < quantity.span.end and quantity.span.start < time.span.end


def _distance(time: TimeExpression, quantity: Quantity) -> int:
    return max(time.span.start - quantity.span.end, quantity.span.start - time.span.end)


def _is_age_of_another(time: TimeExpression, noun: Token) -> bool:
    """«das 1938 erbaute Haus»: another thing's year."""
    led, opening = time.span.root.head, time.span.start - 1
    opening -= opening > 0 and syntax.is_preposition(time.span.doc[opening])
    inside = opening >= 0 and syntax.word_class(time.span.doc[opening]) == "article"
    return inside and syntax.is_adjective(led) and led.i > time.span.root.i and led.head != noun


# --- compared with, in brackets, as a label ------------------------------------------------------


def _is_compared(time: Span) -> bool:
    """«unter das Niveau von 2005», «gegenüber dem Vorjahr», «mehr als noch vor einem Jahr»."""
    words = [token.lower_ for token in time.doc[max(0, time.start - NEAR) : time.start]]
    compared = tuple(toml_table("dates")["words"]["compared_with"])
    if " ".join(words).endswith(compared):
        return True
    while words and words[-1] in SKIPPED:
        words.pop()
    than = words[-1:] == ["als"] and len(words) > 1 and words[-2].isalpha()  # «größer als am 4. Juli»; not «, als am»
    return than or " ".join(words).endswith(compared)


def _is_right_behind(time: Span, quantity: Quantity) -> bool:
    """«gegenüber dem Vorjahr mit 33,1 Millionen», «gegenüber 2004 (1.600 Gäste)»."""
    between = [token.lower_ for token in time.doc[time.end : quantity.span.start]]
    return quantity.span.start >= time.end and between in (["("], ["mit"], ["von"], [":"])


def _is_apart(time: Span, quantity: Quantity, noun: Token) -> bool:
    """In brackets a time dates what stands in them or right before them; as a label («2001: 35 Prozent; 1997: 36
    Prozent») what follows it.
    """
    doc, opening = time.doc, _opening(time)
    if time.end < len(doc) and doc[time.end].text == ":" and (opening >= 0 or doc[time.start - 1].text in {";", "|"}):
        behind = [token.text for token in doc[time.end : quantity.span.start]]
        return quantity.span.start < time.end or bool({";", ")"} & set(behind))
    if opening < 0 or opening in {quantity.span.end, noun.i + 1}:
        return False
    return quantity.span.start < opening or _closes_between(doc, time.end, quantity.span.start)


def _opening(span: Span) -> int:
    """Index of the bracket that is open before the span, or -1."""
    for index in range(span.start - 1, span.root.sent.start - 1, -1):
        text = span.doc[index].text
        if text in {"(", ")"}:
            return index if text == "(" else -1
    return -1


def _closes_between(doc: Doc, start: int, end: int) -> bool:
    return any(token.text == ")" for token in doc[start:end])


# --- what belongs to another noun ----------------------------------------------------------------


def _host(time: Span) -> Token | None:
    """The noun whose attribute the time is: «die Wahl vom 12. Juni», «des Jahresberichts 2008»; None for «im Juni»."""
    root = next((token for token in time if not time.start <= token.head.i < time.end), time.root)
    if syntax.basic(root) not in ATTRIBUTES or not syntax.is_noun(root.head):
        return None
    return root.head if root.head.i < time.start else None


def _is_of_another(time: Span, host: Token, noun: Token, quantities: tuple[Quantity, ...]) -> bool:
    """A text's or plan's own date («ein Bericht vom Mai»), another figure's («ein Massaker an 80 Bauern im Jahr 1983»),
    or the date of an event that is only mentioned («demonstrierten gegen das Ergebnis der Wahl vom 12. Juni»).
    """
    table = toml_table("dates")["words"]
    if host.lower_.endswith(tuple(table["dated_texts"])):
        return _is_attached(time)
    if any(other.noun == host for other in quantities):
        return True
    above = _above(host)
    if noun in above:
        return False
    if len(above) > DEEP and time.doc[time.start - 1].lower_ not in FREE:
        return True
    led = set(syntax.prepositions(above[-1]))
    return _is_attached(time) and bool(led & set(table["only_mentioning"]))


def _is_attached(time: Span) -> bool:
    """It cannot be the verb's: «vom 12. Juni», «aus dem Jahr 2008», «Wahl 2008»; «im Jahr 2008» may hang anywhere."""
    before = time.doc[time.start - 1] if time.start else None
    if before is not None and before.lower_ in {"dem", "den"} and time.start > 1:
        before = before.nbor(-1)
    return before is not None and (before.lower_ in LINKS or syntax.is_noun(before))


def _above(noun: Token) -> list[Token]:
    """The noun and the nouns that it hangs on."""
    found = [noun]
    while syntax.basic(found[-1]) in {"nmod", "appos", "conj"} and found[-1].head != found[-1]:
        found.append(found[-1].head)
    return found
