"""Punctuation marks hung by one rule, whatever the treebank's own custom.

Treebanks agree on words and differ on commas; a parser that reads several learns a mixture. The rule
follows the guideline of Universal Dependencies: a mark belongs to the lower of the two units that
it parts, to their highest word that leaves the tree projective; a pair belongs to what it encloses;
the last mark of a sentence belongs to its root.
"""

from training.conllu import Sentence, Token

PAIRS = {"(": ")", "[": "]", "{": "}", "„": "“", "»": "«", "«": "»", "“": "”", "‚": "‘", "‹": "›", "›": "‹"}
SAME = {'"', "'"}


def is_mark(token: Token) -> bool:
    return token.dep == "punct"


def pairs(words: list[str]) -> list[tuple[int, int]]:
    """Opening and closing marks; what stays open has no partner."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[int, str]] = []
    for index, word in enumerate(words):
        place = next((n for n, (_, closing) in reversed(list(enumerate(waiting))) if closing == word), -1)
        if place >= 0:
            found.append((waiting[place][0], index))
            del waiting[place:]
        elif word in PAIRS or word in SAME:
            waiting.append((index, PAIRS.get(word, word)))
    return found


def roots(tokens: list[Token]) -> list[int]:
    """The root above each word; a paragraph may have several."""
    found = []
    for index in range(len(tokens)):
        node = index
        for _ in range(len(tokens)):
            if tokens[node].head == node:
                break
            node = tokens[node].head
        found.append(node)
    return found


def ancestors(tokens: list[Token], node: int) -> list[int]:
    path: list[int] = []
    while tokens[node].head != node and len(path) < len(tokens):
        node = tokens[node].head
        path.append(node)
    return path


def climb(tokens: list[Token], mark: int, node: int) -> int:
    """The highest word above a neighbour that stays on its side of the mark."""
    for above in ancestors(tokens, node):
        if (above < mark) != (node < mark) or is_mark(tokens[above]):
            break
        node = above
    return node


def neighbour(tokens: list[Token], tops: list[int], mark: int, step: int) -> int:
    """The next word of the same tree to one side, or -1."""
    place = mark + step
    while 0 <= place < len(tokens) and tops[place] == tops[mark]:
        if not is_mark(tokens[place]):
            return place
        place += step
    return -1


def place_of(tokens: list[Token], tops: list[int], mark: int) -> int:
    left = neighbour(tokens, tops, mark, -1)
    right = neighbour(tokens, tops, mark, 1)
    if right < 0:
        return tops[mark]
    high_right = climb(tokens, mark, right)
    if left < 0:
        return high_right
    high_left = climb(tokens, mark, left)
    return high_left if high_right in ancestors(tokens, high_left) else high_right


def hang_pairs(tokens: list[Token], heads: dict[int, int]) -> None:
    for first, last in pairs([token.form for token in tokens]):
        if first not in heads or last not in heads:
            continue
        inside = [n for n in range(first + 1, last) if n not in heads]
        tops = [n for n in inside if tokens[n].head == n or not first < tokens[n].head < last]
        if tops:
            heads[first], heads[last] = tops[0], tops[-1]


def hang_punctuation(sentence: Sentence) -> None:
    """Give every mark the head that the rule says; sentences without a whole tree stay as they are."""
    tokens = sentence.tokens
    if any(token.head < 0 for token in tokens):
        return
    tops = roots(tokens)
    if any(is_mark(tokens[top]) for top in tops):
        return
    heads = {n: place_of(tokens, tops, n) for n, token in enumerate(tokens) if is_mark(token)}
    for token in tokens:  # nothing hangs on a mark
        while token.head in heads and not is_mark(token):
            token.head = tokens[token.head].head
    hang_pairs(tokens, heads)
    for mark, head in heads.items():
        tokens[mark].head = head
