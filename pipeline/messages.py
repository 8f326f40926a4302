"""What a run tells people: German by default, English by option."""

from __future__ import annotations

from pipeline.lexicon import toml_table

_language = "de"


def use_language(language: str) -> None:
    """Set the language (de or en) of all later messages of this process."""
    global _language
    _language = language


def language() -> str:
    """The language of messages: de or en."""
    return _language


def say(key: str, **values: object) -> str:
    """The message ``key`` of resources/messages.toml in the chosen language, with its {names} filled in."""
    return phrase("messages", key, **values)


def phrase(table: str, key: str, **values: object) -> str:
    """As ``say``, from another file of resources/ that has a table per language."""
    return str(toml_table(table)[_language][key]).format(**values)
