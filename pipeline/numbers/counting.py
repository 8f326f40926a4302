"""Numerals in a Doc and the nouns that they count, through adjectives, genitives and long attributes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.lexicon import toml_table
from pipeline.numbers.numerals import Numeral, find_numerals
from pipeline.numbers.units import currency, is_percent, kind_of, measure, unit_of, written_unit

AMOUNTS = ("höhe", "umfang", "wert")  # «in Höhe von»
LENGTHS = ("meter", "meilen", "Meter", "Meilen")
REACH = 12  # tokens from the numeral to its noun, attributes in between
SINGULAR = ("ung", "heit", "keit", "schaft", "tät", "tion", "ismus")
DEGREES = {"Celsius", "Fahrenheit", "C", "F", "Nord", "Süd", "Ost", "West"}  # behind Grad and °
BEINGS = {"soldiers", "countries", "people"}


@dataclass(frozen=True, eq=False)
class Located:
    """A numeral with its tokens: ``span`` with the hedge, ``first`` where the numeral itself begins."""

    numeral: Numeral
    span: Span
    first: int
    sentence: int = 0  # number of its sentence in the Doc

    @property
    def following(self) -> int:
        """Index of the token behind the numeral."""
        return int(self.span.end)

    @property
    def before(self) -> str:
        """The word before the hedge, in lower case."""
        return str(self.span.doc[self.span.start - 1].lower_) if self.span.start else ""


@dataclass(frozen=True, eq=False)
class Counted:
    """What a numeral is bound to: the noun's token, its unit, the words that are counted."""

    noun: Token | None
    unit: str
    text: str = ""


def words(group: str) -> list[str]:
    """The words that may stand around a numeral and its noun (numerals.toml, ``between``)."""
    found: list[str] = toml_table("numerals")["between"][group]
    return found


def locate(doc: Doc) -> list[Located]:
    """The Doc's numerals with their tokens, in text order."""
    starts = doc.to_array("IDX").tolist()
    sentences = [sentence.start for sentence in syntax.sentences(doc)]
    located = []
    for numeral in find_numerals(doc.text, frozenset(starts[start] for start in sentences)):
        first, last = bisect_right(starts, numeral.start) - 1, bisect_right(starts, numeral.end - 1)
        begin = bisect_right(starts, numeral.number) - 1
        located.append(Located(numeral, doc[first:last], begin, bisect_right(sentences, begin)))
    return located


