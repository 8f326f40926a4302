"""Whom the words for a speaker mean: a name of the article, or an unnamed source in the nominative."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline import syntax
from pipeline.actors.reference import referent
from pipeline.findings import Name
from pipeline.lexicon import toml_table
from pipeline.speech.marks import SENTENCE_ENDS
from pipeline.speech.nominative import apposition, nominative, partitive
from pipeline.speech.owners import head_of, is_owner, owned_by, owner_in_compound
from pipeline.speech.phrases import phrase as phrase_of
from pipeline.speech.pronouns import (
    GENDERS,
    LATTER,
    RELATIVES,
    antecedent,
    antecedent_noun,
    before_apposition,
    is_latter,
    is_plural,
    latter_noun,
    subject_before,
)
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.source_words import is_claim_noun
from pipeline.speech.speakers import is_speaker, subject_phrase

BACK_REFERENCES = {"demnach", "danach", "wonach", "demzufolge", "hiernach", "dementsprechend", "derzufolge"}
OWN = {"eigenen", "eigener", "eigenem"}
ARTICLES = {"der", "die", "das", "dem", "den", "des"}


@dataclass(frozen=True, eq=False)
class Speaker:
    """Who speaks: the words, the name where there is one, else the words in the nominative."""

    span: Span | None
    name: Name | None = None
    text: str = ""

    @property
    def is_known(self) -> bool:
        """Somebody was found: a name, or words for an unnamed source."""
        return self.name is not None or bool(self.text)


NOBODY = Speaker(None)


class NameBook:
    """The names of the article by token, and whom a speaker's words mean among them."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.all = list(names)
        self._by_token: dict[int, Name] = {}
        for name in sorted(self.all, key=lambda name: (-len(name.span), name.span.start)):
            for token in name.span:
                self._by_token.setdefault(token.i, name)

    def resolved(self, span: Span) -> Speaker:
        """Who the words mean: a name of the article, whom a pronoun or office takes up, or an unnamed source."""
        head = head_of(span)
        if head is None or head.lower_ in BACK_REFERENCES:
            return Speaker(span)
        if is_claim_noun(head) and any(token.lower_ in OWN for token in span if token.i < head.i):
            return Speaker(span, *self._of_clause(head))
        if syntax.word_class(head) == "indefinite":
            return Speaker(span, *self._one_of(head, span))
        if syntax.is_pronoun(head) or syntax.word_class(head) in {"personal", "demonstrative", "relative"}:
            person = self._referred(head, span) or self._subject_before(head) or self._latter(head)
            return Speaker(span, person) if person is not None else self._taken_up(head, span)
        name = self._named(head, span) or self._of_adjective(head, span) or self._by_one_word(head, span)
        if name is not None:
            return Speaker(span, name)
        owned = owned_by(head, span, self._by_token) if syntax.is_common_noun(head) else None
        if owned is not None:
            noun, person = owned
            if is_claim_noun(noun) and not is_speaker(noun):
                return Speaker(span, person)  # «nach Brandts Meinung»
            return Speaker(span, None, f"{nominative(noun, span.doc[noun.i : noun.i + 1])} von {person.canonical}")
        referred = self._referred(head, span)
        owner = owner_in_compound(head)
        if referred is None and owner:
            return Speaker(span, None, owner)
        if referred is not None or _is_nobody(head) or _is_only_words(head):
            return Speaker(span, referred)
        return Speaker(span, None, _longer_word(head) or nominative(head, span))

    def _of_clause(self, own: Token) -> tuple[Name | None, str]:
        """«Die Feuerwehr hat nach eigenen Angaben …»: the clause's subject, where it can speak."""
        subject = subject_phrase(syntax.clause_of(own), own.sent.start, own.sent.end)
        if subject is None or subject.start <= own.i < subject.end:
            return None, ""
        speaker = self.resolved(subject)
        pronoun = syntax.is_pronoun(subject.root)
        return (speaker.name, speaker.text) if pronoun or is_speaker(subject.root) else (None, "")

    def _of_adjective(self, head: Token, span: Span) -> Name | None:
        """«aus französischer Sicht», «Moskauer Angaben zufolge»: the state that the adjective names."""
        if not is_claim_noun(head) or is_speaker(head):
            return None
        found = (self._by_token.get(token.i) for token in span if token.i < head.i)
        return next((name for name in found if name is not None and name.country), None)

    def _by_one_word(self, head: Token, span: Span) -> Name | None:
        """«die Koalition», «das Ministerium» where the article names one body so (Koalition der Willigen,
        Innenministerium).
        """
        if span[0].lower_ not in ARTICLES or len(span) != 2:
            return None
        end = head.lower_
        bodies = {name.canonical: name for name in self.all if name.kind == "organisation" and name.party}
        fitting = {
            name.canonical: name
            for name in self.all
            if name.kind != "person"
            and (name.canonical.split()[0] == head.text or name.canonical.lower().endswith(end))
        }
        if fitting and not _is_announced(head, fitting.values()):
            return None
        if not fitting and head.text in toml_table("speakers")["generic"]:
            first = {name.canonical for name in self.all if name.span.end <= head.i}
            fitting = bodies if set(bodies) <= first else {}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _referred(self, head: Token, span: Span) -> Name | None:
        if syntax.word_class(head) == "relative":
            return self._antecedent(head)
        return referent(head, self.all)

    def _subject_before(self, pronoun: Token) -> Name | None:
        """The person who is the subject of the sentence before, within the paragraph, for er and sie."""
        phrase = subject_before(pronoun) if not is_plural(pronoun) else None
        if phrase is None or len({name.canonical for name in self._people(phrase.start, phrase.end)}) > 1:
            return None  # «Holm und Brandt trafen sich. Er sagte, …»
        name = self._named(phrase.root, phrase)
        fits = name is not None and name.kind == "person" and name.gender in {GENDERS[pronoun.lower_][0].lower(), ""}
        return name if fits else None

    def _one_of(self, head: Token, span: Span) -> tuple[Name | None, str]:
        """«Einer der Putschisten, Karl Holt, sagte …»: whom the apposition names, else «Einer der Putschisten»; nobody
        for «viele sagten».
        """
        part = partitive(head, span)
        if not part:
            return None, ""
        behind = (self._by_token.get(token.i) for token in apposition(head, span))
        return next((name for name in behind if name is not None and name.kind != "state"), None), part

    def _taken_up(self, pronoun: Token, span: Span) -> Speaker:
        """«Die Kanzlerin wies das zurück. Der Plan sei gut, sagte sie.»: the person, people or body that is the subject
        above or before, where nobody of that gender is named beside; and «ein Zeuge, der sagte, …».
        """
        if syntax.word_class(pronoun) == "relative":
            noun = antecedent_noun(pronoun)
            return self._as(span, noun)
        if is_latter(pronoun):
            noun = latter_noun(pronoun.doc[max(0, pronoun.sent.start - 1)].sent.start, pronoun)
            fits = noun is not None and syntax.feature(noun, "Gender") == LATTER[pronoun.lower_]
            return self._as(span, noun if fits else None)
        phrase = antecedent(pronoun)
        if phrase is None:
            return Speaker(span)
        beside = {name.canonical: name for name in self._people(phrase.sent.start, pronoun.i)}
        gender = GENDERS[pronoun.lower_][0].lower()
        others = [name for name in beside.values() if name.gender in {gender, ""}]
        if len(beside) > 1 if is_plural(pronoun) else others:
            return Speaker(span)
        found = self.resolved(phrase)
        return Speaker(span, found.name, found.text)

    def _as(self, span: Span, noun: Token | None) -> Speaker:
        """Whom the noun means, as the speaker whom the words of ``span`` name."""
        found = self.resolved(phrase_of(noun, noun.sent.start, span.root.i)) if noun is not None else NOBODY
        return Speaker(span, found.name, found.text)

    def _latter(self, pronoun: Token) -> Name | None:
        """«Holm traf Uwe Brandt. Dieser sagte, …»: the man named last, in this sentence or the one before; so for
        diese.
        """
        if not is_latter(pronoun):
            return None
        start = pronoun.sent.start
        inside = start in pronoun.doc.user_data.get(syntax.PARAGRAPHS, ()) or start == 0
        earlier = start if inside else pronoun.doc[start - 1].sent.start
        found = self._people(start, pronoun.i) or self._people(earlier, start)
        fitting = [name for name in found if name.gender in {LATTER[pronoun.lower_][0].lower(), ""}]
        return fitting[-1] if fitting and latter_noun(fitting[-1].span.end, pronoun) is None else None

    def _people(self, start: int, end: int) -> list[Name]:
        """The persons named between two tokens, in text order."""
        return [name for name in self.all if name.kind == "person" and start <= name.span.start < end]

    def _antecedent(self, relative: Token) -> Name | None:
        """Whom «der» in «Merz, der betonte, …» stands for: the noun that its clause hangs on."""
        clause = syntax.clause_of(relative)
        noun = clause.head
        if noun is clause:
            return None
        near = self._by_token.get(noun.i) or self._person_beside(noun, relative.doc[noun.left_edge.i : relative.i])
        far = before_apposition(relative) if near is None and relative.lower_ in RELATIVES else None
        person = self._by_token.get(far.i) if far is not None else None
        fits = person is not None and person.gender in {RELATIVES[relative.lower_][0].lower(), ""}
        return near or (person if fits else None)

    def _named(self, head: Token, span: Span) -> Name | None:
        """The name that is the head itself, or stands beside it: «Bundeskanzler Friedrich Merz (CDU)»."""
        name = self._by_token.get(head.i)
        if name is not None and name.kind == "person":
            return name
        person = self._person_beside(head, span)
        if person is None and name is not None and name.kind == "state" and len(name.span) == 1 and "-" in head.text:
            person = referent(head, self.all)
        if person is not None or (name is not None and _covers_head(name, head)):
            return person or name
        quoted = head.i + 2 < span.end and head.nbor().is_quote and not is_claim_noun(head)  # «die Zeitung „Die Zeit“»
        behind = head.i + 2 if quoted else head.i + 1
        following = self._by_token.get(behind)
        fits = following is not None and following.kind == "organisation" and following.span.start == behind
        return following if fits else None

    def _person_beside(self, head: Token, span: Span) -> Name | None:
        for child in syntax.children(head, "appos", "flat"):
            beside = self._by_token.get(child.i)
            if beside is not None and beside.kind == "person" and not is_owner(head, beside):
                return beside
        for token in span:
            beside = self._by_token.get(token.i)
            if (
                token.i > head.i
                and beside is not None
                and beside.kind == "person"
                and not is_owner(head, beside)
                and _is_adjacent(head, beside.span, span)
            ):
                return beside
        return None


