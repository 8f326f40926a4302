"""Speech acts that the text tells without repeating the words: «kritisierte den Beschluss scharf», «warnte vor
Gewalt».
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span, Token

from pipeline import syntax
from pipeline.findings import Name, Utterance
from pipeline.lexicon import toml_table
from pipeline.speech.attribution import attributed
from pipeline.speech.cues import Cue, cues_in
from pipeline.speech.pieces import COORDINATORS
from pipeline.speech.quoted import quoted_in, with_verbatim
from pipeline.speech.sentence import Sentence
from pipeline.speech.speakers import is_speaker, speaker_of

OBJECTS = ("obj", "obl", "xcomp")
BACK = {"das", "dies"}
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
        act = _act(cue, sentence, spoken)
        if act is not None:
            yield act
            return


def _act(cue: Cue, sentence: Sentence, spoken: Collection[int]) -> Utterance | None:
    """«Tsvangirai bemängelt die fehlende Unterstützung», «wurde von Kritikern bezweifelt»; not «sprach mit dem
    Minister».
    """
    verb = cue.verb
    passive = syntax.is_passive(verb)
    if cue.form == "infinitive" or syntax.negation_of(verb) is not None or _is_sentence(cue):
        return None
    if sentence.span[0].lower_ in BACK and cue.entry.lemma in toml_table("cues")["informing"]:
        return None  # «Das berichten mehrere Medien.» takes the sentence before back
    if not passive and not _has_object(cue):
        return None
    speaker = speaker_of(cue, sentence.span.start, sentence.span.end)
    if speaker is None or not _can_say(speaker.root):
        return None
    content = _clause(cue, sentence, spoken)
    return Utterance(
        content=(content,),
        quote_type="indirect",
        rule="told-act",
        confidence=0.5,
        cue=cue.span,
        cue_text=cue.text,
        attitude=cue.entry.attitude,
        speaker=speaker,
    )


def _can_say(noun: Token) -> bool:
    """Somebody who speaks: such a noun or a pronoun."""
    return is_speaker(noun) or syntax.word_class(noun) in {"personal", "relative"}


def _is_sentence(cue: Cue) -> bool:
    """A court's sentence, no judgement of words: «verurteilte ihn zu sieben Jahren Haft»."""
    penalties = tuple(toml_table("speakers")["penalties"])
    return cue.entry.lemma == "verurteilen" and any(token.lower_.endswith(penalties) for token in cue.verb.sent)


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
    return False


def _clause(cue: Cue, sentence: Sentence, spoken: Collection[int]) -> Span:
    """The clause of the cue: the sentence as far as it is one main clause with what hangs on it."""
    home = sentence.home(cue.verb)
    pieces = sentence.pieces
    first, last = home, home
    opens = {"relative", "subordinate", "w", "dass"}
    if pieces[home].opening not in opens:
        while first > 0 and pieces[first - 1].start not in spoken and pieces[first].span[0].lower_ not in COORDINATORS:
            first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].start not in spoken and not _next_clause(sentence, last + 1):
        last += 1
    end = sentence.span.end if last == len(pieces) - 1 else pieces[last].end
    return sentence.doc[pieces[first].start : end]


def _next_clause(sentence: Sentence, k: int) -> bool:
    piece = sentence.pieces[k]
    return piece.opening in {"second", "first"} and piece.span[0].lower_ in COORDINATORS
