"""Speech acts that the text tells without repeating the words: «kritisierte den Beschluss scharf», «warnte vor
Gewalt».
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.findings import Name, Utterance
from pipeline.lexicon import toml_table
from pipeline.numbers.units import kind_of
from pipeline.speech.addressees import addressee_of
from pipeline.speech.attribution import attributed
from pipeline.speech.cues import Cue, cues_in
from pipeline.speech.pieces import COORDINATORS, Piece
from pipeline.speech.quoted import quoted_in, with_verbatim
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_speaker, speaker_of

OBJECTS = ("obj", "obl", "xcomp")
NO_ACT = {"relative", "w"}
JOINING = {"und", "oder", "sowie", "bzw."}
SPOKEN_OF = {"sprechen", "von sprechen"}
BORDERS = {",", ":", "–", "-"}
BACK = {"das", "dies"}
SUBORDINATE = {"relative", "subordinate", "w", "dass"}
NEXT_MAIN = {"first", "second", "rest"}
ADVERBIAL = {"am", "im", "in", "an", "bei", "seit", "während", "nach", "um", "ab"}


def told_acts(doc: Doc, names: Collection[Name], utterances: Collection[Utterance]) -> list[Utterance]:
    """The told speech acts of an article outside of all utterances, with their speakers."""
    spoken = frozenset(token.i for utterance in utterances for part in utterance.content for token in part)
    framed = frozenset(utterance.cue.start for utterance in utterances if utterance.cue is not None)
    found = [act for span in doc.sents for act in _acts(Sentence(span, frozenset(), spoken), spoken, framed)]
    quotations = [quoted for quoted in quoted_in(doc) if quoted.span.start not in spoken]
    return [with_verbatim(act, quotations) for act in attributed(doc, found, list(names))]


def _acts(sentence: Sentence, spoken: Collection[int], framed: Collection[int]) -> Iterator[Utterance]:
    for cue in cues_in(sentence.span):
        if cue.verb.i in spoken or cue.verb.i in framed or "np" not in cue.entry.takes or sentence.home(cue.verb) < 0:
            continue
        act = _act(cue, sentence, spoken, framed)
        if act is not None:
            yield act
            return


def _act(cue: Cue, sentence: Sentence, spoken: Collection[int], framed: Collection[int]) -> Utterance | None:
    """«Tsvangirai bemängelt die fehlende Unterstützung», «wurde von Kritikern bezweifelt»; not «sprach mit dem
    Minister», nor what a relative clause only mentions («die Bank, die ihre Verluste noch beziffert, …»).
    """
    verb = cue.verb
    passive = syntax.is_passive(verb)
    if cue.form == "infinitive" or syntax.negation_of(verb) is not None or _is_other_sense(cue):
        return None
    if sentence.pieces[sentence.home(verb)].opening in NO_ACT or _in_brackets(verb) or _is_asked_for(verb):
        return None
    if sentence.span[0].lower_ in BACK and cue.entry.lemma in toml_table("cues")["informing"]:
        return None  # «Das berichten mehrere Medien.» takes the sentence before back
    if _takes_back(verb) if passive else not _has_object(cue):
        return None
    speaker = speaker_of(cue, sentence.span.start, sentence.span.end)
    if speaker is None or not _can_say(speaker.root):
        return None
    content = _clause(cue, sentence, spoken, framed)
    if content.end < sentence.span.end and content.end in spoken and content[-1].text not in BORDERS:
        return None  # «nannte den Plan | „absurd“»: the quoted words are the utterance
    return Utterance(
        content=(content,),
        quote_type="indirect",
        rule="told-act",
        confidence=0.5,
        cue=cue.span,
        cue_text=cue.text,
        attitude=cue.entry.attitude,
        speaker=speaker,
        addressee=addressee_of(cue, content.start, content.end),
    )


def _can_say(noun: Token) -> bool:
    """Somebody who speaks: such a noun or a pronoun."""
    return is_speaker(noun) or syntax.word_class(noun) in {"personal", "relative"}


def _takes_back(verb: Token) -> bool:
    """«Das wurde von der Polizei bestritten.» says nothing by itself."""
    first = verb.sent[0]
    return syntax.word_class(first) == "demonstrative" and first in syntax.children(verb, "nsubj:pass", "nsubj")


def _is_asked_for(verb: Token) -> bool:
    """«Unterstellen Sie den besten Fall.»: an order to the reader."""
    return verb.i == verb.sent.start and verb.i + 1 < len(verb.doc) and verb.nbor().text == "Sie"


def _in_brackets(verb: Token) -> bool:
    """«(die Zeitung berichtete)»: a note, no statement."""
    before = [token.text for token in verb.doc[verb.sent.start : verb.i] if token.text in {"(", ")"}]
    return bool(before) and before[-1] == "("


def _is_other_sense(cue: Cue) -> bool:
    """A court's sentence, a match, a right that is granted, a verdict: «verurteilte ihn zu sieben Jahren Haft»,
    «bestreitet sein zweites Spiel», «räumte dem Land Rechte ein», «hat ein Urteil gesprochen».
    """
    lemma, verb = cue.entry.lemma, cue.verb
    if lemma == "verurteilen":
        penalties = tuple(toml_table("speakers")["penalties"])
        return any(token.lower_.endswith(penalties) for token in verb.sent)
    if lemma == "bestreiten":
        contests = tuple(toml_table("speakers")["contests"])
        return any(noun.lower_.endswith(contests) for noun in syntax.children(verb, "obj"))
    if lemma == "begrüßen":
        things = syntax.children(verb, "obj", "nsubj:pass")
        return not things or any(map(_is_met, things))
    if lemma == "einräumen":
        return any(not syntax.prepositions(noun) for noun in syntax.children(verb, "obl:arg", "iobj"))
    objects = [noun for noun in syntax.children(verb, "obj") if syntax.is_noun(noun)]
    if lemma == "für halten":  # «hält den Rekord für das längste Seil»
        return any(syntax.prepositions(child) == ["für"] for noun in objects for child in noun.children)
    return lemma in SPOKEN_OF and any(not _is_behind_von(noun, verb) for noun in objects)


def _is_met(noun: Token) -> bool:
    """«begrüßte die Gäste», «begrüßte ihn»: no word on anything."""
    somebody = syntax.is_name(noun) or syntax.is_pronoun(noun) or kind_of(noun.text) in {"people", "soldiers"}
    return somebody or noun.ent_type_ in {"PER", "LOC"}


def _is_behind_von(noun: Token, verb: Token) -> bool:
    """«spricht von 3000 gestohlenen Messern», where the tree hangs the preposition on the number."""
    return any(token.lower_ in {"von", "vom"} for token in verb.doc[verb.i + 1 : noun.i])


def _has_object(cue: Cue) -> bool:
    """Something that is said, criticised, confirmed: an object, or a phrase with a preposition that is no time or
    place.
    """
    for child in syntax.children(cue.verb, *OBJECTS):
        if syntax.word_class(child) == "demonstrative":
            return False  # «Das berichtete die Zeitung.» takes the sentence before back
        if syntax.basic(child) == "obj":
            return not syntax.is_pronoun(child) or child.lower_ != "sich" or len(syntax.children(cue.verb, "obl")) > 0
        if not set(syntax.prepositions(child)) & ADVERBIAL and syntax.prepositions(child) not in ([], ["mit"]):
            return True
    return cue.entry.lemma == "vorwerfen" and _has_bare_object(cue.verb)


def _has_bare_object(verb: Token) -> bool:
    """«wirft dem Amt Versagen vor»: a noun without article right behind the dative, which the tree hangs on it."""
    datives = [noun for noun in syntax.children(verb, "obl:arg", "iobj") if syntax.is_common_noun(noun)]
    after = [noun.nbor() for noun in datives if noun.i + 1 < len(noun.doc)]
    return any(syntax.is_common_noun(noun) and syntax.basic(noun) == "appos" for noun in after)


def _clause(cue: Cue, sentence: Sentence, spoken: Collection[int], framed: Collection[int]) -> Span:
    """The clause of the cue: the sentence as far as it is one main clause with what hangs on it, or the one subordinate
    clause; without what another utterance says or introduces («teilte mit, dass …, und warnte vor Fluten»).
    """
    home = sentence.home(cue.verb)
    pieces = sentence.pieces
    first, last = home, home
    inner = pieces[home].opening in SUBORDINATE
    while not inner and first > 0 and _goes_before(pieces[first - 1], pieces[first], spoken):
        first -= 1
    ends = NEXT_MAIN if inner else set()
    while (
        last + 1 < len(pieces)
        and pieces[last + 1].start not in spoken
        and pieces[last + 1].opening not in ends
        and not _next_clause(sentence, last + 1)
    ):
        last += 1
    end = sentence.span.end if last == len(pieces) - 1 else pieces[last].end
    return _clipped(cue.verb, pieces[first].start, end, spoken, framed)


def _goes_before(piece: Piece, following: Piece, spoken: Collection[int]) -> bool:
    return piece.start not in spoken and following.span[0].lower_ not in COORDINATORS


def _clipped(verb: Token, start: int, end: int, spoken: Collection[int], framed: Collection[int]) -> Span:
    """From behind the last words of somebody before the verb to the «und» before the next cue."""
    doc = verb.doc
    start = max((i + 1 for i in spoken if start <= i < verb.i), default=start)
    end = min((i for i in spoken if verb.i < i < end), default=end)
    following = min((i for i in framed if verb.i < i < end), default=end)
    if following < end:
        end = next((i for i in range(following, verb.i, -1) if doc[i].lower_ in JOINING), end)
    while start < verb.i and (doc[start].is_punct or doc[start].lower_ in JOINING):
        start += 1
    while end - 1 > verb.i and doc[end - 1].text in {",", ";"}:
        end -= 1
    return doc[start:end]


def _next_clause(sentence: Sentence, k: int) -> bool:
    piece = sentence.pieces[k]
    return piece.opening in {"second", "first"} and piece.span[0].lower_ in COORDINATORS
