"""What stands around a person's name and tells the office: «der britische Premier Keir Starmer», «Jared Kushner,
Schwiegersohn von …».
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline.actors.attributes import country_of_attribute, country_of_prefix, ends_attribute
from pipeline.actors.countries import code_of_adjective, code_of_noun, countries
from pipeline.actors.name_runs import is_name_word
from pipeline.actors.offices import Office, nominative, office, office_words, stem, title_gender
from pipeline.actors.regions import code_of_region, code_of_region_adjective
from pipeline.syntax import is_adjective, is_finite, is_function_word, is_name, is_noun, is_preposition, is_verb

FARTHEST = 9
LONGEST_APPOSITION = 14
LONGEST_ATTRIBUTE = 5
QUOTES = {"„", "“", "«", "»", '"', "‚", "‘"}
CLOSERS = {",", "(", ".", ")", "und", "–", "-", ":", ";"}


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
        words = [stem(word) + ("e" if known == "f" else "er") for word in self.adjectives]
        return " ".join([*words, nominative(self.office, known), *self.attribute.split()])


def roles_of(span: Span) -> list[Role]:
    """The roles that stand directly around one mention of a person, the one before the name first."""
    return [role for role in (_before(span), _after(span)) if role is not None]


def role_at(token: Token, held: Office) -> Role:
    """The role that an office's own phrase tells, without a name: «der Sprecher des Weißen Hauses»."""
    return _role(token.doc, token.i, held, _own_attribute(token))


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


def title_of(span: Span) -> str:
    """m or f where a title before the name tells it (Frau Merkel), else empty."""
    before = span.doc[span.start - 1] if span.start else None
    return (title_gender(before.text) or "") if before is not None else ""


# --- before the name -------------------------------------------------------------------------------


def _before(span: Span) -> Role | None:
    doc, at = span.doc, _skip_titles(span)
    if at < 0:
        return None
    held = office(doc[at].text)
    if is_preposition(doc[at]) or (held is not None and _belongs_to_holder(span, held)):
        return None
    if held is not None and doc[at].sent == span.sent:
        return _role(doc, at, held, doc[at + 1 : at + 1])
    head = _office_with_attribute(doc, at, span)
    found = office(doc[head].text) if head is not None else None
    if head is None or found is None:
        return None
    return _role(doc, head, found, doc[head + 1 : at if doc[at].text == "," else at + 1])


def _belongs_to_holder(span: Span, held: Office) -> bool:
    """«Berater Donald Trumps»: the name is the owner, not the holder; but «Präsident Donald Trumps Rede» is his."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    owned = span[-1].text.endswith("s") and "Gen" in span[-1].morph.get("Case", []) and held.stands != "state"
    return owned and (following is None or not is_noun(following))


def _skip_titles(span: Span) -> int:
    at = span.start - 1
    while at >= 0 and (title_gender(span.doc[at].text) is not None or span.doc[at].text in QUOTES):
        if office(span.doc[at].text) is not None:
            break
        at -= 1
    return at


def _office_with_attribute(doc: Doc, at: int, span: Span) -> int | None:
    """«der Präsident der Ukraine(,) NAME», «des Bundesinnenministers, NAME, …»: the office left of its attribute
    or comma.
    """
    closed = doc[at].text == ","
    if closed and not _closes(doc, span.end):
        return None
    last = at - 1 if closed else at
    beside = closed and last >= 0 and office(doc[last].text) is not None
    for place in range(last - 1, max(-1, last - FARTHEST), -1):
        token = doc[place]
        if token.is_punct or token.is_quote or is_verb(token) or is_function_word(token):
            break
        if office(token.text) is not None and ends_attribute(doc[place + 1 : last + 1]):
            return place
    return last if beside else None


def _closes(doc: Doc, end: int) -> bool:
    """After the name the sentence goes on as after an apposition: comma, bracket, stop, verb, und."""
    return end >= len(doc) or doc[end].text in CLOSERS or is_verb(doc[end])


# --- after the name --------------------------------------------------------------------------------


def _after(span: Span) -> Role | None:
    """«NAME (CDU), Sprecher für …,», «NAME, die deutsche Außenministerin,», «NAME, dem Chef»."""
    doc, at = span.doc, _skip_brackets(span.doc, span.end)
    if at + 1 >= len(doc) or doc[at].text not in {",", "–", "("} or doc[at + 1].sent != span.sent:
        return None
    head = _apposition_head(doc, at + 1)
    found = office(doc[head].text) if head is not None else None
    if head is None or found is None:
        return None
    end = _apposition_end(doc, head)
    return _role(doc, head, found, doc[head + 1 : end]) if end is not None else None


def _skip_brackets(doc: Doc, at: int) -> int:
    while at + 2 < len(doc) and doc[at].text == "(":
        close = next((place for place in range(at + 1, min(at + 7, len(doc))) if doc[place].text == ")"), None)
        if close is None or any(office(token.text) is not None for token in doc[at:close]):
            return at
        at = close + 1
    return at


def _apposition_head(doc: Doc, start: int) -> int | None:
    """The office within a few attributes after the comma; None where something else stands there first."""
    for place in range(start, min(start + 6, len(doc))):
        token = doc[place]
        if office(token.text) is not None:
            return place
        attribute = (
            token.lower_ in office_words("determiners")
            or is_adjective(token)
            or token.like_num
            or _country_genitive(token)
        )
        if not attribute or token.is_punct:
            return None
    return None


def _country_genitive(token: Token) -> bool:
    return token.text.endswith("s") and bool(code_of_noun(token.text) or countries().capitals.get(token.text))


def _begins_name(token: Token) -> bool:
    return is_name_word(token) and not token.text.endswith(("s", "’"))


def _apposition_end(doc: Doc, head: int) -> int | None:
    """Where the apposition closes; None where a verb comes first (then it began a clause of its own)."""
    if head + 1 < len(doc) and (doc[head + 1].ent_type_ == "PER" or _begins_name(doc[head + 1])):
        return None  # «sagte X, Außenminister Y werde …»
    for place in range(head + 1, min(head + LONGEST_APPOSITION, len(doc))):
        token = doc[place]
        if token.is_quote and place + 1 < len(doc) and place == head + 2:
            continue
        if token.text in CLOSERS or token.is_quote:
            return place
        if is_finite(token):
            return None
    return None


# --- the office's own words --------------------------------------------------------------------------


def state_of_phrase(token: Token, held: Office) -> str:
    """The state that an office's phrase names, whoever its holder speaks for («der französische Führer»)."""
    attribute, before = _own_attribute(token), _words_before(token.doc, token.i)[1]
    return _country(token.doc, replace(held, stands="state"), attribute, before)


