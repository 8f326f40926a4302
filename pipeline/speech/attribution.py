"""Utterances → utterances with their speaker: a name of the article, or the words for an unnamed source.

Unresolved rather than guessed: a pronoun that nobody fits and a quote without a speaker near it keep none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.actors.reference import referent
from pipeline.findings import Name, Utterance
from pipeline.lexicon import toml_table
from pipeline.speech.nominative import nominative
from pipeline.speech.sources import is_claim_noun
from pipeline.speech.speakers import is_speaker, is_text, subject_phrase

INHERITING = {"konjunktiv-chain", "floating-quote", "colon", "soll-hearsay"}
BACK_REFERENCES = {"demnach", "danach", "wonach", "demzufolge", "hiernach", "dementsprechend", "derzufolge"}
GENDERS = {"er": "Masc", "sie": "Fem"}
PRONOUNS = {"er", "sie", "dieser", "diese", "dieses"}
ARTICLES = {"der", "die", "das", "dem", "den", "des"}
PARAGRAPHS_BACK = 1
UNKNOWN, INHERITED = 0.85, 0.9


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


def attributed(doc: Doc, utterances: Sequence[Utterance], names: Sequence[Name]) -> list[Utterance]:
    """The utterances in text order with speaker span, name and text; what has no speaker of its own inherits one."""
    book = _Names(names)
    last = NOBODY
    last_end = 0
    found = []
    for utterance in sorted(utterances, key=_position):
        speaker = book.resolved(utterance.speaker) if utterance.speaker is not None else NOBODY
        near = _paragraphs_between(doc, last_end, utterance.content[0].start) <= PARAGRAPHS_BACK
        if near and last.span is not None and _inherits(utterance, speaker, last):
            speaker = Speaker(utterance.speaker or last.span, last.name, last.text)
        if speaker.span is None and utterance.rule in INHERITING and near:
            speaker = last
        sure = utterance.confidence * _trust(utterance, speaker)
        found.append(
            replace(
                utterance,
                speaker=speaker.span,
                speaker_name=speaker.name,
                speaker_text=speaker.text,
                confidence=sure,
            )
        )
        if speaker.span is not None and utterance.content[0].start >= last_end and utterance.rule != "headline":
            last, last_end = speaker, utterance.content[-1].end
    return found


def _trust(utterance: Utterance, speaker: Speaker) -> float:
    """How much a speaker's doubt takes from an utterance's confidence: nobody known, or taken over from before."""
    if not speaker.is_known:
        return UNKNOWN
    return INHERITED if utterance.speaker is None else 1.0


def co_speakers(utterance: Utterance, names: Sequence[Name]) -> list[Utterance]:
    """The utterance once per further speaker of a coordination: «Beck und Wieland sprachen von …» is said by both."""
    if utterance.speaker is None:
        return []
    first = _head(utterance.speaker)
    book = _Names(names)
    found = []
    for head in syntax.conjuncts(first)[1:] if first is not None else []:
        if not utterance.speaker.start <= head.i < utterance.speaker.end or not syntax.is_noun(head):
            continue
        speaker = book.resolved(utterance.speaker.doc[head.left_edge.i : utterance.speaker.end])
        if speaker.is_known and speaker.name is not utterance.speaker_name:
            found.append(replace(utterance, speaker_name=speaker.name, speaker_text=speaker.text))
    return found


def _position(utterance: Utterance) -> tuple[int, int]:
    return utterance.content[0].start, -utterance.content[-1].end


def _inherits(utterance: Utterance, speaker: Speaker, last: Speaker) -> bool:
    """Words that point back to the last speaker: demnach, «nach seinen Worten», a pronoun that no name explains."""
    if speaker.is_known or utterance.speaker is None:
        return False
    root = utterance.speaker.root
    if root.lower_ in BACK_REFERENCES or any(syntax.word_class(token) == "possessive" for token in root.children):
        return True
    return root.lower_ in PRONOUNS and _agrees(root, last)


def _agrees(pronoun: Token, last: Speaker) -> bool:
    """er and sie take up a person, or an unnamed source of that gender; «dieser» anybody."""
    if pronoun.lower_ not in GENDERS or last.span is None:
        return True
    if last.name is not None:
        return last.name.kind == "person" and last.name.gender in {GENDERS[pronoun.lower_][0].lower(), ""}
    return GENDERS[pronoun.lower_] in last.span.root.morph.get("Gender", [])


def _paragraphs_between(doc: Doc, first: int, second: int) -> int:
    return sum(1 for start in doc.user_data.get(syntax.PARAGRAPHS, ()) if first < start <= second)


class _Names:
    """The names of the article by token."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.all = list(names)
        self._by_token: dict[int, Name] = {}
        for name in sorted(self.all, key=lambda name: (-len(name.span), name.span.start)):
            for token in name.span:
                self._by_token.setdefault(token.i, name)

    def resolved(self, span: Span) -> Speaker:
        """Who the words mean: a name of the article, whom a pronoun or office takes up, or an unnamed source."""
        head = _head(span)
        if head is None or head.lower_ in BACK_REFERENCES:
            return Speaker(span)
        if syntax.is_pronoun(head) or syntax.word_class(head) in {"personal", "demonstrative", "relative"}:
            return Speaker(span, self._referred(head, span) or self._subject_before(head))
        name = self._named(head, span) or self._of_adjective(head, span) or self._by_one_word(head, span)
        if name is not None:
            return Speaker(span, name)
        referred = self._referred(head, span)
        if referred is not None or _is_nobody(head):
            return Speaker(span, referred)
        return Speaker(span, None, _longer_word(head) or nominative(head, span))

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
        start = pronoun.sent.start
        if pronoun.lower_ not in GENDERS or start == 0 or start in pronoun.doc.user_data.get(syntax.PARAGRAPHS, ()):
            return None
        before = pronoun.doc[start - 1].sent
        phrase = subject_phrase(before.root, before.start, before.end)
        name = self._named(phrase.root, phrase) if phrase is not None else None
        fits = name is not None and name.kind == "person" and name.gender in {GENDERS[pronoun.lower_][0].lower(), ""}
        return name if fits else None

    def _antecedent(self, relative: Token) -> Name | None:
        """Whom «der» in «Merz, der betonte, …» stands for: the noun that its clause hangs on."""
        clause = syntax.clause_of(relative)
        noun = clause.head
        if noun is clause:
            return None
        return self._by_token.get(noun.i) or self._person_beside(noun, relative.doc[noun.left_edge.i : relative.i])

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
        following = self._by_token.get(head.i + 1)
        return (
            following
            if following is not None and following.kind == "organisation" and following.span.start == head.i + 1
            else None
        )

    def _person_beside(self, head: Token, span: Span) -> Name | None:
        for child in syntax.children(head, "appos", "flat"):
            beside = self._by_token.get(child.i)
            if beside is not None and beside.kind == "person":
                return beside
        for token in span:
            beside = self._by_token.get(token.i)
            if (
                token.i > head.i
                and beside is not None
                and beside.kind == "person"
                and _is_adjacent(head, beside.span, span)
            ):
                return beside
        return None


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


def _head(span: Span) -> Token | None:
    """The noun that names the speaker: behind Angaben, Worten, Sicht it is their attribute («Angaben der Polizei»)."""
    root = span.root
    if not (syntax.is_noun(root) or syntax.is_pronoun(root)):
        root = next((token for token in span if syntax.is_noun(token) or syntax.is_pronoun(token)), root)
    if not ((is_claim_noun(root) and not is_speaker(root)) or is_text(root)):
        return root
    inner = [
        token
        for token in span
        if token.i > root.i and (syntax.is_noun(token) or syntax.word_class(token) == "indefinite")
    ]
    if not inner or not _has_owner(root):
        return root
    by_tree = next((child for child in syntax.children(root, "nmod") if child in inner), None)
    return by_tree or next((token for token in inner if is_speaker(token)), inner[0])


def _has_owner(noun: Token) -> bool:
    """«das Schreiben des Ministeriums», «Angaben von X», «Angaben Moskaus»; not «Erklärung zur Lage»."""
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return following is not None and (
        syntax.is_noun(following)
        or following.lower_ in {"von", "vom"}
        or syntax.word_class(following) in {"article", "possessive", "attribute", "quantifier", "number"}
    )
