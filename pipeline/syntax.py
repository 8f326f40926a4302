"""German grammar over the tokens of a Doc with UD labels; the only place, with tiger.py, that knows tree and tag labels.

Docs of models with TIGER labels (sb, oa, oc …) are rewritten by ``tiger.as_ud`` before they come here. Everything else
asks these functions, never ``token.dep_`` or ``token.tag_``. A *predicate* is the head of a clause: in UD the full verb
(its auxiliaries and modals hang on it), or with a copula the predicate noun or adjective.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

CLAUSE = {"ROOT", "root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis"}
SUBJECT = {"nsubj", "nsubj:pass", "csubj", "csubj:pass"}
AUXILIARY = {"aux", "aux:pass", "cop"}
PARAGRAPHS = "paragraphs"  # the key in doc.user_data under which language.py notes each paragraph's first token
NAME_PARTS = {"flat", "flat:name", "compound"}
MODALS = {"wollen", "sollen", "müssen", "können", "dürfen", "mögen"}
NEGATIONS = {"nicht", "nie", "niemals", "nichts", "kein", "keine", "keinen", "keiner", "keinem", "keines", "keinerlei",
             "keineswegs", "keinesfalls", "niemand", "weder", "kaum", "nirgends"}  # fmt: skip

# Finite forms that the eye knows as Konjunktiv whatever the tagger says: they differ from every indicative form.
KONJUNKTIV_1 = {"sei", "seien", "seiest", "seist", "habe", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "möge",
                "wisse", "lasse", "gebe", "gehe", "komme", "stehe", "bleibe", "liege", "finde", "nehme", "halte", "bringe",
                "mache", "sehe", "führe", "zeige", "brauche", "handle", "handele", "drohe", "erwarte", "plane", "gelte"}  # fmt: skip
KONJUNKTIV_2 = {"wäre", "wären", "hätte", "hätten", "würde", "würden", "könnte", "könnten", "müsste", "müssten", "dürfte",
                "dürften", "gäbe", "gäben", "käme", "kämen", "ginge", "gingen", "stünde", "stünden", "ließe", "ließen",
                "bliebe", "blieben", "fände", "fänden", "wüsste", "wüssten", "bräuchte", "bräuchten"}  # fmt: skip


# STTS tag → class of a closed or nearly closed kind of word.
WORD_CLASSES = {
    "ART": "article", "PDAT": "demonstrative article", "PPOSAT": "possessive", "PIAT": "quantifier",
    "PIDAT": "quantifier", "CARD": "number", "ADJA": "attribute", "ADJD": "adjective", "ADV": "adverb",
    "PAV": "pronominal adverb", "PROAV": "pronominal adverb", "PTKNEG": "negation", "PTKVZ": "particle",
    "PTKZU": "zu", "PTKA": "degree", "KON": "coordinator", "KOUS": "subordinator", "KOUI": "um", "PRELS": "relative",
    "PRELAT": "relative", "PWS": "question", "PWAT": "question", "PWAV": "question", "PPER": "personal",
    "PRF": "reflexive", "PDS": "demonstrative", "PIS": "indefinite", "APPR": "preposition",
    "APPRART": "preposition", "APPO": "postposition", "APZR": "postposition",
}  # fmt: skip


def word_class(token: Token) -> str:
    """The class of a function word, adverb or adjective (``article``, ``relative``, ``personal``, …), else empty."""
    return WORD_CLASSES.get(token.tag_, "")


def is_untagged(token: Token) -> bool:
    """The Doc has no tags here: forms alone decide."""
    return not token.tag_


def is_imperative(token: Token) -> bool:
    return token.tag_ in {"VVIMP", "VAIMP"}


def is_zu_infinitive(token: Token) -> bool:
    """An infinitive that holds its zu: anzukündigen."""
    return token.tag_ == "VVIZU"


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature (``Plur`` for Number, ``Nom`` for Case), empty where the model gives none."""
    return next(iter(token.morph.get(name, [])), "")


def relation(token: Token) -> str:
    """The token's UD relation to its head, ``root`` at the top."""
    return "root" if token.dep_ == "ROOT" else str(token.dep_)


def basic(token: Token) -> str:
    """The relation without its subtype: obl for obl:agent."""
    return relation(token).split(":")[0]


