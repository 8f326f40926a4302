"""Spaces between tokens for corpora that lost them, so that training sees running text."""

from training.conllu import Sentence

NO_SPACE_BEFORE = set(",.;:!?)]}…%") | {"...", "“", "”", "‘", "’"}
NO_SPACE_AFTER = {"(", "[", "{", "„", "‚"}
STRAIGHT = {'"', "'"}


def guess_spaces(words: list[str]) -> list[bool]:
    """Whether a space follows each word, by German typesetting."""
    spaces = [True] * len(words)
    opened: set[str] = set()
    german = "„" in words or "‚" in words
    for index, word in enumerate(words):
        opens = False
        if word in STRAIGHT or word in ("»", "«"):
            opens = word not in opened and not ({"»", "«"} - {word}) & opened
            opened = opened | {word} if opens else set()
        closing = word in NO_SPACE_BEFORE and (german or word not in "“‘")
        if index and (closing or (word in STRAIGHT | {"»", "«"} and not opens)):
            spaces[index - 1] = False
        if word in NO_SPACE_AFTER or opens:
            spaces[index] = False
    return spaces


def apply_guess(sentence: Sentence) -> None:
    for token, space in zip(sentence.tokens, guess_spaces(sentence.words), strict=True):
        token.space = space


def apply_original(sentence: Sentence, text: str, offset: int) -> int:
    """Take spaces from the original text; returns the end offset, or -1 where it differs."""
    position = offset
    for token in sentence.tokens:
        while position < len(text) and text[position].isspace():
            position += 1
        if not text.startswith(token.form, position):
            return -1
        position += len(token.form)
        token.space = position >= len(text) or text[position].isspace()
    return position
