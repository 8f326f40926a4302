"""The words of an office's own phrase: «der frühere französische Präsident», «Polens», «Sprecher des Weißen Hauses»."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline.actors.attributes import FEDERAL, country_of_attribute, country_of_prefix, ends_attribute
from pipeline.actors.countries import code_of_adjective, code_of_noun, countries
from pipeline.actors.offices import Office, nominative, office_words, offices_of_one, stem
from pipeline.actors.regions import code_of_region, code_of_region_adjective
from pipeline.syntax import is_adjective, is_finite, is_function_word, is_name, is_noun, is_preposition, is_verb

LONGEST_ATTRIBUTE = 5


@dataclass(frozen=True)
class Role:
    """``adjectives`` and ``attribute`` are the words around the office; ``country`` the state or body that the holder
    speaks for; ``open`` where nothing in the words says whose office it is; ``head`` the office's token."""

    office: Office
    adjectives: tuple[str, ...]
    attribute: str
    country: str
    gender: str
    head: int
    former: bool = False
    open: bool = False

    def text(self, gender: str = "") -> str:
        """The role in the nominative without article: «britischer Premierminister», for a woman «norwegische
        Außenministerin».
        """
        known = self.gender or gender
        words = [_declined(word, known) for word in self.adjectives]
        return " ".join([*words, nominative(self.office, known), *self.attribute.split()])


def _declined(adjective: str, gender: str) -> str:
    """britischen → britischer, for a woman britische; «Schweizer» and «Kiewer» never change."""
    if adjective[:1].isupper() and adjective.endswith("er"):
        return adjective
    return stem(adjective) + ("e" if gender == "f" else "er")


def role_at(token: Token, held: Office) -> Role:
    """The role that an office's own phrase tells, without a name: «der Sprecher des Weißen Hauses»."""
    return role_of_phrase(token.doc, token.i, held, _own_attribute(token))


def state_of_phrase(token: Token, held: Office) -> str:
    """The state that an office's phrase names, whoever its holder speaks for («der französische Führer»)."""
    attribute, before = _own_attribute(token), _words_before(token.doc, token.i)[1]
    return _country(token.doc, replace(held, stands="state"), attribute, before)


def role_of_phrase(doc: Doc, head: int, held: Office, attribute: Span) -> Role:
    """The role that an office with its adjectives and its attribute tells."""
    words, before = _words_before(doc, head)
    gender = held.gender if held.gender == "f" else _gender_by_article(doc, head - len(before) - 1) or held.gender
    former = (
        held.head.startswith(("ex-", "alt"))
        or held.prefix.lower() in {"ex", "alt"}
        or any(_is_former(word) for word in words)
    )
    country = "" if former else _country(doc, held, attribute, before)
    firm = f"{held.prefix}-" in held.lemma and held.prefix not in office_words("plain_prefixes") and bool(held.prefix)
    said = (
        firm
        or (len(attribute) > 0 and attribute[0].lower_ != "für")
        or any(_names_some_state(token) for token in before)
    )
    text = " ".join(token.text for token in attribute)
    return Role(held, tuple(words), text, country, gender, head, former, not said and held.stands == "state")


def _own_attribute(token: Token) -> Span:
    """The genitive or von phrase behind an office that no name follows; empty where there is none."""
    doc, end = token.doc, token.i + 1
    while end < len(doc) and end - token.i <= LONGEST_ATTRIBUTE and not (doc[end].is_punct or is_verb(doc[end])):
        if is_function_word(doc[end]) or doc[end].ent_type_ == "PER":
            break
        end += 1
    attribute = doc[token.i + 1 : end]
    owned = len(attribute) and (attribute[0].lower_ in {"der", "des", "von", "vom"} or attribute[0].text.endswith("s"))
    return attribute if owned and ends_attribute(attribute) else doc[end:end]