def is_verb(token: Token) -> bool:
    """A full verb, an auxiliary or a modal, by tag or part of speech, or by finite features where the tagger errs."""
    return token.tag_[:2] in {"VV", "VA", "VM"} or token.pos_ in {"VERB", "AUX"} or _has_finite_features(token)


def is_noun(token: Token) -> bool:
    return token.tag_ in {"NN", "NE"} or token.pos_ in {"NOUN", "PROPN"}


def is_common_noun(token: Token) -> bool:
    """A noun that the tagger takes for no name."""
    return token.tag_ == "NN" or (not token.tag_ and token.pos_ == "NOUN")


def is_attribute(token: Token) -> bool:
    """What stands between a preposition and its noun: articles, pronouns before nouns, adjectives, numerals."""
    return token.tag_ in {"ART", "ADJA", "PPOSAT", "PDAT", "PIAT", "CARD"} or token.pos_ in {"DET", "ADJ"}


def is_modal(token: Token) -> bool:
    return token.tag_.startswith("VM") or token.lemma_ in MODALS


def is_name(token: Token) -> bool:
    return token.tag_ == "NE" or token.pos_ == "PROPN"


def is_pronoun(token: Token) -> bool:
    return token.tag_ in {"PPER", "PDS", "PIS", "PRELS", "PWS", "PRF", "PPOSS"} or token.pos_ == "PRON"


def is_adjective(token: Token) -> bool:
    """An adjective or participle before a noun («westlichen», «stationierte»)."""
    return token.tag_ == "ADJA" or (not token.tag_ and token.pos_ == "ADJ")


def is_preposition(token: Token) -> bool:
    return token.tag_ in {"APPR", "APPRART", "APPO", "APZR"} or token.pos_ == "ADP"


def is_function_word(token: Token) -> bool:
    """Conjunctions, pronouns, adverbs, particles and comparing als and wie: no word inside a plain noun phrase."""
    return token.tag_ in {"KOUS", "KOUI", "KON", "KOKOM", "PRELS", "PPER", "PIS", "PDS", "PWS", "PWAV", "ADV", "PTKVZ", "PTKNEG", "PTKZU", "PROAV",
                          "PAV"}  # fmt: skip


def is_finite(token: Token) -> bool:
    """A finite verb form, auxiliaries and modals included."""
    if token.tag_ in {"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"}:
        return True
    return _has_finite_features(token)


def _has_finite_features(token: Token) -> bool:
    """The morphologizer sees a finite verb where the tagger sees none («Verbündete versprechen Hilfe»: ADJA)."""
    return token.tag_[:1] not in {"V", "N"} and "Fin" in token.morph.get("VerbForm")


def is_participle(token: Token) -> bool:
    return token.tag_ in {"VVPP", "VAPP", "VMPP"} or "Part" in token.morph.get("VerbForm")


def is_infinitive(token: Token) -> bool:
    return token.tag_ in {"VVINF", "VVIZU", "VAINF", "VMINF"} or "Inf" in token.morph.get("VerbForm")


def children(token: Token, *relations: str) -> list[Token]:
    """Direct dependents with one of the relations (full or basic), in text order."""
    return [child for child in token.children if relation(child) in relations or basic(child) in relations]


def auxiliaries(predicate: Token) -> list[Token]:
    """Auxiliaries, modals and copulas of a predicate, in text order."""
    return [child for child in predicate.children if basic(child) in AUXILIARY]


def finite_of(predicate: Token) -> Token | None:
    """The finite verb of the predicate's clause: itself, or the auxiliary that carries person and mood.

    A later conjunct without an own auxiliary shares the first one's («wird kommen und helfen»).
    """
    if is_finite(predicate):
        return predicate
    for auxiliary in auxiliaries(predicate):
        if is_finite(auxiliary):
            return auxiliary
    if basic(predicate) == "conj":
        return finite_of(predicate.head)
    return None


def verb_lemma(predicate: Token) -> str:
    """The predicate's lemma with its separated particle joined: kündigte … an → ankündigen."""
    lemma = str(predicate.lemma_ or predicate.text).lower() if is_verb(predicate) else str(predicate.lemma_ or predicate.text)
    for particle in children(predicate, "compound:prt"):
        prefix = particle.text.lower()
        if not lemma.startswith(prefix):
            lemma = prefix + lemma
    return lemma


