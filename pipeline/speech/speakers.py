"""Who speaks: the words of a clause that name the speaker.

Found by the tree, checked against the order of words: a German main clause has exactly one phrase before its finite
verb.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.lexicon import derived, toml_table
from pipeline.speech.cues import Cue, noun_entry

EXPLETIVE = {"es", "man"}
COORDINATORS = {"und", "aber", "sowie", "doch", "jedoch"}
NOMINATIVES = {"er", "ich", "wir", "man"}
SOURCES = {"aus", "in", "im", "von", "vom", "seitens", "bei", "beim", "auf"}
OUTSIDE = {"punct", "cc"}


@derived
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in toml_table("speakers").items()}


def speaker_of(cue: Cue, start: int, end: int) -> Span | None:
    """Whom the cue lets speak: the source of «es heißt», who is cited, a passive's agent, else the subject."""
    if "es" in cue.entry.words:
        return source_phrase(cue.verb, start, end)
    if cue.entry.kind == "citing":
        return cited_phrase(cue.verb, start, end)
    if syntax.is_passive(cue.verb):
        return agent_phrase(cue.verb, start, end) or source_phrase(cue.verb, start, end, texts_only=True)
    return subject_phrase(cue.verb, start, end)


def subject_phrase(predicate: Token, start: int, end: int) -> Span | None:
    """The subject of the predicate as the words between tokens ``start`` and ``end`` name it, or None.

    An expletive or impersonal subject («es hieß») is none.
    """
    finite = syntax.finite_of(predicate) or predicate
    subject = _pronoun_behind(finite, end) or _shared_subject(predicate, finite) or syntax.subject_of(predicate)
    if subject is None or not start <= subject.i < end or not _may_be_subject(subject):
        subject = _subject_by_order(finite, start, end)
    if subject is None or subject.lower_ in EXPLETIVE:
        return None
    return phrase(subject, start, end, finite)


def _pronoun_behind(finite: Token, end: int) -> Token | None:
    """«Die Bürger forderte er auf»: er, ich, wir, man right behind the finite verb are nothing but its subject."""
    following = next(
        (token for token in finite.doc[finite.i + 1 : min(end, finite.i + 3)] if token.lower_ != "sich"), None
    )
    return following if following is not None and following.lower_ in NOMINATIVES else None


def _shared_subject(predicate: Token, finite: Token) -> Token | None:
    """«Er deutete an, dass es geht, und sagte …»: behind und the subject of the main clause goes on, not «es»."""
    if finite.i == 0 or finite.nbor(-1).lower_ not in COORDINATORS or syntax.children(predicate, *syntax.SUBJECT):
        return None
    subjects = (syntax.subject_of(above) for above in syntax.governing(predicate))
    return next(
        (token for token in subjects if token is not None and token.lower_ not in EXPLETIVE and token.i < finite.i),
        None,
    )


def source_phrase(predicate: Token, start: int, end: int, texts_only: bool = False) -> Span | None:
    """Where something impersonal is said: «hieß es aus dem Kreml», «heißt es in dem Bericht», «hieß es von einem
    Beamten»; ``texts_only``: only «in einer Mitteilung», where a passive leaves its agent out.
    """
    for token in predicate.doc[start:end]:
        if token.lower_ not in SOURCES or not syntax.is_preposition(token):
            continue
        noun = _noun_at(token.nbor(), end) if token.i + 1 < end else None
        if noun is None:
            continue
        if is_text(noun) or (not texts_only and token.lower_ != "auf" and is_speaker(noun)):
            return phrase(noun, token.i + 1, end)
    return None


def is_text(noun: Token) -> bool:
    """A text that says something: Erklärung, Schreiben, Antrag; also a noun that announces speech (Ankündigung)."""
    return noun_entry(noun) is not None or noun.lower_.endswith(tuple(sorted(_words()["texts"])))


