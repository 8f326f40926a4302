"""Who speaks: the words of a clause that name the speaker.

Found by the tree, checked against the order of words: a German main clause has exactly one phrase before its finite
verb.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.actors.offices import office
from pipeline.lexicon import derived, toml_table
from pipeline.numbers.units import kind_of
from pipeline.speech.cues import Cue
from pipeline.speech.mood import is_reported
from pipeline.speech.phrases import phrase
from pipeline.speech.said_nouns import noun_entry
from pipeline.speech.word_order import OBLIQUE, has_oblique_article, noun_at, subject_by_order

EXPLETIVE = {"es", "man"}
COORDINATORS = {"und", "aber", "sowie", "doch", "jedoch"}
NOMINATIVES = {"er", "ich", "wir", "man"}
SOURCES = {"aus", "in", "im", "von", "vom", "seitens", "bei", "beim", "auf"}
PLURAL = {"die", "diese", "alle", "viele"}
SINGULAR = {"er", "es", "man", "ich", "das", "dies", "dieser", "dieses"}


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("speakers").items()}


def speaker_of(cue: Cue, start: int, end: int) -> Span | None:
    """Whom the cue lets speak: the source of «es heißt», who is cited, a passive's agent, else the subject."""
    if "es" in cue.entry.words:
        return source_phrase(cue.verb, start, end) or text_before(cue.verb.doc[start:end])
    behind = [token.i for token in cue.words if token.i > cue.verb.i and syntax.is_preposition(token)]
    end = min([end, *behind])
    if cue.entry.kind == "citing":
        return cited_phrase(cue.verb, start, end)
    if cue.entry.kind == "impersonal":
        source = source_phrase(cue.verb, start, end) or subject_phrase(cue.verb, start, end)
        return source if source is not None and source.root not in cue.words else None
    passive = _passive_above(cue.verb)
    if passive is not None or _is_state_passive(cue):
        return agent_phrase(passive or cue.verb, start, end) or source_phrase(cue.verb, start, end, texts_only=True)
    return subject_phrase(cue.verb, start, end)


def _passive_above(verb: Token) -> Token | None:
    """The participle whose passive this is: its own, or one that shares its auxiliary («wurde geprüft und gelobt»)."""
    if syntax.is_passive(verb):
        return verb
    shared = syntax.is_participle(verb) and syntax.basic(verb) == "conj" and not syntax.auxiliaries(verb)
    return verb.head if shared and syntax.is_passive(verb.head) else None


def _is_state_passive(cue: Cue) -> bool:
    """«Die Stadt ist nun aufgefordert, …»: sein with the participle of a verb whose perfect takes haben."""
    if cue.entry.lemma not in _words()["asked"] or not syntax.is_participle(cue.verb):
        return False
    return {auxiliary.lemma_ for auxiliary in syntax.auxiliaries(cue.verb)} == {"sein"}


def subject_phrase(predicate: Token, start: int, end: int) -> Span | None:
    """The subject of the predicate as the words between tokens ``start`` and ``end`` name it, or None.

    An expletive or impersonal subject («es hieß») is none.
    """
    finite = syntax.finite_of(predicate) or predicate
    subject = _pronoun_behind(finite, end) or _shared_subject(predicate, finite) or syntax.subject_of(predicate)
    subject = _rival(subject, finite) or subject or syntax.subject_of(finite)
    if (
        subject is None
        or not start <= subject.i < end
        or not _may_be_subject(subject)
        or _disagrees(subject, finite)
        or _inside_first_phrase(subject, finite, start)
    ):
        subject = subject_by_order(finite, start, end)
    if subject is None or subject.lower_ in EXPLETIVE or _is_one_of_many(subject, finite):
        return None
    return phrase(subject, start, end, finite)


def _rival(subject: Token | None, finite: Token) -> Token | None:
    """«Die Gespräche hatte Holm „gut“ genannt»: of two nouns that the tree takes for subjects the one right behind the
    verb, where it can say something and the first cannot.
    """
    if subject is None or subject.i > finite.i or is_text(subject) or is_speaker(subject):
        return None
    if syntax.is_pronoun(subject) or office(subject.text) is not None:
        return None
    others = [other for other in syntax.children(subject.head, "nsubj") if other.i > finite.i]
    return next((other for other in others if is_speaker(other) and not has_oblique_article(other)), None)


def _disagrees(noun: Token, finite: Token) -> bool:
    """«Das Personal bat die Reisenden», «Die Mönche, …, beschrieb der Sender»: a plural beside a verb in the singular
    is no subject.
    """
    if _is_one_of_many(noun, finite):
        return True
    if syntax.feature(finite, "Number") != "Sing" or syntax.feature(noun, "Number") != "Plur":
        return False
    told = noun.i > finite.i or any(child.lower_ in PLURAL and child.i < noun.i for child in noun.children)
    told = told or (syntax.is_common_noun(noun) and noun.text != noun.lemma_ and noun.ent_type_ == "")
    return told and syntax.is_noun(noun)  # «Polens Botschafter» may be one