def particle_of(predicate: Token) -> Token | None:
    """The separated particle of a verb (an in «kündigte … an»), or None."""
    return next(iter(children(predicate, "compound:prt")), None)


def modal_of(predicate: Token) -> Token | None:
    """The modal verb that governs the predicate, or None; a finite one before others."""
    modals = [token for token in auxiliaries(predicate) if token.lemma_ in MODALS or token.tag_.startswith("VM")]
    if not modals and basic(predicate) == "conj" and not is_finite(predicate):
        return modal_of(predicate.head)
    return next((token for token in modals if is_finite(token)), modals[0] if modals else None)


def is_passive(predicate: Token) -> bool:
    """A passive with werden, bleiben or sein («wird entsandt», «ist geplant»)."""
    return bool(children(predicate, "aux:pass", "nsubj:pass")) and is_participle(predicate)


def is_future(predicate: Token) -> bool:
    """werden + infinitive, also in the Konjunktiv (werde, würde)."""
    return is_infinitive(predicate) and any(aux.lemma_ == "werden" for aux in auxiliaries(predicate))


def is_perfect(predicate: Token) -> bool:
    """haben or sein + participle in the active."""
    helpers = {aux.lemma_ for aux in auxiliaries(predicate)}
    return is_participle(predicate) and not is_passive(predicate) and bool(helpers & {"haben", "sein"})


def mood(token: Token) -> str:
    """``Sub1`` (Konjunktiv I), ``Sub2`` (Konjunktiv II), ``Ind``, or empty where the form is no finite verb.

    Unambiguous forms decide before the tagger, which confuses the syncretic ones.
    """
    form = token.text.lower()
    if not is_finite(token) and form not in KONJUNKTIV_1:
        return ""
    if form in KONJUNKTIV_2:
        return "Sub2"
    if form in KONJUNKTIV_1 and not _has_first_person(token):
        return "Sub1"
    if "Sub" in token.morph.get("Mood"):
        return "Sub2" if form.endswith(("te", "ten")) or "Past" in token.morph.get("Tense") else "Sub1"
    return "Ind" if is_finite(token) else ""


def _has_first_person(verb: Token) -> bool:
    """«ich habe», «ich werde»: the first person's indicative looks like the Konjunktiv."""
    head = verb.head if basic(verb) in AUXILIARY else verb
    near = [*head.children, *verb.children]
    return any(token.lower_ == "ich" for token in near) or any(
        token.lower_ == "ich" for token in verb.doc[max(0, verb.i - 2) : verb.i + 3]
    )


def is_reported_mood(predicate: Token) -> bool:
    """The clause stands in Konjunktiv I, the mood of reported speech."""
    finite = finite_of(predicate)
    return finite is not None and mood(finite) == "Sub1"


def subject_of(predicate: Token) -> Token | None:
    """The head of the clause's subject: own, shared by coordination, or of the verb that governs an infinitive."""
    own = next(iter(children(predicate, *SUBJECT)), None)
    if own is not None:
        return own
    if basic(predicate) in {"conj", "xcomp"} and predicate.head != predicate:
        return subject_of(predicate.head)
    return None


def is_subject(token: Token) -> bool:
    """The head of a subject, or a later conjunct of one."""
    while basic(token) == "conj" and token.head != token:
        token = token.head
    return relation(token) in SUBJECT


def object_of(predicate: Token) -> Token | None:
    """The head of the accusative object, or None."""
    return next(iter(children(predicate, "obj")), None)


def agent_of(predicate: Token) -> Token | None:
    """The head of the von or durch phrase of a passive, or None."""
    return next(iter(children(predicate, "obl:agent")), None)


def prepositions(noun: Token) -> list[str]:
    """The prepositions and postpositions of a noun phrase, lower case (im, zufolge)."""
    return [child.lower_ for child in noun.children if relation(child) == "case"]


def clause_of(token: Token) -> Token:
    """The predicate of the smallest clause that the token stands in."""
    while token.head != token:
        if relation(token) in CLAUSE or (basic(token) == "conj" and is_clause_head(token)):
            return token
        token = token.head
    return token


def is_clause_head(token: Token) -> bool:
    """A predicate: a verb that is no auxiliary, or what has a subject or a copula."""
    if basic(token) in AUXILIARY:
        return False
    return is_verb(token) and not basic(token) == "amod" or bool(children(token, "cop", *SUBJECT))


