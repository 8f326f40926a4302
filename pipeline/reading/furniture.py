"""Page furniture, one line at a time: captions, menus, tag lines, bylines, sign-offs, notices, calls to the reader.

A rule says what a line is by its build; the phrases stand in resources/furniture.toml. Real headlines stay: «Norland
will Truppen schicken» has neither a phrase nor a build of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.lexicon import toml_table
from pipeline.reading.bylines import agencies, is_byline
from pipeline.reading.foreign import is_foreign_line
from pipeline.reading.paragraphs import SENTENCE_END
from pipeline.reading.publication import date_of_line

LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
GLUE = re.compile(
    r"(?<=[a-zäöüß]{3})(?=[A-ZÄÖÜ][a-zäöüß]{2})|(?<=[a-zäöüß]{3})(?=[A-Z]{2,5}\b)|(?<=\b[A-Z]{3})(?=[A-Z][a-zäöüß]{3})"
)
BORDER = re.compile(r"\s[|•·›»>/]\s|\s{4,}|\t")
TIME = r"(?:\d{1,2}:)?\d{1,2}:\d\d"
PLAYER = re.compile(
    rf"\W{{0,3}}(?:(?:video|audio|podcast|dauer|länge):? )?{TIME}(?:\s?[/|-]\s?{TIME})?"
    r"(?:\s?(?:min|minuten|std|h)\.?)?\W{0,3}\Z",
    re.IGNORECASE,
)
FILE_NAME = re.compile(r"\S{1,300}\.(?:jpe?g|png|gif|webp|avif|svg|mp4|mp3)\Z", re.IGNORECASE)
COUNT = re.compile(
    r"\W{0,3}\d{0,6}\s?(?:Kommentare?|Leserkommentare?|Postings?|Likes?|Aufrufe|Views|Shares|Reaktionen)"
    r"(?: \(?\d{1,6}\)?|\s?\(\d{1,6}\))?\W{0,3}\Z",
    re.IGNORECASE,
)
MINUTES = re.compile(r"\d{1,3} ?(?:Min|min|Minuten)\b\.?(?: Lesezeit| Lesedauer)?\Z")
PHONE = re.compile(r"(?:\+|\b0)\d[\d ()/-]{5,20}")
MAIL_OR_LINK = re.compile(r"\S{1,60}@\S{1,60}\Z|(?:https?://|www\.)\S{1,300}\Z")
SOURCE_LINE = re.compile(r"(?:Quelle|Quellen|Source)\s?:\s?\S", re.IGNORECASE)
INITIALS = re.compile(r"(?:[a-zäöü]{2,4}|[A-ZÄÖÜ]{2,3})\Z")


def furniture_kind(line: str) -> str:
    """Which kind of page furniture a cleaned line is, or empty where it may be part of the article."""
    for rule in RULES:
        if rule(line):
            return rule.__name__.removeprefix("is_")
    return ""


def is_wordless(line: str) -> bool:
    """«,» or «***»: nothing to read."""
    return not LETTER.search(line)


def is_label(line: str) -> bool:
    """«Politik», «Teilen», «Mehr anzeigen ›» alone on a line."""
    bare = line.casefold().strip(" :;.…»›>→·|•-–+▶▸").removesuffix("()")
    return len(line) <= 60 and bare in toml_table("furniture")["whole"]


def is_notice(line: str) -> bool:
    """«Haftungsausschluss: …», «Dieser Text wurde automatisch übersetzt», a consent banner."""
    table = toml_table("furniture")
    low = line.casefold()
    if low.startswith(tuple(table["begins"])) or line.startswith(tuple(table["inline"]["phrases"])):
        return True
    if len(line) <= 140 and low.startswith(tuple(table["short_begins"])) and not SENTENCE_END.search(line):
        return True
    if len(line) > 400:
        return False
    notices = table["notices"]
    return any(word in low for word in notices["first"]) and any(word in low for word in notices["others"])


def is_call(line: str) -> bool:
    """«Jetzt den Newsletter abonnieren»: a short line that asks the reader to do something."""
    table = toml_table("furniture")["calls"]
    low = line.casefold()
    if len(line) > 160 or not low.startswith(tuple(table["begins"])):
        return False
    return re.search(rf"\b(?:{'|'.join(map(re.escape, table['holds']))})\b", low) is not None


def is_teaser(line: str) -> bool:
    """«Mehr zum Thema», «Lesen Sie auch: …», «Schlagworte:»."""
    teasers = toml_table("furniture")["teasers"]
    low = line.casefold()
    return len(line) <= 300 and (low.startswith(tuple(teasers["begins"])) or low.rstrip(" :…") in teasers["bare"])


def is_bare_teaser(line: str) -> bool:
    """«Mehr zum Thema» alone, so that the titles stand below it."""
    teasers = toml_table("furniture")["teasers"]
    low = line.casefold().rstrip(" :…")
    return low in teasers["begins"] or low in teasers["bare"]


def is_player(line: str) -> bool:
    """«00:00 / 01:44»: a player's time."""
    return bool(PLAYER.match(line))


def is_file_name(line: str) -> bool:
    """A picture's file name: one long word with many hyphens, or one that ends in .jpg."""
    if " " in line or len(line) > 400:
        return False
    return bool(FILE_NAME.match(line)) or (len(line) >= 25 and line.count("-") + line.count("_") >= 4)


