"""«Er nannte es ‹Unsinn›»: single angle marks are tokens of their own, as all other quotation marks are.

spaCy's rules do not know them, though Swiss papers (‹…›) and books (›…‹) quote inside quotations so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

BEFORE = r"|^[‹›]"
BEHIND = r"|[‹›]$|(?<=[‹›])\.$"


def split_angles(nlp: Language) -> None:
    """Teach the tokenizer of ``nlp`` the marks; nothing else changes."""
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = re.compile(_pattern(tokenizer.prefix_search) + BEFORE).search
    tokenizer.suffix_search = re.compile(_pattern(tokenizer.suffix_search) + BEHIND).search


def _pattern(search: Any) -> str:
    """The pattern behind a tokenizer's bound ``search``; one that matches nothing where a pipeline has none."""
    return str(search.__self__.pattern) if search else r"(?!)"