def agent_phrase(predicate: Token, start: int, end: int) -> Span | None:
    """The von phrase of a passive, without its preposition («wurde von der Polizei bestätigt»)."""
    agent = syntax.agent_of(predicate)
    if agent is None:
        candidates = syntax.children(predicate, "obl")
        agent = next((noun for noun in candidates if set(syntax.prepositions(noun)) & {"von", "vom", "durch"}), None)
    if agent is None or not start <= agent.i < end or not is_speaker(agent):
        return None
    return phrase(agent, start, end)


def is_speaker(noun: Token) -> bool:
    """Somebody or something that can say: no date, no place, no thing («am Montag», «von morgen an»)."""
    if (
        noun.ent_type_ in {"PER", "ORG", "LOC"}
        or syntax.is_name(noun)
        or syntax.word_class(noun) in {"personal", "indefinite", "demonstrative", "relative"}
    ):
        return True
    words = _words()
    form, lemma = noun.text, noun.lemma_
    if form in words["never"] or lemma in words["never"]:
        return False
    return form in words["nouns"] or lemma in words["nouns"] or noun.lower_.endswith(tuple(sorted(words["endings"])))


def _may_be_subject(token: Token) -> bool:
    case = token.morph.get("Case", [])
    return (
        syntax.is_noun(token)
        or syntax.is_pronoun(token)
        or (syntax.word_class(token) in {"attribute", "number"} and "Dat" not in case)
    )


def addressee_phrase(predicate: Token, start: int, end: int, takes_person: bool) -> Span | None:
    """Whom the words address: «sagte der Zeitung Bild», «gegenüber Reportern», «forderte die Parteien auf».

    ``takes_person``: the verb's accusative object is a person asked or accused, its passive's subject too.
    """
    wanted = [noun for noun in syntax.children(predicate, "obl:arg") if not syntax.prepositions(noun)]
    wanted += [noun for noun in syntax.children(predicate, "obl") if "gegenüber" in syntax.prepositions(noun)]
    if takes_person:
        wanted += syntax.children(predicate, "nsubj:pass" if syntax.is_passive(predicate) else "obj")
    wanted += [token for token in predicate.doc[start:end] if _is_addressed(token)]
    for noun in wanted:
        if (
            start <= noun.i < end
            and syntax.word_class(noun) != "reflexive"
            and (is_speaker(noun) or syntax.is_pronoun(noun))
        ):
            return phrase(noun, start, end)
    return None


def cited_phrase(predicate: Token, start: int, end: int) -> Span | None:
    """Who is cited: «zitiert das Blatt den Minister», «wird Panetta zitiert», not who cites."""
    cited = syntax.object_of(predicate)
    if syntax.is_passive(predicate) or cited is None:
        cited = syntax.subject_of(predicate) if syntax.is_passive(predicate) else None
    if cited is None or not start <= cited.i < end:
        return None
    return phrase(cited, start, end)


def _subject_by_order(finite: Token, start: int, end: int) -> Token | None:
    """Without a tree to trust: the noun phrase right behind the finite verb, else the one before it."""
    behind = finite.doc[finite.i + 1 : end]
    for token in behind:
        if syntax.word_class(token) in {"reflexive", "adverb", "negation", "pronominal adverb"} or token.lower_ in {
            "sich",
            "ihm",
            "ihr",
            "ihnen",
            "uns",
        }:
            continue
        head = _noun_at(token, end)
        if head is not None and "Nom" in (head.morph.get("Case", []) or ["Nom"]):
            return head
        break
    before = finite.doc[start : finite.i]
    first = next(
        (token for token in before if syntax.word_class(token) not in {"coordinator", "adverb"} and not token.is_punct),
        None,
    )
    return _noun_at(first, finite.i) if first is not None else None


