"""Media that no list names, known by their names and the phrase around them: «wie der Küstenkurier meldet»."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.lexicon import derived, toml_table
from pipeline.reading.outlets import is_listed

OPEN, CLOSE = "[„“\"'»«‚‘›‹]", "[“”\"'»«‘’‹›]"
WHO = r"(?:\S{1,30}\s){0,4}\S{1,30}"
THEN = r"(?:,?\s[^\s,]{1,30}){0,5}"
_OF_A_MEDIUM = r"(?:(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Dd]es|[Vv]on|[Vv]om)\s)"
_LOWER = r"(?:[a-zäöüß]{3,20}e[nrs]?\s){0,2}"
_CAPITAL = r"[A-ZÄÖÜ][\w.-]{1,30}"
_WORDS = rf"{_CAPITAL}(?:\s(?:{_CAPITAL}|[a-z]{{2,4}})){{0,3}}"
_ENDING = r"(?:e?s|n)?"
_CASES = {"f": {""}, "m": {"", "s", "es"}, "n": {"", "s", "es"}, "p": {""}}
_GENDER_ENDING = {"f": "e", "m": "er", "n": "es", "p": "e"}


def unlisted_medium(sentence: str) -> str:
    """The medium whose report the sentence passes on, by its name in the nominative; empty where none is told.

    «Laut Kieler Rundschau», but not «laut Kieler Rathaus»; «wie das Magazin „Deich“ meldet», but not «laut „Deich“».
    """
    lowered = sentence.casefold()
    near = [phrase for phrase in _phrases() if phrase.word in lowered]
    if not near or not any(head in lowered for head in _signs()):
        return ""  # most sentences pass nothing on
    for phrase in near:
        for match in phrase.pattern.finditer(sentence):
            name = match["quoted"] or _paper(match["paper"], phrase.only_media)
            if name:
                return name
    return ""


def is_masthead(line: str) -> bool:
    """Whether a line is an outlet's name and nothing else, as it stands above a date: «Friesische Rundschau»."""
    name = line.strip()
    if not re.fullmatch(rf"{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}", name):
        return False
    known = is_listed(name) or name.casefold().endswith(tuple(head for head, _ in _heads()))
    return known and name not in toml_table("origins")["mastheads"]["plain"]


def _paper(words: str, only_media: bool) -> str:
    """«Norddeutschen Rundschau» as «Norddeutsche Rundschau», «Küstenboten» as «Küstenbote»; empty for a plain word, and
    for «der Deutschen Post» where not only media stand."""
    table = toml_table("origins")["mastheads"]
    *before, last = words.split()
    for head, kind in _heads():
        stem, found, ending = last.casefold().rpartition(head)
        sure, gender = kind.split("_")
        if found and ending in _CASES[gender] | ({"n"} if head.endswith("e") else set()):
            break  # but not «Zeitungen»
    else:
        return ""
    name = last[: len(stem) + len(head)]
    if not before and name in table["plain"]:
        return ""
    name = " ".join([*(_adjective(word, gender) for word in before), name])
    return name if only_media or sure == "sure" or is_listed(name) else ""


def _adjective(word: str, gender: str) -> str:
    """«Neuen» and «Neue» before a head of the gender as «Neue», «Neuer», «Neues»; «Kieler» never changes."""
    if word.endswith("en") and len(word) > len("Genen"):
        return word[:-2] + _GENDER_ENDING[gender]
    changing = tuple(toml_table("origins")["mastheads"]["adjectives"])
    stem = word.removesuffix("r").removesuffix("e")
    return stem + _GENDER_ENDING[gender] if word != stem and stem.casefold().endswith(changing) else word


@derived
def _heads() -> list[tuple[str, str]]:
    """Heads with how sure they are and their gender («sure_f»), the longest first: «abendblatt» before «blatt»."""
    table = toml_table("origins")["mastheads"]
    kinds = [key for key in sorted(table) if key.startswith(("sure_", "doubtful_"))]
    found = [(head, key) for key in kinds for head in table[key]]
    return sorted(found, key=lambda entry: (-len(entry[0]), entry))


class _Phrase(NamedTuple):
    """A phrase of second_hand: its longest word, its pattern, and whether only media stand in it."""

    word: str
    pattern: re.Pattern[str]
    only_media: bool


@derived
def _phrases() -> tuple[_Phrase, ...]:
    table = toml_table("origins")
    kind = rf"(?:{'|'.join(map(re.escape, table['kinds']))})\s"
    paper = rf"{_OF_A_MEDIUM}?{OPEN}?(?P<paper>{_papers()}){CLOSE}?(?!\w)"
    of_kind = rf"{_OF_A_MEDIUM}?{_LOWER}{kind}{OPEN}(?P<quoted>{_WORDS}){CLOSE}"
    in_marks = rf"{_OF_A_MEDIUM}{_LOWER}(?:{kind})?{OPEN}(?P<quoted>{_WORDS}){CLOSE}"
    found = []
    for phrase in table["second_hand"]:
        only_media = phrase in table["reports"]
        medium = rf"(?:{in_marks if only_media else of_kind}|{paper})"
        word = max(re.sub(r"\{\w+\}", " ", phrase).split(), key=len).casefold()
        found.append(_Phrase(word, re.compile(rf"(?<!\w){phrase_pattern(phrase, medium)}"), only_media))
    return tuple(found)


@derived
def _signs() -> tuple[str, ...]:
    """What stands in every sentence that names a medium: a paper's head, or a quotation mark."""
    return (*OPEN.strip("[]"), *(head for head, _ in _heads()))


def _papers() -> str:
    """Names of papers: «Kieler Volkszeitung», «Ostsee-Rundschau», «Küstenkurier»."""
    last = "|".join(re.escape(head) for head, _ in _heads())
    alone = "|".join(map(re.escape, toml_table("origins")["mastheads"]["compounds"]))
    of_words = rf"(?:{_CAPITAL}\s){{1,3}}(?i:[\w-]{{0,20}}?(?:{last})){_ENDING}"
    return rf"{of_words}|[A-ZÄÖÜ][\w-]{{1,25}}?(?i:{alone}){_ENDING}"


def phrase_pattern(phrase: str, medium: str) -> str:
    """A phrase of second_hand as a regular expression; its first letter may be a capital («Laut», «Wie»)."""
    pattern = re.escape(phrase).replace(r"\{medium\}", medium).replace(r"\{who\}", WHO).replace(r"\{then\}", THEN)
    return f"[{pattern[0].upper()}{pattern[0].lower()}]{pattern[1:]}" if pattern[0].isalpha() else pattern
