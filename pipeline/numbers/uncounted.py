"""Numerals that are no figures: ordinals, labels, years, ages, durations, votes."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import syntax
from pipeline.lexicon import toml_table
from pipeline.numbers.counting import Located, ends_sentence, is_unit, noun_after
from pipeline.numbers.units import is_in, kind_of, measure

YEARS = range(1500, 2101)
RECENT = range(1800, 2051)
PARTICIPLE = ("te", "ten", "ter", "tes", "ene", "enen", "ener", "enes")  # verstorbene, eingeführten
RATES = {100, 1000, 10_000, 100_000, 1_000_000}


def is_no_amount(item: Located) -> bool:
    """Ordinals («3. Auflage»), labels («Artikel 5») and numbers in brackets of their own («(58)»)."""
    return _is_ordinal(item) or _is_label(item) or _is_alone_in_brackets(item)


def _is_ordinal(item: Located) -> bool:
    doc, last = item.span.doc, item.span[-1]
    if item.numeral.style not in {"digits", "point"}:
        return False
    if last.text.endswith(".") and len(last) > 1:
        return not ends_sentence(last)
    following = doc[item.following : item.following + 1]
    return bool(following) and following[0].text == "." and not last.whitespace_ and not ends_sentence(following[0])


def _is_label(item: Located) -> bool:
    """«Artikel 5», «Platz 3», «A 7»: the number names what stands before it in its own sentence."""
    if item.first != item.span.start or item.first == 0 or item.numeral.style not in {"digits", "word"}:
        return False
    if item.span[0].is_sent_start:  # a headline that ends in «… auf Bus», and «Acht Tote» below it
        return False
    before = item.span.doc[item.first - 1]
    if before.text == "." and item.first > 1 and is_in("labels", before.nbor(-1).text):  # «Art. 5», «Nr. 7»
        return True
    if len(before) == 1 and before.text.isupper() and before.text.isalpha() and item.numeral.style == "digits":
        return True
    if not is_in("labels", before.text.rstrip(".")):
        return False
    return not (is_in("durations", before.text) and noun_after(item) is not None)


def _is_alone_in_brackets(item: Located) -> bool:
    doc = item.span.doc
    before, after = doc[max(0, item.span.start - 1)], doc[min(item.following, len(doc) - 1)]
    return before.text in {"(", "["} and after.text in {")", "]"}


def looks_like_year(item: Located) -> bool:
    """A bare four-digit number that nothing around it makes an amount («2014 stationierte», «von 1914 bis 1918»)."""
    if not _is_written_as_year(item) or item.numeral.modifier not in {"exact", "range"}:
        return False
    if _counts_a_round_number(item):
        return False
    if item.first == 0 or item.span.doc[item.first - 1].lower_ not in toml_table("numerals")["before_counts"]["words"]:
        return True
    return _is_year_of_event(item)


def _is_year_of_event(item: Located) -> bool:
    """«der 2004 verstorbene Maler», «das 2006 in Wien Häuser baute», «ein Abkommen von 1961 regelt»: behind words that
    may lead an amount, too.
    """
    doc, number = item.span.doc, item.span.doc[item.first]
    if not item.numeral.value % 100 or int(item.numeral.value) not in RECENT or item.following >= len(doc):
        return False
    following = doc[item.following]
    if syntax.is_preposition(following):
        return True
    if syntax.is_adjective(following):
        return following.lower_.endswith(PARTICIPLE)
    return item.before in {"von", "aus"} and syntax.basic(number) == "nmod" and number.head.i < item.first


def _is_written_as_year(item: Located) -> bool:
    numeral = item.numeral
    plain = numeral.style == "digits" and numeral.text[:4].isdigit() and "." not in numeral.text
    return plain and int(numeral.value) in YEARS


def _counts_a_round_number(item: Located) -> bool:
    """«2000 Beobachter kamen», «kamen 1500 Gläubige»: hundreds right before a plural, after a verb or at the start."""
    doc, noun = item.span.doc, noun_after(item)
    if (
        item.numeral.value % 100
        or noun is None
        or noun.i != item.following
        or "Plur" not in noun.morph.get("Number", [])
    ):
        return False
    if not item.span[0].is_sent_start:
        return syntax.is_finite(doc[item.span.start - 1])
    return noun.i + 1 < len(doc) and syntax.is_finite(doc[noun.i + 1])


def _is_year_of_one(item: Located, noun: Token) -> bool:
    """«die 1998 Weltmeisterin wurde»: more than one would need a plural."""
    alone = noun.i == item.following and noun.morph.get("Number", []) == ["Sing"] and noun.lower_ != "mann"
    return alone and _is_written_as_year(item)


def is_refused(item: Located, noun: Token) -> bool:
    """Durations, ages, votes, years, «Mal», and «ein» before anything but a unit."""
    numeral = item.numeral
    if any(is_in(group, noun.text) for group in ("durations", "votes", "frequency")):
        return True
    if numeral.style == "article" and not (is_unit(noun) and noun.i == item.following and _counts_alone(noun)):
        return True
    if is_unit(noun):
        return _is_price_base(item, noun)
    if item.before in {"je", "pro"} and numeral.value in RATES and kind_of(noun.text) == "people":
        return True  # «45 Fälle je 100.000 Einwohner»
    if numeral.style in {"point", "article"} or numeral.value == 0:
        return True
    return looks_like_year(item) or _is_year_of_one(item, noun) or _is_vote(noun)


def _counts_alone(noun: Token) -> bool:
    """«ein Prozent», «ein Pfund»; but «ein Stück», «eine Mark» and «ein Fass» are mostly no measure."""
    return noun.lower_ not in toml_table("numerals")["between"]["never_one"]


def _is_price_base(item: Located, noun: Token) -> bool:
    """«Ein Liter kostet 1,80 Euro», «der Preis für ein Fass»: what the price is for; not «kostet einen Euro»."""
    if item.numeral.style != "article" or not measure(noun.text):
        return False
    if item.before == "für" and item.span.start > 1 and item.span.doc[item.span.start - 2].lower_.endswith("preis"):
        return True
    return syntax.verb_lemma(syntax.clause_of(noun)) in toml_table("units")["not_figures"]["price_verbs"]


def _is_vote(noun: Token) -> bool:
    """«200 Abgeordnete stimmten dafür»: the result of a vote."""
    verbs = toml_table("units")["not_figures"]["vote_verbs"]
    return kind_of(noun.text) == "people" and syntax.verb_lemma(syntax.clause_of(noun)) in verbs