def _is_one_of_many(pronoun: Token, finite: Token) -> bool:
    """«Dies äußerten zwei Abgeordnete»: a pronoun in the singular beside a plural verb is no subject."""
    plural = syntax.feature(finite, "Number") == "Plur"
    return plural and pronoun.lower_ in SINGULAR and len(syntax.conjuncts(pronoun)) == 1


def _inside_first_phrase(noun: Token, finite: Token, start: int) -> bool:
    """«Im Fall um die Bürgerin Ina Voss urteilte das Gericht»: a phrase with a preposition fills the one place before
    the verb, and no noun inside is the subject; but «In Nepal lebende Händler sagten».
    """
    if noun.i > finite.i or finite.i + 1 >= len(finite.doc) or finite.nbor().is_punct:
        return False
    before = finite.doc[start : noun.i]
    first = next((token.i + 1 for token in reversed(before) if token.is_punct or token.text.endswith(".")), start)
    if first >= noun.i or not syntax.is_preposition(finite.doc[first]):
        return False
    clear = not any(syntax.is_verb(token) for token in finite.doc[first : finite.i])
    return clear and noun.left_edge.i > first


def _pronoun_behind(finite: Token, end: int) -> Token | None:
    """«Die Bürger forderte er auf»: er, ich, wir, man right behind the finite verb are nothing but its subject."""
    following = next(
        (token for token in finite.doc[finite.i + 1 : min(end, finite.i + 3)] if token.lower_ != "sich"), None
    )
    if following is None:
        return None
    this = following.lower_ == "dieser" and syntax.word_class(following) == "demonstrative"
    return following if this or following.lower_ in NOMINATIVES else None


def _shared_subject(predicate: Token, finite: Token) -> Token | None:
    """«Er deutete an, dass es geht, und sagte …»: behind und the subject of the main clause goes on, not «es»."""
    if finite.i == 0 or finite.nbor(-1).lower_ not in COORDINATORS or syntax.children(predicate, *syntax.SUBJECT):
        return None
    told = not is_reported(finite)  # «Er sagte, Kiel brauche Geld und fügte hinzu: …»: Kiel adds nothing
    governors = [above for above in syntax.governing(predicate) if not (told and is_reported(syntax.finite_of(above)))]
    subjects = (_agreeing_subject(above, finite) for above in governors)
    return next(
        (token for token in subjects if token is not None and token.lower_ not in EXPLETIVE and token.i < finite.i),
        None,
    )


def _agreeing_subject(above: Token, later: Token) -> Token | None:
    """The subject that both verbs share: «Die Pläne nannte Holm „gut“ und glaubt, …» is Holm's, not the plans'."""
    subject, finite = syntax.subject_of(above), syntax.finite_of(above)
    if subject is None or finite is None or not _disagrees(subject, finite):
        return subject
    return subject_by_order(finite, finite.sent.start, later.i)


def source_phrase(predicate: Token, start: int, end: int, texts_only: bool = False) -> Span | None:
    """Where something impersonal is said: «hieß es aus dem Kreml», «heißt es in dem Bericht», «hieß es von einem
    Beamten»; ``texts_only``: only «in einer Mitteilung», where a passive leaves its agent out.
    """
    for token in predicate.doc[start:end]:
        if token.lower_ not in SOURCES or not syntax.is_preposition(token):
            continue
        noun = noun_at(token.nbor(), end) if token.i + 1 < end else None
        if noun is None:
            continue
        if is_text(noun) or (not texts_only and token.lower_ != "auf" and is_speaker(noun)):
            return phrase(noun, token.i + 1, end)
    return None


def medium_phrase(start: int, end: int, doc: Doc) -> Span | None:
    """The medium in which something is called so: «wurde im „Kurier“ als … bezeichnet», «in den Medien»; no place."""
    for token in doc[start:end]:
        if token.lower_ not in {"in", "im"} or not syntax.is_preposition(token):
            continue
        near = doc[token.i + 1 : min(end, token.i + 4)]
        noun = next((word for word in near if syntax.is_noun(word)), None)
        titled = len(near) > 2 and near[0].is_quote and near[2].is_quote
        if noun is not None and (titled or noun.ent_type_ == "ORG" or is_medium(noun)):
            return phrase(noun, token.i + 1, end)
    return None


def text_before(frame: Span) -> Span | None:
    """«Die Behörde gab eine Stellungnahme ab. Darin steht: „…“»: the text that the sentence before names."""
    first = frame[0].sent.start if len(frame) else 0
    if first == 0 or not any(token.lower_ in {"darin", "hierin"} for token in frame):
        return None
    before = frame.doc[first - 1].sent
    noun = next((token for token in reversed(before) if syntax.is_noun(token) and is_text(token)), None)
    return phrase(noun, before.start, before.end) if noun is not None else None


