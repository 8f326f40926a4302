"""Doc → quantities: numerals bound to what they count («15.000 bis 30.000 westliche Soldaten»).

A number that counts or measures nothing is none: dates, times, ages, durations, ordinals, names, votes.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.compounds import find_compounds
from pipeline.findings import Quantity
from pipeline.lexicon import toml_table
from pipeline.numerals import Numeral, find_numerals
from pipeline.units import currency, is_in, is_percent, kind_of, measure, unit_of, written_unit

REACH = 12  # tokens from the numeral to its noun, attributes in between
YEARS = range(1500, 2101)


@dataclass(frozen=True, eq=False)
class _Numeral:
    """A numeral with its tokens: ``span`` with the hedge, ``following`` the index of the token behind it."""

    numeral: Numeral
    span: Span
    first: int

    @property
    def following(self) -> int:
        return int(self.span.end)


@dataclass(frozen=True, eq=False)
class _Counted:
    """What a numeral is bound to: the noun's token, its unit, the words that are counted."""

    noun: Token | None
    unit: str
    text: str = ""


def find_quantities(doc: Doc) -> list[Quantity]:
    """Every counted or measured amount of the Doc, in text order.

    ``at_least`` has no maximum, ``at_most`` no minimum; vague amounts are intervals; shares («ein Drittel») are in
    percent.
    """
    numerals = _located(doc)
    bound: dict[int, _Counted] = {}
    for index in reversed(range(len(numerals))):
        counted = None if _is_no_amount(numerals[index]) else _bind(numerals, index, bound)
        if counted is not None:
            bound[index] = counted
    for index in range(len(numerals)):
        if index not in bound and not _is_no_amount(numerals[index]):
            counted = _inherit(numerals, index, bound) or _one_more(numerals, index, bound)
            if counted is not None:
                bound[index] = counted
    found = [_quantity(numerals[index], bound[index]) for index in sorted(bound)]
    return sorted([*_with_cents(found), *find_compounds(doc)], key=lambda quantity: quantity.span.start)


def _located(doc: Doc) -> list[_Numeral]:
    starts = [token.idx for token in doc]
    sentence_starts = frozenset(sentence.start_char for sentence in syntax.sentences(doc))
    located = []
    for numeral in find_numerals(doc.text, sentence_starts):
        first = bisect_right(starts, numeral.start) - 1
        last = bisect_right(starts, numeral.end - 1)
        located.append(_Numeral(numeral, doc[first:last], bisect_right(starts, numeral.number) - 1))
    return located


def _quantity(item: _Numeral, counted: _Counted) -> Quantity:
    numeral, minimum, maximum, modifier = item.numeral, item.numeral.minimum, item.numeral.maximum, item.numeral.modifier
    far = _far_hedge(item) if modifier == "exact" else ""
    if far == "at_least":
        modifier, maximum = "at_least", None
    elif far == "at_most":
        modifier, minimum = "at_most", None
    unit = "percent" if numeral.style == "share" else counted.unit
    return Quantity(item.span, minimum, maximum, modifier, unit, counted.noun, counted.text)


def _with_cents(quantities: list[Quantity]) -> list[Quantity]:
    """«15 Dollar und 15 Cent» is one amount."""
    merged: list[Quantity] = []
    for quantity in quantities:
        whole = merged[-1] if merged else None
        if whole is not None and quantity.unit in {"Cent", "Rappen"} and _is_small_change(whole, quantity):
            minimum, maximum = (whole.minimum or 0) + (quantity.minimum or 0) / 100, (whole.maximum or 0) + (quantity.maximum or 0) / 100
            span = quantity.span.doc[whole.span.start : quantity.span.end]
            merged[-1] = replace(whole, span=span, minimum=minimum, maximum=maximum)
        else:
            merged.append(quantity)
    return merged


def _is_small_change(whole: Quantity, change: Quantity) -> bool:
    if whole.noun is None or len(whole.unit) != 3 or whole.modifier != "exact" or change.modifier != "exact":
        return False
    between = [token.lower_ for token in whole.noun.doc[whole.noun.i + 1 : change.span.start]]
    return between in ([], ["und"])