def is_count(line: str) -> bool:
    """«112 Postings», «Kommentare (12)», «5 Min.»."""
    return len(line) <= 60 and bool(COUNT.match(line) or MINUTES.match(line))


def is_contact(line: str) -> bool:
    """«Redaktion: +49 40 …», an address of mail or web alone on a line."""
    if MAIL_OR_LINK.match(line):
        return True
    return len(line) <= 150 and not SENTENCE_END.search(line) and bool(PHONE.search(line))


def is_menu(line: str) -> bool:
    """«Startseite | Politik | Sport»: short parts between bars, without a sentence; among many there may be a longer
    one («Abo ab 9 Euro im Monat»)."""
    if len(line) > 400 or SENTENCE_END.search(line):
        return False
    parts = [part for part in BORDER.split(line) if part.strip()]
    most_words = 5 if len(parts) < 5 else 8
    return len(parts) >= 3 and all(len(part) <= 40 and len(part.split()) <= most_words for part in parts)


def is_tag_line(line: str) -> bool:
    """«Petra VogtJan MüllerNATO»: names glued together or in a row, without a verb."""
    if len(line) > 600 or SENTENCE_END.search(line):
        return False
    if len(glued_at(line)) >= 2:
        return True
    words = line.replace(",", " ").split()
    capitals = all(word[0].isupper() or word[0] == "#" for word in words)
    return capitals and ":" not in line and (line.count(",") >= 3 or (len(words) >= 5 and "," not in line))


def is_sign_off(line: str) -> bool:
    """«Quelle: nordblatt.de, abc/AFP», «(dpa)», «(KL)», «abc/dpa», «Keystone-SDA Die Nachrichtenagentur …»."""
    if len(line) > 160:
        return False
    if SOURCE_LINE.match(line):
        return True
    known = agencies()
    words = [word.casefold() for word in re.split(r"[\s/,;()]+", line.strip(".")) if word]
    if len(words) > 1 and words[0] in known and "agentur" in line.casefold() and not SENTENCE_END.search(line):
        return len(line) <= 80
    if len(line) > 60 or not words or not any(word in known for word in words):
        return line.startswith("(") and line.endswith(")") and bool(INITIALS.match(line[1:-1]))
    return all(word in known or INITIALS.match(word) or word[0].isdigit() for word in words)


def is_dated_line(line: str) -> bool:
    """«Publiziert: 03.05.2026, 06:10 Uhr»."""
    return date_of_line(line) is not None


def is_caption(line: str) -> bool:
    """«… am Ufer. (Foto: dpa)», «Bild: Keystone», «Brandl (r.) am Ufer …»."""
    table = toml_table("furniture")["captions"]
    low = line.casefold()
    if len(line) <= 250 and any(pointer in low for pointer in table["pointers"]):
        return True
    if len(line) > 500 or len(re.findall(r"[.!?] [A-ZÄÖÜ„\"»]", line)) >= 3:
        return False
    if credit_at(line) is not None:
        return True
    if not SENTENCE_END.search(line) and ":" not in line and _ends_with_agency(line):
        return True
    end = low.rstrip(" )").rsplit(". ", 1)[-1]
    return not SENTENCE_END.search(line) and any(house in end for house in table["houses"]) and len(end) <= 200


def _ends_with_agency(line: str) -> bool:
    """«Die Ministerin am Samstag in Ostmeer dpa», «Lars Muster / Reuters»."""
    words = line.split()
    last = re.split(r"[/@]", words[-1])[-1] if words else ""
    return (
        3 <= len(words) <= 40
        and last.casefold() in agencies()
        and last.casefold() not in {"red", "agenturen", "ots", "ap"}
    )


def credit_at(line: str) -> int | None:
    """Where a picture's credit at the line's end begins («(Foto: dpa)», «Bild: Keystone», «© Reuters»), or None."""
    labels = "|".join(map(re.escape, toml_table("furniture")["captions"]["labels"]))
    start = rf"(?:[\[(]|(?<=[.!?“\"«»)] )|\A)(?:{labels})\s?(?::|©|/| von )\s?"
    match = re.search(start + r"[^.!?()]{2,90}(?:\([^()]{1,40}\))?[\])]?\W{0,2}\Z", line)
    match = match or re.search(r"[\[(]?©\s?[^!?()]{2,80}[\])]?\Z", line)
    return match.start() if match else None


def is_foreign(line: str) -> bool:
    """A caption or a menu in another language."""
    return is_foreign_line(line)


def glued_at(line: str) -> list[int]:
    """Where two words stand together without a blank («OstmeerNorland»); names written so do not count."""
    camel = tuple(toml_table("furniture")["names"]["camel_words"])
    found = []
    for match in GLUE.finditer(line):
        start = line.rfind(" ", 0, match.start()) + 1
        end = line.find(" ", match.start())
        if not any(name in line[start : end if end > 0 else len(line)] for name in camel):
            found.append(match.start())
    return found


RULES: tuple[Callable[[str], bool], ...] = (
    is_wordless,
    is_label,
    is_teaser,
    is_notice,
    is_call,
    is_player,
    is_file_name,
    is_count,
    is_contact,
    is_menu,
    is_tag_line,
    is_sign_off,
    is_dated_line,
    is_byline,
    is_caption,
    is_foreign,
)