def clause_tokens(predicate: Token) -> list[Token]:
    """The clause's own tokens in text order, without subordinate and coordinated clauses."""
    found = [predicate]
    for child in predicate.children:
        if relation(child) in CLAUSE or (basic(child) == "conj" and is_clause_head(child)):
            continue
        found.extend(clause_tokens(child))
    return sorted(found, key=lambda token: token.i)


def governing(predicate: Token) -> Iterator[Token]:
    """The predicates above this one, from the nearest to the root's."""
    token = predicate
    while token.head != token:
        token = clause_of(token.head)
        yield token


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in text order."""
    first = token
    while basic(first) == "conj":
        first = first.head
    found, queue = [], [first]
    while queue:
        current = queue.pop(0)
        found.append(current)
        queue.extend(children(current, "conj"))
    return sorted(found, key=lambda item: item.i)


def negation_of(predicate: Token) -> Token | None:
    """The word that negates the clause (nicht, kein on subject or object, weder), or None.

    «nicht nur … sondern auch» negates nothing.
    """
    for token in clause_tokens(predicate):
        if token.lower_ not in NEGATIONS or (token.lower_ == "nicht" and _is_not_only(token)):
            continue
        if clause_of(token) == clause_of(predicate):
            return token
    return None


def _is_not_only(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 2]
    return bool(following) and following[0].lower_ in {"nur", "bloß", "allein", "unbedingt"}


def marker_of(predicate: Token) -> str:
    """The subordinating conjunction of the clause (dass, wenn, ob, zu), lower case, or empty."""
    marks = [child.lower_ for child in children(predicate, "mark") if child.lower_ != "zu"]
    if marks:
        return marks[0]
    return "zu" if children(predicate, "mark") or predicate.tag_ == "VVIZU" else ""


def noun_phrase(noun: Token) -> Span:
    """The noun with what stands directly on it, without clauses, appositions and later conjuncts, as one span."""
    tokens = _phrase_tokens(noun)
    return _contiguous(noun, tokens)


def full_phrase(noun: Token) -> Span:
    """The whole noun phrase with appositions and prepositional attributes, without clauses and later conjuncts."""
    tokens = [noun]
    queue = [child for child in noun.children if relation(child) not in CLAUSE and basic(child) not in {"conj", "cc", "punct"}]
    while queue:
        token = queue.pop()
        tokens.append(token)
        queue.extend(child for child in token.children if relation(child) not in CLAUSE)
    return _contiguous(noun, tokens)


def _phrase_tokens(noun: Token) -> list[Token]:
    keep = {"det", "amod", "nummod", "flat", "compound", "advmod", "nmod"}
    found = [noun]
    for child in noun.children:
        if basic(child) in keep and relation(child) not in CLAUSE:
            found.extend(_phrase_tokens(child) if basic(child) != "nmod" or not prepositions(child) else [])
    return found


def _contiguous(noun: Token, tokens: list[Token]) -> Span:
    """The unbroken run of tokens around the noun (punctuation inside the run is bridged)."""
    wanted = {token.i for token in tokens}
    start = end = noun.i
    while start - 1 in wanted or (start - 2 in wanted and noun.doc[start - 1].is_punct):
        start -= 1
    while end + 1 in wanted or (end + 2 in wanted and noun.doc[end + 1].is_punct):
        end += 1
    return noun.doc[start : end + 1]


def subtree(token: Token) -> Span:
    """The span from the leftmost to the rightmost token that hangs on this one."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def sentence_of(token: Token) -> Span:
    return token.sent


def sentences(doc: Doc) -> list[Span]:
    return list(doc.sents)


def paragraph_of(token: Token) -> Span:
    """The paragraph that the token stands in."""
    doc = token.doc
    starts = doc.user_data.get(PARAGRAPHS, (0,))
    place = bisect_right(starts, token.i)
    return doc[starts[place - 1] if place else 0 : starts[place] if place < len(starts) else len(doc)]


def paragraphs(doc: Doc) -> list[Span]:
    """The paragraphs of the article as spans; a Doc that was not made by language.py is one paragraph."""
    starts = [start for start in doc.user_data.get(PARAGRAPHS, (0,)) if start < len(doc)]
    return [doc[start:end] for start, end in zip(starts, [*starts[1:], len(doc)]) if end > start]