def _role(doc: Doc, head: int, held: Office, attribute: Span) -> Role:
    words, before = _words_before(doc, head)
    gender = held.gender if held.gender == "f" else _gender_by_article(doc, head - len(before) - 1) or held.gender
    former = (
        held.head.startswith(("ex-", "alt"))
        or held.prefix.lower() in {"ex", "alt"}
        or any(_is_former(word) for word in words)
    )
    country = "" if former else _country(doc, held, attribute, before)
    said = (len(attribute) > 0 and attribute[0].lower_ != "für") or any(_names_some_state(token) for token in before)
    text = " ".join(token.text for token in attribute)
    return Role(held, tuple(words), text, country, gender, head, former, not said and held.stands == "state")


def _words_before(doc: Doc, head: int) -> tuple[list[str], list[Token]]:
    """The adjectives before the office, and all tokens up to the article, a genitive («Polens») among them."""
    words: list[str] = []
    tokens: list[Token] = []
    for place in range(head - 1, max(-1, head - 7), -1):
        token = doc[place]
        if token.text[:1].islower() and token.lower_ not in office_words("determiners") and _is_attribute(token):
            if stem(token.lower_) not in office_words("idle"):
                words.insert(0, token.text)
        elif (
            token.text[:1].isupper()
            and (is_name(token) or is_noun(token))
            and token.text.endswith(("s", "’", "'", "er"))
        ):
            tokens.insert(0, token)
            break
        elif token.text[:1].isupper() and code_of_adjective(token.lower_):
            words.insert(0, token.lower_)
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
    """An adjective on -isch or a genitive of a name that may be a state's, known or not: «karwenischer»,
    «Lostriens».
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
    if held.prefix or held.head.startswith(("bundes", "kreml", "eu-", "pentagon")):
        by_prefix = country_of_prefix(held.prefix, held.head, doc)
        if by_prefix or (held.prefix and held.head in office_words("of_firms")):
            return by_prefix
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
    return country_of_attribute(attribute)


def _gender_by_article(doc: Doc, at: int) -> str:
    """The article before the office, where it tells: die and eine say feminine, den, dem, des masculine; der says
    nothing.
    """
    if at < 0:
        return ""
    return {"die": "f", "eine": "f", "den": "m", "dem": "m", "des": "m", "einen": "m", "einem": "m", "eines": "m"}.get(
        doc[at].lower_, ""
    )