def _far_hedge(item: _Numeral) -> str:
    """«ab einem Einkommen von 250.000 Euro», «bis zu einer Höhe von zehn Metern»: the hedge stands before the noun."""
    words = [token.lower_ for token in item.span.doc[max(0, item.span.start - 5) : item.span.start]]
    if len(words) < 4 or words[-1] != "von" or item.span.doc[item.span.start - 2].tag_ != "NN":
        return ""
    if words[-3] not in {"einem", "einer", "dem", "der"}:
        return ""
    if words[-4] == "ab":
        return "at_least"
    return "at_most" if words[-5:-3] == ["bis", "zu"] else ""


# --- what is no amount ---------------------------------------------------------------------------


def _is_no_amount(item: _Numeral) -> bool:
    """Ordinals («3. Banane»), labels («Artikel 5»), years, and numbers in brackets of their own («(58)»)."""
    return _is_ordinal(item) or _is_label(item) or _is_alone_in_brackets(item)


def _is_ordinal(item: _Numeral) -> bool:
    doc, last = item.span.doc, item.span[-1]
    if item.numeral.style not in {"digits", "point"}:
        return False
    if last.text.endswith(".") and len(last) > 1:
        return not _ends_sentence(last)
    following = doc[item.following : item.following + 1]
    return bool(following) and following[0].text == "." and not last.whitespace_ and not _ends_sentence(following[0])