def _words_before(doc: Doc, head: int) -> tuple[list[str], list[Token]]:
    """The adjectives before the office, and all tokens up to the article, a genitive («Polens») among them."""
    words: list[str] = []
    tokens: list[Token] = []
    for place in range(head - 1, max(-1, head - 7), -1):
        token = doc[place]
        if doc[place + 1].is_sent_start:  # a headline «… will Atomkraft ausbauen», then «US-Präsident X»
            break
        if token.text[:1].islower() and token.lower_ not in office_words("determiners") and _is_attribute(token):
            if stem(token.lower_) not in office_words("idle"):
                words.insert(0, token.text)
        elif (
            token.text[:1].isupper()
            and not is_adjective(token)
            and (is_name(token) or is_noun(token))
            and token.text.endswith(("s", "’", "'", "er"))
        ):
            tokens.insert(0, token)
            break
        elif token.text[:1].isupper() and (code_of_adjective(token.lower_) or is_adjective(token)):
            words.insert(0, token.lower_ if code_of_adjective(token.lower_) else token.text)
        else:
            break
        tokens.insert(0, token)
    return words, tokens


def _is_attribute(token: Token) -> bool:
    if is_adjective(token):
        return True
    other = is_finite(token) or is_function_word(token) or is_preposition(token)
    return token.text.endswith(("e", "en", "er", "es", "em")) and not other


def _names_some_state(token: Token) -> bool:
    """An adjective on -isch or a genitive of a name that may be a state's, known or not: «arkonischer»,
    «Vellands».
    """
    if token.text[:1].isupper():
        return token.text.endswith(("s", "’", "'"))
    base = stem(token.lower_)
    return base.endswith("isch") and base not in office_words("no_state")


def _is_former(word: str) -> bool:
    base = stem(word.lower())
    return base in office_words("former") and base not in office_words("still")


def _country(doc: Doc, held: Office, attribute: Span, before: list[Token]) -> str:
    """The state or body that the words of the role name; empty where they name none or the office speaks for none."""
    if held.stands in {"none", "region"}:
        return ""
    if held.head in offices_of_one():
        return offices_of_one()[held.head]
    named = _named_before(before)
    if named and _is_federal(held):
        return named  # «der österreichische Bundeskanzler»
    if held.prefix or held.head.startswith(("bundes", "kreml", "eu-", "pentagon")):
        by_prefix = "" if _is_of_firm(held, attribute) else country_of_prefix(held.prefix, held.head, doc)
        if by_prefix or (held.prefix and held.head in office_words("of_firms")):
            return by_prefix
    return named or country_of_attribute(attribute)


def _is_of_firm(held: Office, attribute: Span) -> bool:
    """«Deutschlandchef von Siemens»: the firm's man for a country stands for no state."""
    firm = any(token.ent_type_ == "ORG" for token in attribute) and not country_of_attribute(attribute)
    return firm and held.head in office_words("of_firms") and len(held.prefix) > 2


def _is_federal(held: Office) -> bool:
    return held.prefix.lower() == FEDERAL or held.head.startswith(FEDERAL)


def _named_before(before: list[Token]) -> str:
    """The state that a word before the office names: «der britische», «Kiews», «der bayerische»."""
    for token in before:
        capital = countries().capitals.get(token.text, "") if token.text.endswith("s") else ""
        code = (
            code_of_adjective(token.lower_)
            or code_of_noun(token.text)
            or countries().inhabitants.get(token.text, "")
            or capital
        )
        code = code or code_of_region(token.text) or code_of_region_adjective(token.lower_)
        if code:
            return code
    return ""


def _gender_by_article(doc: Doc, at: int) -> str:
    """The article before the office, where it tells: die and eine say feminine, den, dem, des masculine; der says
    nothing.
    """
    if at < 0:
        return ""
    return {"die": "f", "eine": "f", "den": "m", "dem": "m", "des": "m", "einen": "m", "einem": "m", "eines": "m"}.get(
        doc[at].lower_, ""
    )