def is_text(noun: Token) -> bool:
    """A text that says something: Erklärung, Schreiben, Antrag; also a noun that announces speech (Ankündigung)."""
    return noun_entry(noun) is not None or is_document(noun)


def is_document(noun: Token) -> bool:
    """Such a text by its name's end, as something that can be read: Untersuchungsbericht, Schreiben."""
    return noun.lower_.endswith(tuple(sorted(_words()["texts"])))


def is_medium(noun: Token) -> bool:
    """A newspaper, an agency, a station by its name's end (Tageszeitung, Nachrichtenagentur)."""
    return noun.lower_.endswith(tuple(sorted(_words()["media"])))


def agent_phrase(predicate: Token, start: int, end: int) -> Span | None:
    """The von phrase of a passive, without its preposition («wurde von der Polizei bestätigt»)."""
    if syntax.verb_lemma(predicate) in _words()["expecting"]:
        return None  # «Von den Eltern wird Geduld verlangt» says of whom, not who
    agent = syntax.agent_of(predicate)
    if agent is None:
        candidates = syntax.children(predicate, "obl")
        agent = next((noun for noun in candidates if set(syntax.prepositions(noun)) & {"von", "vom", "durch"}), None)
    agent = agent or _agent_by_order(predicate, end)
    if agent is None or not start <= agent.i < end or not is_speaker(agent):
        return None
    return phrase(agent, start, end)


def _agent_by_order(participle: Token, end: int) -> Token | None:
    """«Kritisiert wird das Vorhaben vom Verband»: behind a participle in the first place the last von phrase."""
    if participle.i + 1 >= end or not syntax.is_finite(participle.nbor()):
        return None
    nouns = [token for token in participle.doc[participle.i + 1 : end] if syntax.is_noun(token)]
    nouns = [noun for noun in nouns if syntax.basic(noun.head) != "nmod"]  # «auf Basis der Daten von Ärzten»
    return next((noun for noun in reversed(nouns) if set(syntax.prepositions(noun)) & {"von", "vom"}), None)


def is_speaker(noun: Token) -> bool:
    """Somebody or something that can say: no date, no place, no thing («am Montag», «von morgen an»)."""
    if (
        noun.ent_type_ in {"PER", "ORG", "LOC"}
        or syntax.is_name(noun)
        or syntax.word_class(noun) in {"personal", "indefinite", "demonstrative", "relative"}
    ):
        return True
    if any(child.ent_type_ == "PER" for child in syntax.children(noun, "appos", "flat")):
        return True  # «die Chemikerin Ina Voss»
    words = _words()
    form, lemma = noun.text, noun.lemma_
    if "-" in form.strip("-"):
        form = form.rpartition("-")[2]
    if form in words["never"] or lemma in words["never"]:
        return False
    listed = form in words["nouns"] or lemma in words["nouns"] or noun.lower_.endswith(tuple(sorted(words["endings"])))
    return listed or kind_of(form) == "people"


def is_no_speaker(noun: Token) -> bool:
    """«Wie der Name sagt, …»: words that say nothing."""
    never = _words()["never"]
    return noun.ent_type_ == "" and (noun.text in never or noun.lemma_ in never)


def _may_be_subject(token: Token) -> bool:
    if token.lower_ in OBLIQUE or has_oblique_article(token):
        return False
    case = token.morph.get("Case", [])
    return (
        syntax.is_noun(token)
        or syntax.is_pronoun(token)
        or (syntax.word_class(token) in {"attribute", "number"} and "Dat" not in case)
    )


def cited_phrase(predicate: Token, start: int, end: int) -> Span | None:
    """Who is cited: «zitiert das Blatt den Minister», «wird Panetta zitiert», not who cites."""
    cited = syntax.object_of(predicate)
    if syntax.is_passive(predicate) or cited is None:
        cited = syntax.subject_of(predicate) if syntax.is_passive(predicate) else None
    if cited is None and not syntax.is_passive(predicate):
        cited = _cited_by_order(predicate, end)
    if syntax.is_passive(predicate) and (cited is None or not start <= cited.i < end):
        finite = next((token for token in predicate.doc[start:end] if syntax.is_finite(token)), None)
        cited = subject_by_order(finite, start, end) if finite is not None else None
    if cited is None or not start <= cited.i < end:
        return None
    return phrase(cited, start, end)


def _cited_by_order(verb: Token, end: int) -> Token | None:
    """«X zitiert dazu Anna Beck mit den Worten»: the noun behind the verb that is no subject and has no preposition."""
    for token in verb.doc[verb.i + 1 : end]:
        if syntax.is_preposition(token):
            return None
        if syntax.is_noun(token) and syntax.relation(token) not in syntax.SUBJECT:
            return token
    return None