def _ends_sentence(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or bool(token.doc[token.i + 1].is_sent_start)


def _is_label(item: _Numeral) -> bool:
    """«Artikel 5», «Platz 3», «A 7»: the number names what stands before it."""
    if item.first != item.span.start or item.first == 0 or item.numeral.style not in {"digits", "word"}:
        return False
    before = item.span.doc[item.first - 1]
    if before.text == "." and item.first > 1 and is_in("labels", before.nbor(-1).text):  # «Art. 5», «Nr. 7»
        return True
    if len(before) == 1 and before.text.isupper() and before.text.isalpha() and item.numeral.style == "digits":
        return True
    if not is_in("labels", before.text.rstrip(".")):
        return False
    return not (is_in("durations", before.text) and _noun_after(item) is not None)


def _is_alone_in_brackets(item: _Numeral) -> bool:
    doc = item.span.doc
    before, after = doc[max(0, item.span.start - 1)], doc[min(item.following, len(doc) - 1)]
    return before.text in {"(", "["} and after.text in {")", "]"}


def _looks_like_year(item: _Numeral) -> bool:
    numeral = item.numeral
    value = numeral.value
    plain = numeral.style == "digits" and numeral.text.replace("-", "").replace("–", "").isdigit()
    if not plain or int(value) not in YEARS or numeral.modifier not in {"exact", "range"}:
        return False
    return item.first == 0 or item.span.doc[item.first - 1].lower_ not in toml_table("numerals")["before_counts"]["words"]


# --- binding to a noun ---------------------------------------------------------------------------


def _bind(numerals: list[_Numeral], index: int, bound: dict[int, _Counted]) -> _Counted | None:
    item = numerals[index]
    shared = _shared_noun(numerals, index, bound)
    if shared is not None:
        return shared
    sign = _sign_inside(item) or _sign_before(item)
    if sign is not None:
        return sign
    noun = _noun_after(item)
    if noun is None or _is_refused(item, noun):
        return None
    return _counted(item, noun)


def _shared_noun(numerals: list[_Numeral], index: int, bound: dict[int, _Counted]) -> _Counted | None:
    """«20.000 der einst 85.000 Arbeitsplätze», «von 3 auf 5 Prozent»: the next numeral's noun counts for both."""
    if index + 1 >= len(numerals) or index + 1 not in bound:
        return None
    item, following = numerals[index], numerals[index + 1]
    between = [token.lower_ for token in item.span.doc[item.following : following.span.start]]
    connectors = toml_table("numerals")["connectors"]
    if not between or between[0] not in connectors["words"] or len(between) > 4 or item.numeral.style == "article":
        return None
    if any(word not in connectors["words"] + connectors["between"] for word in between[1:]):
        return None
    if _looks_like_year(item) or following.span.sent != item.span.sent:
        return None
    return bound[index + 1]


def _sign_before(item: _Numeral) -> _Counted | None:
    """«€ 500», «$15», «Fr. 200», «CHF 300»: the sign of money stands before the number."""
    if item.span.start == 0 or item.numeral.style == "article":
        return None
    before = item.span.doc[item.span.start - 1]
    is_sign = not before.text.isalpha() or before.text.isupper() or before.text in {"Fr.", "sFr"}
    code = currency(before.text.rstrip("$") or "$") if is_sign or before.text.endswith("$") else ""
    return _Counted(before, code, _money_of(before)) if code else None


def _sign_inside(item: _Numeral) -> _Counted | None:
    """«12.345$», «75ml»: the unit is written on the number and the tokenizer left it there."""
    last = item.span[-1]
    rest = item.span.doc.text[item.numeral.end : last.idx + len(last)].rstrip(".,;:")
    if not rest:
        return None
    unit = "percent" if is_percent(rest) else currency(rest) or measure(rest)
    return _Counted(last, unit) if unit else None


def _noun_after(item: _Numeral) -> Token | None:
    """The noun that the numeral counts, to its right in the same sentence, or None."""
    doc, at = item.span.doc, item.following
    if _closes(item) or at >= len(doc):
        return None
    for position in range(at, min(at + REACH, len(doc))):
        token = doc[position]
        if token.is_sent_start and position > at:
            return None
        if _is_counted_noun(token, item):
            return token
        if not _may_stand_between(token, item, position - at):
            return _far_noun(item)
    return None


def _closes(item: _Numeral) -> bool:
    """The numeral ends its sentence: «stieg auf 26.»"""
    last = item.span[-1]
    return _ends_sentence(last) or (last.text.endswith(".") and item.numeral.style in {"digits", "word"})


def _is_counted_noun(token: Token, item: _Numeral) -> bool:
    if is_percent(token.text) or measure(written_unit(token)) and token.i <= item.following + 1:
        return True
    if not token.text[:1].isalpha():
        return bool(currency(token.text)) and token.i == item.following
    if token.tag_ == "TRUNC" or token.text.endswith("-"):
        return False
    if currency(token.text) and (token.text[:1].isupper() or token.i == item.following):
        return True
    if not token.text[:1].isupper() or syntax.is_adjective(token) or syntax.is_pronoun(token):
        return False
    if syntax.is_name(token) and not kind_of(token.text):
        return syntax.relation(token.head) != "flat" and item.span[-1].head == token
    return syntax.is_noun(token)


def _may_stand_between(token: Token, item: _Numeral, distance: int) -> bool:
    """Attributes between numeral and noun: adjectives, «weitere», a joined first part («Staats- und»), quotes."""
    words = toml_table("numerals")["between"]
    if syntax.is_adjective(token) or token.tag_ == "TRUNC" or token.text.endswith("-") or token.is_quote:
        return True
    if token.lower_ in words["attributes"]:
        return True
    if distance == 0 and token.lower_ in words["partitive"]:
        return True
    if distance == 1 and token.lower_ in words["articles"] and token.nbor(-1).lower_ in words["partitive"]:
        return True
    previous = token.nbor(-1)
    return token.lower_ in {"und", "oder", ",", "sowie"} and (
        syntax.is_adjective(previous) or previous.text.endswith("-") and not previous.text[:1].isdigit()
    )


def _far_noun(item: _Numeral) -> Token | None:
    """«27 in Litauen stationierte Panzer»: the parser sees the noun behind a long attribute."""
    head = item.span[-1].head
    if syntax.relation(item.span[-1]) != "nummod" or not 0 < head.i - item.following <= REACH or head.sent != item.span.sent:
        return None
    inner = item.span.doc[item.following : head.i]
    attributes = [token for token in inner if token.head == head and syntax.is_adjective(token)]
    if not attributes or not syntax.is_noun(head) or any(syntax.is_finite(token) for token in inner):
        return None
    return head


# --- what is refused -----------------------------------------------------------------------------


def _is_refused(item: _Numeral, noun: Token) -> bool:
    """Durations, ages, votes, years, «Mal», and «ein» before anything but a unit."""
    numeral = item.numeral
    if any(is_in(group, noun.text) for group in ("durations", "votes", "frequency")):
        return True
    is_unit = is_percent(noun.text) or bool(currency(noun.text)) or bool(measure(written_unit(noun)))
    if numeral.style == "article" and not (is_unit and noun.i == item.following and _counts_alone(noun)):
        return True
    if numeral.style in {"point", "article"} or numeral.value == 0:
        return not is_unit
    return not is_unit and (_looks_like_year(item) or _is_vote(noun) or _is_share_of_time(item, noun))


def _counts_alone(noun: Token) -> bool:
    """«ein Prozent», «ein Pfund»; but «ein Stück», «eine Mark» and «ein Fass» are mostly no measure."""
    return noun.lower_ not in toml_table("numerals")["between"]["never_one"]


def _is_vote(noun: Token) -> bool:
    """«200 Abgeordnete stimmten dafür»: the result of a vote."""
    verbs = toml_table("units")["not_figures"]["vote_verbs"]
    return kind_of(noun.text) == "people" and syntax.verb_lemma(syntax.clause_of(noun)) in verbs


def _is_share_of_time(item: _Numeral, noun: Token) -> bool:
    return item.numeral.style == "share" and noun.text[:1].isdigit()


# --- numerals without a noun of their own --------------------------------------------------------


def _inherit(numerals: list[_Numeral], index: int, bound: dict[int, _Counted]) -> _Counted | None:
    item = numerals[index]
    if item.numeral.style in {"article", "point", "share"} or _looks_like_year(item) or item.numeral.value == 0:
        return None
    return _counting_noun(item) or _repeated(numerals, index, bound)


def _one_more(numerals: list[_Numeral], index: int, bound: dict[int, _Counted]) -> _Counted | None:
    """«sechs Männer und eine Frau»: «ein» counts where it goes on with a count of the same unit."""
    item = numerals[index]
    before = item.span.doc[item.span.start - 1].lower_ if item.span.start else ""
    previous = next((i for i in range(index - 1, -1, -1) if i in bound), None)
    if item.numeral.style != "article" or before not in {"und", "sowie", ","} or previous is None:
        return None
    noun = _noun_after(item)
    if noun is None or numerals[previous].span.sent != item.span.sent or unit_of(noun) != bound[previous].unit:
        return None
    return _counted(item, noun)


def _counting_noun(item: _Numeral) -> _Counted | None:
    """«Die Zahl der Toten stieg auf 26»: the subject counts, the number follows."""
    nouns: dict[str, str] = toml_table("units")["counting_nouns"]
    for token in reversed(item.span.doc[item.span.sent.start : item.span.start]):
        if token.lower_ not in nouns:
            continue
        if not _stands_as_result(item):
            return None
        if nouns[token.lower_]:
            return _Counted(token, nouns[token.lower_], token.text)
        for right in item.span.doc[token.i + 1 : min(token.i + 6, item.span.start)]:
            if syntax.is_noun(right) and not is_in("durations", right.text):
                return _Counted(right, unit_of(right), _words(right))
        return None
    return None


def _stands_as_result(item: _Numeral) -> bool:
    """After «auf», «bei», «von», «mit», «beträgt» …, not followed by a noun of its own."""
    before = item.span.doc[item.span.start - 1]
    if _noun_after(item) is not None:
        return False
    return before.lower_ in toml_table("numerals")["before_counts"]["result"] or syntax.is_verb(before)


def _repeated(numerals: list[_Numeral], index: int, bound: dict[int, _Counted]) -> _Counted | None:
    """«26 davon», «davon 12», «Polen 150 und Estland 90»: the noun of the quantity before."""
    item = numerals[index]
    previous = next((i for i in range(index - 1, -1, -1) if i in bound), None)
    if previous is None:
        return None
    doc, gap = item.span.doc, numerals[previous].span
    after = doc[item.following : item.following + 2].text.lower()
    before = doc[item.span.start - 1].lower_ if item.span.start else ""
    words = toml_table("numerals")["between"]
    if before in words["thereof"] or after.split(" ")[0] in words["thereof"] or after in words["of_them"]:
        return bound[previous] if item.span.start - gap.end < 40 else None
    return bound[previous] if gap.sent == item.span.sent and _is_gapped(item) else None


def _is_gapped(item: _Numeral) -> bool:
    """«…, Polen 150»: a name after a comma or «und», the number, then the end of the clause."""
    doc, start = item.span.doc, item.span.start
    closes = item.following >= len(doc) or doc[item.following].lower_ in {",", "und", ".", ";", "sowie"} or _closes(item)
    name = start - 1
    while name > 0 and syntax.is_name(doc[name]):
        name -= 1
    return closes and name < start - 1 and doc[name].lower_ in {",", "und", "sowie", ";"}


# --- the words that are counted ------------------------------------------------------------------


def _counted(item: _Numeral, noun: Token) -> _Counted:
    between = [token.text for token in item.span.doc[item.following : noun.i]]
    unit = unit_of(noun, between, dative=_after_dative(item))
    if unit in {"percent"} or measure(written_unit(noun)):
        return _Counted(noun, unit, _substance_of(noun))
    if currency(noun.text, between):
        return _Counted(noun, unit, _money_of(item.span[0]))
    partner = _joined_noun(noun)
    if partner is not None and unit not in {"soldiers", "countries", "people"} and kind_of(partner.text) == "":
        unit = f"{unit} und {unit_of(partner, dative=_after_dative(item))}"
    return _Counted(noun, unit, _words(partner or noun, item.following))


def _after_dative(item: _Numeral) -> bool:
    before = item.span.doc[max(0, item.span.start - 2) : item.span.start]
    words = toml_table("numerals")["between"]["dative"]
    partitive = item.span.doc[item.following : item.following + 2]
    return any(token.lower_ in words for token in (*before, *partitive))


def _joined_noun(noun: Token) -> Token | None:
    """«26 Städte und Gemeinden»: a second bare plural of the same kind that the numeral counts as well."""
    doc = noun.doc
    if noun.i + 2 >= len(doc) or doc[noun.i + 1].lower_ != "und" or doc[noun.i + 1].is_sent_start:
        return None
    partner = doc[noun.i + 2]
    is_plural = "Plur" in partner.morph.get("Number") and partner.tag_ == "NN"
    same = kind_of(partner.text) == kind_of(noun.text)
    return partner if is_plural and same and syntax.basic(partner) == "conj" and partner.head == noun else None


def _words(noun: Token, start: int | None = None) -> str:
    """The noun with its attributes in the text's words: «westlichen Soldaten», «Staats- und Regierungschefs»."""
    first = noun.i
    if start is not None and start <= noun.i:
        words = toml_table("numerals")["between"]
        skipped = [*words["partitive"], *words["articles"], *words["attributes"]]
        first = next(token.i for token in noun.doc[start : noun.i + 1] if token.lower_ not in skipped)
    else:
        while first > 0 and syntax.is_adjective(noun.doc[first - 1]):
            first -= 1
    return str(noun.doc[first : noun.i + 1].text)


def _substance_of(noun: Token) -> str:
    """«160.000 Tonnen Müll» → Müll; «52 Prozent der Befragten» → Befragten."""
    doc, at = noun.doc, noun.i + 1
    words = toml_table("numerals")["between"]
    while at < len(doc) and at <= noun.i + 2 and doc[at].lower_ in (*words["partitive"], *words["articles"]):
        at += 1
    first = at
    while at < len(doc) and syntax.is_adjective(doc[at]) and not doc[at].is_sent_start:
        at += 1
    fits = at < len(doc) and doc[at].tag_ in {"NN", "NE"} and doc[at].sent == noun.sent
    return str(doc[first : at + 1].text) if fits else ""


def _money_of(first: Token) -> str:
    """«Kosten in Höhe von 200 Euro» → Kosten; «ein Auftrag über fünf Millionen» → Auftrag."""
    doc, at = first.doc, first.i - 1
    if at < 0 or doc[at].lower_ not in {"von", "über"}:
        return ""
    at -= 1
    while at >= 0 and doc[at].lower_ in {"höhe", "in", "umfang", "im", "wert"}:
        at -= 1
    return str(doc[at].text) if at >= 0 and doc[at].tag_ == "NN" else ""