def ends_sentence(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or bool(token.doc[token.i + 1].is_sent_start)


def closes_sentence(item: Located) -> bool:
    """The numeral ends its sentence: «stieg auf 26.»"""
    last = item.span[-1]
    return ends_sentence(last) or (last.text.endswith(".") and item.numeral.style in {"digits", "word"})


def is_unit(noun: Token) -> bool:
    """Percent, money or a measure."""
    return is_percent(noun.text) or bool(currency(noun.text)) or bool(measure(written_unit(noun)))


# --- finding the noun ----------------------------------------------------------------------------


def sign_of(item: Located) -> Counted | None:
    """A sign on the number or before it: «12.345$», «75ml», «€ 500», «Fr. 200», «CHF 300»."""
    return _sign_inside(item) or _sign_before(item)


def _sign_inside(item: Located) -> Counted | None:
    last = item.span[-1]
    rest = last.text[item.numeral.end - last.idx :].rstrip(".,;:")
    percent = is_percent(rest) or rest.startswith("%ig")  # «eine 2,6%ige Rendite»
    unit = ("percent" if percent else currency(rest) or measure(rest)) if rest else ""
    return Counted(last, unit) if unit else None


def _sign_before(item: Located) -> Counted | None:
    if item.span.start == 0 or item.numeral.style == "article":
        return None
    before = item.span.doc[item.span.start - 1]
    is_sign = not before.text.isalpha() or before.text.isupper() or before.text in {"Fr.", "sFr"}
    code = currency(before.text.rstrip("$").upper() or "$") if is_sign else ""
    return Counted(before, code, _money_of(before, before)) if code else None


def noun_after(item: Located) -> Token | None:
    """The noun that the numeral counts, to its right in the same sentence, or None."""
    doc, at = item.span.doc, item.following
    if closes_sentence(item):
        return None
    attributed = _noun_behind_attribute(item) if at < len(doc) else None
    if attributed is not None:  # «12 zum Tode verurteilte Männer»
        return attributed
    for position in range(at, min(at + REACH, len(doc))):
        token = doc[position]
        if token.is_sent_start and position > at:
            return None
        if _is_noun_of(token, item):
            return token
        if not _may_stand_between(token, position - at):
            return None
    return None


def _is_noun_of(token: Token, item: Located) -> bool:
    """The token can be what the numeral counts: a unit, a common noun, or a name that the parser puts there."""
    if is_percent(token.text) or (measure(written_unit(token)) and token.i <= item.following + 1):
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
        crowd = item.numeral.style == "vague" and token.i == item.following and not token.ent_type_
        return crowd or item.span[-1].head == token  # «Zehntausende Minen», by a model that takes them for a name
    return syntax.is_noun(token) and _agrees(token, item)


def _agrees(noun: Token, item: Located) -> bool:
    """More than one need a plural: no «die 2009 eingeleitete Untersuchung», no «Zeile fünf der Tabelle»."""
    if item.numeral.style == "article" or item.numeral.value == 1:
        return True
    if noun.text.endswith(SINGULAR):
        return False
    genitive = item.following < noun.i and item.span.doc[item.following].lower_ in {"der", "des", "vom"}
    return not genitive or "Sing" not in noun.morph.get("Number", []) or item.numeral.style in {"share", "vague"}


def _may_stand_between(token: Token, distance: int) -> bool:
    """Attributes between numeral and noun: adjectives, «weitere», a joined first part («Staats- und»), quotes."""
    cut_off = token.tag_ == "TRUNC" or (token.text.endswith("-") and len(token) > 1)  # not «Wölfe 4 - Bären 6»
    if syntax.is_adjective(token) or cut_off or (token.is_quote and token.text != "-"):
        return True
    if token.tag_ in {"ADJD", "ADV"} and token.i + 1 < len(token.doc) and syntax.is_adjective(token.nbor(1)):
        return True  # «200.000 chronisch kranke Versicherte»
    if token.lower_ in words("attributes") or (distance == 0 and token.lower_ in words("partitive")):
        return True
    previous = token.nbor(-1)
    if distance == 1 and token.lower_ in words("articles") and previous.lower_ in words("partitive"):
        return True
    joins = token.lower_ in {"und", "oder", ",", "sowie"}
    return joins and (
        syntax.is_adjective(previous) or (previous.text.endswith("-") and not previous.text[:1].isdigit())
    )


def _noun_behind_attribute(item: Located) -> Token | None:
    """«27 in Litauen stationierte Panzer»: a participle with its own phrase stands before the noun."""
    doc, at = item.span.doc, item.following
    if not syntax.is_preposition(doc[at]):
        return None
    for position in range(at + 1, min(at + REACH, len(doc) - 1)):
        token, following = doc[position], doc[position + 1]
        if (syntax.is_verb(token) and not syntax.is_adjective(token)) or token.is_sent_start or token.text in ",;:":
            return None
        if (
            syntax.is_adjective(token)
            and token.text.islower()
            and following.tag_ == "NN"
            and doc[position - 1].tag_ in {"NN", "NE"}
        ):
            return following if following.text[:1].isupper() else None
    return None


# --- the words that are counted ------------------------------------------------------------------


def counted(item: Located, noun: Token) -> Counted:
    """Unit and counted words of a numeral and its noun."""
    between = [token.text for token in item.span.doc[item.following : noun.i]]
    dative = _after_dative(item, noun)
    unit = unit_of(noun, between, dative=dative)
    if unit == "percent" or measure(written_unit(noun)):
        return Counted(noun, unit, _substance_of(noun))
    if currency(noun.text, between):
        return Counted(noun, unit, _money_of(item.span[0], noun))
    partner = _joined_noun(noun)
    if partner is not None and unit not in BEINGS:
        unit = f"{unit} und {unit_of(partner, dative=dative)}"
    return Counted(noun, unit, phrase_of(partner or noun, item.following))


def _after_dative(item: Located, noun: Token) -> bool:
    """«mit 20 Sitzen», «zwei von drei Sitzen»; what follows the noun («zwei Fregatten in die Ostsee») says nothing."""
    doc = item.span.doc
    around = [*doc[max(0, item.span.start - 2) : item.span.start], *doc[item.following : max(noun.i, item.following)]]
    governing = syntax.prepositions(syntax.conjuncts(noun)[0])  # «mit zwölf Schiffen und drei Flugzeugen»
    return any(word in words("dative") for word in (*governing, *(token.lower_ for token in around)))


def _joined_noun(noun: Token) -> Token | None:
    """«26 Städte und Gemeinden»: a second bare plural of the same kind that the numeral counts as well."""
    doc = noun.doc
    if noun.i + 2 >= len(doc) or doc[noun.i + 1].lower_ != "und" or doc[noun.i + 1].is_sent_start:
        return None
    partner = doc[noun.i + 2]
    is_plural = "Plur" in partner.morph.get("Number", []) and partner.tag_ == "NN"
    same = kind_of(partner.text) == kind_of(noun.text)
    return partner if is_plural and same and syntax.basic(partner) == "conj" and partner.head == noun else None


def phrase_of(noun: Token, start: int | None = None) -> str:
    """The noun with its attributes in the text's words: «westlichen Soldaten», «Staats- und Regierungschefs»."""
    first = noun.i
    if start is not None and start <= noun.i:
        skipped = [*words("partitive"), *words("articles"), *words("attributes")]
        kept = (token for token in noun.doc[start : noun.i] if token.lower_ not in skipped or _leads(token, noun))
        first = next((token.i for token in kept), noun.i)
    else:
        while first > 0 and syntax.is_adjective(noun.doc[first - 1]):
            first -= 1
    return str(noun.doc[first : noun.i + 1].text)


def _leads(token: Token, noun: Token) -> bool:
    """«zum Tode verurteilte Menschen»: the preposition of a participle's phrase, not «von den Menschen»."""
    return syntax.is_preposition(token) and token.head.i < noun.i - 1


def _substance_of(noun: Token) -> str:
    """«160.000 Tonnen Müll» → Müll; «52 Prozent der Befragten» → Befragten."""
    doc, at = noun.doc, noun.i + 1
    far = measure(noun.text).endswith(LENGTHS)  # «drei Kilometer vom Flughafen»: where from
    if at < len(doc) and doc[at].lower_ in words("partitive") and not (far and doc[at].lower_ in {"von", "vom"}):
        at += 1
        at += at < len(doc) and doc[at].lower_ in (*words("partitive"), *words("articles"))
    first = at
    while at < len(doc) and syntax.is_adjective(doc[at]):
        first += first == at and doc[at].lower_.startswith(tuple(toml_table("units")["dimensions"]["stems"]))
        at += 1
    fits = at < len(doc) and doc[at].tag_ in {"NN", "NE"} and doc[at].text not in DEGREES
    same_sentence = not any(token.is_sent_start for token in doc[noun.i + 1 : at + 1])
    return str(doc[first : at + 1].text) if fits and same_sentence else ""


def _money_of(first: Token, sum_: Token) -> str:
    """«Kosten in Höhe von 200 Euro» → Kosten; «ein Auftrag über fünf Millionen» → Auftrag."""
    doc, at = first.doc, first.i - 1
    contracts = tuple(toml_table("numerals")["about"]["contract_nouns"])
    if first.lower_ == "über" and first.i and first.nbor(-1).lower_.endswith(contracts):
        at = first.i
    if at < 1 or doc[at].lower_ not in {"von", "über"}:
        return ""
    at -= 1
    if at > 0 and doc[at].lower_.endswith(AMOUNTS) and doc[at - 1].lower_ in {"in", "im"}:
        at -= 2
    if at < 0 or doc[at].tag_ != "NN" or is_unit(doc[at]) or doc[at].lower_ in AMOUNTS:
        return ""
    head = sum_.head  # «Einnahmen des Bundes von 3 Milliarden Euro», «ein Gewinn im zweiten Quartal von 67 Millionen»
    farther = syntax.basic(sum_) == "nmod" and head.tag_ == "NN" and doc[at] in head.subtree and head.i < at
    return str(head.text if farther and not head.lower_.endswith(AMOUNTS) else doc[at].text)