def _is_announced(head: Token, fitting: Collection[Name]) -> bool:
    """«warnt der Verband» means none that the article names only later; a headline runs ahead."""
    paragraph = syntax.paragraph_of(head)
    runs_ahead = paragraph.start == 0 and paragraph[-1].text not in SENTENCE_ENDS
    generic = head.text in toml_table("speakers")["generic"] and not runs_ahead
    return not generic or any(name.span.start <= head.i for name in fitting)


def _longer_word(head: Token) -> str:
    """«des Ministeriums» behind «das Fischereiministerium»: the one longer word before it that ends so; else empty."""
    bare = head.lower_.removesuffix("s")
    if head.i == 0 or head.nbor(-1).lower_ not in ARTICLES or bare not in toml_table("speakers")["shortened"]:
        return ""
    before = [token.text.removesuffix("s") for token in head.doc[: head.i] if syntax.is_noun(token)]
    longer = {word for word in before if len(word) > len(bare) and word.lower().endswith(bare)}
    return next(iter(longer)) if len(longer) == 1 else ""


def _is_nobody(head: Token) -> bool:
    """Texts of law and figures without an owner: «laut Gesetz», «Schätzungen zufolge» name no speaker."""
    return head.text in toml_table("speakers")["nobody"]


def _is_only_words(head: Token) -> bool:
    """«Es gab Hinweise, dass …», «die Veranstaltung schloss mit dem Appell, …»: words whose speaker is not told."""
    return noun_entry(head) is not None and not is_speaker(head)


def _covers_head(name: Name, head: Token) -> bool:
    """The name is the speaker, not part of a compound («Bush-Sprecher») and no place («Berliner»)."""
    return name.party or head.ent_type_ in {"ORG", "PER"}


def _is_adjacent(head: Token, person: Span, span: Span) -> bool:
    """«Ministerpräsident Erdoğan», «der Vorsitzende der Partei, Kurt Beck»; not «der Sprecher von Angela Merkel»."""
    between = list(head.doc[head.i + 1 : person.start])
    commas = [k for k, token in enumerate(between) if token.text == ","]
    if commas:
        return all(
            syntax.is_noun(token) or syntax.word_class(token) in {"article", "attribute"}
            for token in between[commas[-1] + 1 :]
        )
    if any(syntax.is_preposition(token) for token in between):
        return False
    return not between or between[-1].text in {"“", '"', ")"} or not any(syntax.is_name(token) for token in between)
