"""Positions without a verb of their own: nouns with an owner, asides, attributes, headlines (Keine Soldaten)."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.claims.clauses import Clause
from pipeline.claims.contrast import negating
from pipeline.claims.frames import lexical_stance
from pipeline.claims.negation import complement_negated, negator
from pipeline.claims.parties import Parties
from pipeline.claims.position import Position
from pipeline.claims.verbs import infinitive
from pipeline.claims.voices import owner_of
from pipeline.claims.wording import attribute_stances, negated, noun_stance, verb_stances, words
from pipeline.findings import Name
from pipeline.records import Stance
from pipeline.syntax import children, is_finite, is_noun, is_participle, is_verb, marker_of, prepositions

FAR = 8
LONG_TITLE = 16
ACTION_ENDINGS = (
    "ung",
    "einsatz",
    "abzug",
    "zusage",
    "hilfe",
    "beitritt",
    "verzicht",
    "zwang",
    "pflicht",
    "verbot",
    "ausstieg",
    "beitrag",
)
CONTENT_PREPOSITIONS = frozenset({"nach", "auf", "für", "zu", "zur", "zum", "über", "gegen", "an"})


def noun_frame(clause: Clause, parties: Parties) -> list[Position]:
    """A noun with its owner and its content: «die Forderung der Opposition nach Neuwahlen», «Trumps Drohung, …».

    Not: «die Pläne der Regierung» (without content), «auf Vorschlag des Präsidenten».
    """
    found: list[Position] = []
    for noun in clause.tokens:
        stance = noun_stance(noun) if is_noun(noun) else ""
        if not stance or any(t.lower_ in negating() for t in noun.children) or _is_not_there(noun, clause):
            continue
        owner = owner_of(noun, parties) or _possessor(noun, clause, parties)
        content = _content(noun) or _behind(noun, clause)
        if noun == clause.predicate and content is None:
            content = clause.subject if owner is not None else None
        if owner is None and noun in {clause.subject, *clause.objects} and lexical_stance(clause)[0] == "refused":
            continue  # «Pläne, den Hafen zu räumen, wurden verworfen»
        if content is None or (owner is None and not (stance == "planned" and is_verb(content))):
            continue
        turned = (
            negated(stance) if is_verb(content) and complement_negated(content) and stance != "demanded" else stance
        )
        if turned:
            found.append(
                Position(
                    noun,
                    content,
                    turned,
                    f"noun-{stance}",
                    0.6 if owner else 0.45,
                    owner,
                    "holder" if owner else "plan",
                    (content,) if is_verb(content) else (),
                )
            )
    return found


def _possessor(noun: Token, clause: Clause, parties: Parties) -> Token | None:
    """«Der Minister gab sein Vorhaben bekannt, …»: the clause's subject; not of what it should or does give up."""
    subject = clause.subject
    if (
        subject is None
        or subject == noun
        or clause.modal
        or clause.lemma in words("leaving_verbs")
        or not any(t.lower_[:3] in {"sei", "ihr"} for t in children(noun, "det:poss", "det"))
    ):
        return None
    return subject if parties.of(subject) is not None else None


def _is_not_there(noun: Token, clause: Clause) -> bool:
    """«Einen Plan für diesen Fall gibt es nicht»."""
    return clause.lemma in {"geben", "haben"} and noun in clause.objects and negator(clause) is not None


def _behind(noun: Token, clause: Clause) -> Token | None:
    """An infinitive that the tree hung on the verb: «lehnte den Vorschlag des Ministers ab, … zu streichen»."""
    return next((t for t in clause.complements if t.i > noun.i and Clause(t).is_zu), None)


def _content(noun: Token) -> Token | None:
    """What the noun is about: its infinitive or dass clause, else its phrase with nach, auf, für …"""
    for child in children(noun, "acl"):
        if is_verb(child) and (Clause(child).is_zu or marker_of(child) == "dass"):
            return child
    for child in children(noun, "nmod", "obl"):
        if set(prepositions(child)) & CONTENT_PREPOSITIONS:
            return child
    return None


def attribute(clause: Clause, parties: Parties) -> list[Position]:
    """An attribute of what is weighed: «ein angedachtes Tempolimit», of the body whose plan it is.

    Not: «das geplante Tempolimit» (mentioned, not planned here).
    """
    found: list[Position] = []
    for noun in clause.tokens:
        stances = [attribute_stances().get(child.lemma_.lower(), "") for child in children(noun, "amod")]
        stance: Stance = next((s for s in stances if s), "")
        if stance:
            found.append(Position(noun, noun, stance, "attribute", 0.45, None, "plan"))
    return found


def as_wanted(clause: Clause, parties: Parties) -> list[Position]:
    """«wie von Kiel gefordert», «wie von Union und Linken geplant»: a position in passing, whatever the tree says.

    Not: «wie von Geisterhand bewegt».
    """
    found: list[Position] = []
    for token in clause.tokens:
        if (
            token.lower_ != "wie"
            or token.i + 2 >= len(token.doc)
            or token.doc[token.i + 1].lower_ not in {"von", "vom"}
        ):
            continue
        near = token.doc[token.i + 2 : min(token.i + 2 + FAR, token.sent.end)]
        participle = next((t for t in near if is_participle(t) or t.is_punct), None)
        stance, _ = verb_stances().get(infinitive(participle), ("", "")) if participle is not None else ("", "")
        holder = next(
            (t for t in near if parties.of(t) is not None and (participle is None or t.i < participle.i)), None
        )
        if stance and participle is not None and holder is not None:
            found.append(Position(token, clause.predicate, stance, "as-wanted", 0.6, holder, "holder"))
    return found


def headline(sentence: Span, parties: Parties) -> list[Position]:
    """A title without finite verb that says no: «Keine Förderung für Werften», «EU-Gipfel: Nein zu Strafzöllen».

    Not: «Keine Überlebenden nach Absturz» (what happened): the noun must name an act.
    """
    if any(is_finite(token) for token in sentence) or len(sentence) > LONG_TITLE:
        return []
    refusal = next((t for t in sentence if _says_no(t)), None)
    if refusal is None:
        return []
    anchor = refusal.head if refusal.lower_.startswith("kein") else refusal
    return [
        Position(refusal, anchor, "refused", "headline-no", 0.5, None, "plan", named=_before_colon(refusal, parties))
    ]


def _before_colon(token: Token, parties: Parties) -> Name | None:
    """Whom a title names before its colon («Bolivien: Keine Zusage», «EU-Gipfel: Nein zu …»)."""
    colon = next((t for t in reversed(token.doc[max(0, token.i - FAR) : token.i]) if t.text == ":"), None)
    if colon is None:
        return None
    found = (parties.name_at(t) for t in reversed(token.doc[max(0, colon.i - FAR) : colon.i]))
    return next((name for name in found if name is not None), None)


def _says_no(token: Token) -> bool:
    """«Nein zu …», «Keine Förderung», «Kein Abzug»: a noun of action under a negation."""
    if token.lower_ == "nein":
        return any(t.lower_ in {"zu", "zum", "zur"} for t in token.doc[token.i + 1 : token.i + 2])
    if not token.lower_.startswith("kein"):
        return False
    noun = token.head if token.head != token else token.doc[min(token.i + 1, len(token.doc) - 1)]
    return noun.lemma_.lower().endswith(ACTION_ENDINGS) or noun_stance(noun) != ""
