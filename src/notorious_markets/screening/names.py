# SPDX-License-Identifier: MIT
"""Names as screening compares them: their plain form, and how similar two of them are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from notorious_markets.errors import MissingDependencyError

_WORD = re.compile(r"\w+")
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=\w(?:\W|\Z))")  # "s.a." is one legal form

LEGAL_FORMS = frozenset(
    """
    ab ag aps as asa bhd bv bvba cjsc co company corp corporation doo ehf eood fzco fze gmbh inc
    incorporated jsc kft kg kk limited llc llp lp ltd ltda mchj nv oao ojsc ood ooo oy oyj pao pjsc
    plc private pt pte pty pvt sa sab sarl sas sasu sdn se sl slu spa spolka srl sro tbk ug zao zoo
    zrt оао ооо пао зао ао
    """.split()
)
"""Words that say how a company is constituted, at the end of its name."""

LEADING_FORMS = frozenset("cjsc jsc llc oao ojsc ooo pao pjsc pt zao оао ооо пао зао ао".split())
"""Those that stand before a name as well; none is a word that a name would begin with."""

# Ordinary words and place names that a listed name consists of. A company "Rebel Inc." is not the
# market Rebel: before one of these, a legal form is a part of the name.
COMMON_WORDS = frozenset(
    """
    chaloos gamarra genius goto greenhills haraj istar kidderpore kismet lowu patpong quiapo rebel
    sea spider tepito uploaded yts zing
    """.split()
)
"""One-word names that are not what remains when a legal form is dropped."""

_SAME_FORM = {"company": "co", "corporation": "corp", "incorporated": "inc", "limited": "ltd"}


def plain_name(name: str) -> str:
    """Return a name without compatibility variants, case, punctuation and legal forms.

    Legal forms go at its end, and at its head those that stand there. A name that is nothing but
    legal forms stays as it is, and so does one of which only a common word would remain.

    >>> from notorious_markets.screening.names import plain_name
    >>> [plain_name(name) for name in ("PT Bukalapak.com Tbk", "Private Layer Inc.", "Sea Limited")]
    ['bukalapak com', 'private layer', 'sea ltd']
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    folded = _DOT_INSIDE.sub("", folded)
    words = [found[0] for found in _WORD.finditer(folded)] or [folded]
    first, last = 0, len(words) - 1
    while first < last and words[last] in LEGAL_FORMS:
        last -= 1
    while first < last and words[first] in LEADING_FORMS:
        first += 1
    if first == last and len(words) > 1 and words[first] in COMMON_WORDS:
        return " ".join(_SAME_FORM.get(word, word) for word in words)
    return " ".join(words[first : last + 1])


def similar_names(key: str, among: Sequence[str], least: float) -> Iterator[tuple[str, float]]:
    """Yield the plain names that are similar to one, with their scores, the best first.

    The score is the share of letters that two names have in common in their order, once as they
    are written and once with their words sorted, whichever is higher. A part of a name is never
    compared with another name.

    Raises:
        MissingDependencyError: RapidFuzz is missing, of the extra ``fuzzy``.
    """
    try:
        from rapidfuzz import fuzz, process  # an optional dependency
    except ModuleNotFoundError:
        raise MissingDependencyError("rapidfuzz", "fuzzy", "to compare names") from None
    best: dict[str, float] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for name, score, _ in process.extract(
            key, among, scorer=scorer, score_cutoff=least, limit=None
        ):
            best[name] = max(score, best.get(name, 0.0))
    yield from sorted(best.items(), key=lambda item: -item[1])
