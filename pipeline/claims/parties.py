"""Who takes a position: the head of a phrase → a named actor, the state behind an official, or a group by its noun."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from pipeline.actors.countries import BODIES, country_name
from pipeline.actors.federal import federal_code
from pipeline.actors.offices import office
from pipeline.actors.reference import referent, speaker_noun
from pipeline.claims.coordination import between, chained, fits_beside
from pipeline.claims.groups import (
    group_kind,
    group_name,
    has_owner,
    is_government,
    is_led,
    is_local,
    is_medium,
    is_official,
    is_plural,
    nouns,
    seat_of,
)
from pipeline.claims.officials import body_behind, home_of, is_head_of_state, is_owner, only_home
from pipeline.claims.taken_up import body_meant, is_bare, same_organs_before, state_meant, subject_before, tells_where
from pipeline.claims.wording import ends_like
from pipeline.findings import Findings, Name, Utterance
from pipeline.records import ActorType
from pipeline.syntax import (
    basic,
    children,
    clause_of,
    conjuncts,
    feature,
    full_phrase,
    governing,
    is_noun,
    is_pronoun,
    prepositions,
    subject_of,
    subtree,
    word_class,
)

STATES = frozenset({"Staat", "Staates", "Staats"})


@dataclass(frozen=True)
class Party:
    """Who takes a position.

    ``country`` is the state that it stands for; ``sure`` how safely it was found (0 to 1); ``watches`` that it only
    observes others: an expert, a reporter; ``tabled`` that only the user's table of offices names it.
    """

    name: str
    kind: ActorType
    role: str = ""
    country: str = ""
    sure: float = 1.0
    watches: bool = False
    tabled: bool = False


class Parties:
    """Finds the parties of one article: by name, by pronoun or office, by the noun of a group, by who speaks."""

    def __init__(self, findings: Findings) -> None:
        self.names = findings.names
        self.doc = findings.doc
        self._by_token: dict[int, Name] = {}
        for name in sorted(findings.names, key=lambda name: (-len(name.span), name.span.start)):
            for token in name.span:
                self._by_token.setdefault(token.i, name)
        self._found: dict[int, list[Party]] = {}

    @cached_property
    def home(self) -> str:
        """The state that the article speaks of most: whose organs stand there without its name."""
        return home_of(self.names)

    @cached_property
    def coalition(self) -> Party | None:
        """The group that the article is about («Koalition der Willigen»): plans that nobody owns are its."""
        groups = [name for name in self.names if name.kind == "group"]
        counted = Counter(name.canonical for name in groups)
        most = max(groups, key=lambda name: (counted[name.canonical], -name.span.start), default=None)
        return self.named(most, 0.8) if most is not None and counted[most.canonical] > 1 else None

    def name_at(self, token: Token) -> Name | None:
        return self._by_token.get(token.i)

    def all_of(self, head: Token) -> list[Party]:
        """The parties of a phrase, each conjunct's on its own («Paris und London»); none where it names no party."""
        if head.i not in self._found:
            self._found[head.i] = self._all_of(head)
        return list(self._found[head.i])

    def _all_of(self, head: Token) -> list[Party]:
        if head.lower_ == "sie" and is_plural(head):
            return self._taken_up_by_sie(head)
        found: list[Party] = []
        joined = [t for t in conjuncts(head) if fits_beside(t, head)] if basic(head) != "conj" else [head]
        for token in [*joined, *between(joined, self._by_token), *chained(joined[-1], self._by_token)]:
            party = self.of(token)
            if party is not None and party.name not in {other.name for other in found}:
                found.append(party)
        return found

    def _taken_up_by_sie(self, pronoun: Token) -> list[Party]:
        """«sie» in the plural: the several subjects, or the group, of a governing clause or of the sentence before."""
        start = pronoun.sent.start
        before = [pronoun.doc[start - 1].sent.root] if start else []
        for predicate in [*governing(clause_of(pronoun)), *before]:
            subject = subject_of(predicate)
            found = self.all_of(subject) if subject is not None and subject.lower_ != "sie" else []
            several = len(found) > 1 or any(party.kind in {"group", "organisation"} for party in found)
            if several or (subject is not None and is_plural(subject)):  # «die USA schicken …, sie zahlen»
                return [replace(party, sure=party.sure * 0.8) for party in found]
        return []

    def companions(self, subject: Token) -> list[Party]:
        """«Neben Ghana sagten auch Togo und Benin zu»: who is named beside the subject."""
        if basic(subject) != "nsubj":
            return []
        beside = [t for t in children(subject.head, "obl") if prepositions(t) == ["neben"]]
        if not beside or not any(t.lower_ in {"auch", "ebenfalls"} for t in subtree(subject.head)):
            return []
        named = [self._by_token[t.i] for head in beside for t in conjuncts(head) if t.i in self._by_token]
        return [self.named(name) for name in named if name.kind in {"state", "person", "organisation"}]

    def of(self, head: Token) -> Party | None:
        """The party that the phrase with this head names, or None for things, places and unresolved pronouns."""
        token = antecedent(head)
        part = self._part(token)
        if part is not None:
            return part
        if is_pronoun(token):
            return self._referred(token)
        name = self._name_of(token)
        if name is not None:
            return self.named(name)
        if not is_noun(token):
            return None
        if is_official(token):
            return self._official(token)
        if token.text == "Bund" and not has_owner(token):  # «der Bund zahlt», «Bund und Länder»
            return self._state(federal_code(self.doc, shared=True))
        if is_government(token) and children(token, "det:poss"):
            return None
        if is_government(token) and feature(token, "Number") == "Plur":
            return Party(group_name(token), "group", "", "", 0.75)
        if is_government(token):
            return self._state(self._country_in(token) or ("" if is_led(token) else self.home))
        state = self._country_in(token) if token.text in STATES else ""  # «der mexikanische Staat»
        return self._state(state) if state else self._group(token)

    def speaker(self, utterance: Utterance) -> Party | None:
        """Who says it: the speaker's name, or the state behind an unnamed official, or the words that name the speaker.

        None for a medium: it passes on what others do.
        """
        name = utterance.speaker_name
        if name is not None:
            watches = any(ends_like(word, nouns("observers")) for word in name.role.split())
            return None if is_medium(name.canonical) else replace(self.named(name), watches=watches)
        if utterance.speaker is None or is_medium(utterance.speaker.text):
            return None
        root = utterance.speaker.root
        noun = speaker_noun(utterance, root)
        party = self.of(noun)
        return replace(party, watches=ends_like(noun.lemma_, nouns("observers"))) if party is not None else None

    def _name_of(self, token: Token) -> Name | None:
        """A name that can act at the token itself, or in apposition to an office («Kanzler Friedrich Merz»)."""
        name = self._by_token.get(token.i)
        if name is not None and name.party:
            return name
        held = group_kind(token) in {"organ", "body"}
        appositions = children(token, "appos", "flat")
        beside = [deep for child in appositions if office(child.text) is not None for deep in children(child, "appos")]
        for child in [*appositions, *beside]:  # «ihr Sprecher, der Staatschef X»
            other = self._by_token.get(child.i)
            if other is not None and (
                (other.kind == "person" and not is_owner(other)) or (held and other.kind in {"organisation", "group"})
            ):
                return other
            if other is not None and other.kind == "state" and other.country and other.span.start == token.i + 1:
                return other if group_kind(token) in {"states", "people"} else None  # «der Golfstaat Katar»
        return None

    def named(self, name: Name, sure: float = 1.0) -> Party:
        """The party that a mention names."""
        return Party(name.canonical, name.kind, name.role, name.country, sure, tabled=bool(name.source))

    def _referred(self, token: Token) -> Party | None:
        name = referent(token, self.names)
        if name is not None:
            return self.named(name, 0.8)
        subject = None if is_plural(token) else subject_before(token)
        party = self.of(subject) if subject is not None else None
        return replace(party, sure=party.sure * 0.8) if party is not None and party.kind != "person" else None

    def _official(self, token: Token) -> Party | None:
        """An unnamed official: who bears the office elsewhere in the article, else the state of the office."""
        name = referent(token, self.names)
        if name is not None:
            return self.named(name, 0.8)
        held = office(token.text)
        country = self._country_in(token, posted=held is not None and held.head == "botschafter")
        country = country or next((seat_of(organ) for organ in children(token, "nmod")), "")
        country = country or (only_home(self.names) if is_head_of_state(token) else "")
        body = self.of(behind) if not country and (behind := body_behind(token)) is not None else None
        if body is not None and body.kind == "organisation":
            return body
        if country and (held is None or held.stands in {"state", "prefix"}):
            return self._state(country)
        return Party(group_name(token), "person", group_name(token), "", 0.6)

    def _state(self, country: str) -> Party | None:
        if not country or country in BODIES:
            return None
        return Party(country_name(country), "state", "", country, 0.9)

    def _country_in(self, token: Token, posted: bool = False) -> str:
        """The state that an adjective, genitive or compound of the phrase names («die polnische Regierung»).

        Where an ambassador is ``posted`` is not whose: «der Botschafter in den USA».
        """
        own = [t for t in subtree(token) if t.i in self._by_token and t.sent == token.sent and not tells_where(t)]
        inside = [self._by_token[t.i] for t in own]
        if posted:
            inside = [name for name in inside if prepositions(name.span.root) != ["in"]]
        return next((name.country for name in inside if name.country and name.kind != "person"), "")

    def _by_context(self, organ: Token) -> str:
        """The state of the organ that a bare noun takes up, else the one that the article is about."""
        return next((code for code in map(self._country_in, same_organs_before(organ)) if code), self.home)

    def _part(self, token: Token) -> Party | None:
        """«viele der überfluteten Dörfer», «einige Abgeordnete»: some of a group."""
        if token.lower_ not in nouns("quantifiers") and not token.like_num:  # «15 der 40 Länder wollen …»
            return None
        for child in children(token, "nmod"):
            if group_kind(child):
                text = token.doc[token.i : full_phrase(child).end].text
                return Party(text[:1].lower() + text[1:], "group", "", "", 0.7)
        return None

    def _whole(self, token: Token) -> Party | None:
        """«die Staaten der Lissabon-Gruppe», «Mitglieder der Koalition der Willigen»: the body that they make up."""
        if token.lemma_.lower() not in nouns("members"):
            return None
        for child in children(token, "nmod"):
            name = self._by_token.get(child.i)
            if name is not None and name.kind in {"organisation", "group"}:
                return self.named(name, 0.9)
            if group_kind(child) == "body" and "-" in child.text:
                return Party(child.text, "organisation", "", "", 0.9)
        return None

    def _group(self, token: Token) -> Party | None:
        kind = group_kind(token)
        if not kind:
            return None
        whole = self._whole(token) if kind in {"states", "people"} else None
        if whole is not None:
            return whole
        known = body_meant(token, self.names) if kind in {"organ", "body"} and is_bare(token) else None
        known = known or state_meant(token, self.names)
        if known is not None:
            return self.named(known, 0.8)
        country = ""
        if kind == "organ" and not is_local(token):
            country = self._country_in(token) or seat_of(token) or ("" if has_owner(token) else self._by_context(token))
        return Party(group_name(token), "organisation" if kind in {"organ", "body"} else "group", "", country, 0.75)


def antecedent(token: Token) -> Token:
    """For a relative pronoun the noun that it takes up («Tusk, der …»), else the token itself."""
    if word_class(token) != "relative":
        return token
    clause = token
    while clause.head != clause and basic(clause) != "acl":
        clause = clause.head
    if clause.head != clause and is_noun(clause.head):
        return clause.head
    before = token.doc[max(token.i - 2, token.sent.start)]
    return before if is_noun(before) and before.i < token.i else token