def _noun_at(token: Token, end: int) -> Token | None:
    """The head noun of a noun phrase that begins at the token."""
    if syntax.word_class(token) in {"personal", "demonstrative", "indefinite"}:
        return token
    if syntax.is_preposition(token) or syntax.is_verb(token):
        return None
    for word in token.doc[token.i : end]:
        if syntax.is_noun(word):
            return word
        if syntax.is_verb(word) or syntax.is_preposition(word) or word.is_punct:
            return None
    return None


def phrase(noun: Token, start: int, end: int, finite: Token | None = None) -> Span:
    """The whole noun phrase within the limits: articles, attributes, appositions, conjuncts; no relative clauses.

    Before the finite verb of a main clause everything from the phrase's first word on belongs to it.
    """
    wanted = {noun.i}
    queue = [child for child in noun.children if _belongs(child)]
    while queue:
        token = queue.pop()
        wanted.add(token.i)
        queue.extend(child for child in token.children if _belongs(child))
    wanted = {i for i in wanted if start <= i < end and (finite is None or (i < finite.i) == (noun.i < finite.i))}
    left, right = _run(noun, wanted)
    left, right = _with_names(noun.doc, left, right, start, end)
    return _trimmed(noun.doc, left, right)


def _belongs(child: Token) -> bool:
    relation = syntax.relation(child)
    if set(syntax.prepositions(child)) & _words()["adverbial"] or _is_addressed(child):
        return False
    if relation in syntax.CLAUSE or (syntax.is_verb(child) and syntax.basic(child) not in {"amod", "conj"}):
        return False
    return not (syntax.basic(child) == "conj" and syntax.is_clause_head(child)) and relation != "punct"


def _is_addressed(noun: Token) -> bool:
    """«sagte Eva Sand der Zeitung Nordblick»: behind a name der and a medium are whom she told, no genitive."""
    if not noun.lower_.endswith(tuple(sorted(_words()["media"]))):
        return False
    article = noun.doc[noun.left_edge.i]
    return article.lower_ in {"der", "dem"} and article.i > 0 and syntax.is_name(article.nbor(-1))


def _run(noun: Token, wanted: set[int]) -> tuple[int, int]:
    """The unbroken run around the noun; commas, brackets and quotation marks inside are bridged."""
    left = right = noun.i
    doc = noun.doc
    while left - 1 in wanted or _bridged(doc, left - 1, -1, wanted):
        left -= 1
    while right + 1 in wanted or _bridged(doc, right + 1, 1, wanted):
        right += 1
    return left, right + 1


def _bridged(doc: Doc, i: int, step: int, wanted: set[int]) -> bool:
    for _ in range(2):
        if not 0 <= i < len(doc) or not (doc[i].is_punct or doc[i].is_quote):
            return False
        i += step
        if i in wanted:
            return True
    return False


def _with_names(doc: Doc, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """Grown over the names that the tree has cut («Jens | Stoltenberg») and over a bracket or closing mark behind."""
    while right < end and doc[right].ent_iob_ == "I" and doc[right - 1].ent_type_:
        right += 1
    while left > start and doc[left].ent_iob_ == "I":
        left -= 1
    if right + 2 < end and doc[right].text == "(":
        close = next((i for i in range(right + 1, min(end, right + 6)) if doc[i].text == ")"), None)
        right = close + 1 if close is not None else right
    if right < end and doc[right].text in '“»«”"' and any(doc[i].text in '„»«“"' for i in range(left, right)):
        right += 1
    if left > start and doc[left - 1].text in '„»«"' and any(doc[i].text in '“«»"' for i in range(left, right)):
        left -= 1
    if right < end and doc[right].text == ")" and any(doc[i].text == "(" for i in range(left, right)):
        right += 1
    return left, right


def _trimmed(doc: Doc, left: int, right: int) -> Span:
    adverbs = _words()["adverbs"]
    while left + 1 < right and ((doc[left].is_punct and doc[left].text not in '„»«"') or doc[left].lower_ in adverbs):
        left += 1
    while right - 1 > left and doc[right - 1].text in {",", ";", ":", "–", "-", "."}:
        right -= 1
    return doc[left:right]
