# SPDX-License-Identifier: MIT
"""Listings proposed from the headings of a report, for review.

The layout is that of the reports since 2017: a contents page with dot leaders; a section "Online
Markets" of headings followed by "Nominated as"; a section "Physical Markets" of economies, with a
heading "market, city" for each market. What does not fit is a doubt, and never dropped in silence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs
import pycountry

from curation.pages import Page
from notorious_markets.records.vocabulary import Kind
from notorious_markets.text.names import fold, is_domain, name_key

_LEADER = re.compile(r"\s*(?:\.\s?){4,}\s*(\d{1,3})(?=\s|$)")
_CONTENTS = re.compile(r"^.*\bcontents\b", re.IGNORECASE | re.DOTALL)
_SECTIONS = {"online markets": Kind.ONLINE, "physical markets": Kind.PHYSICAL}
_AFTER = ("public information", "next review", "annex", "appendix", "endnotes")
_NOMINATED = re.compile(r"(?:also )?(?:nominated as|related sites|known as)\b", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+", re.IGNORECASE)
_STATED = re.compile(r"\b(\w+) (online|physical) markets\b", re.IGNORECASE)
_SMALL_WORDS = frozenset("a an and d/b/a de del des di do el la las los of on the und y".split())
_LONGEST_HEADING = 90
_USTR_NAMES = {  # as the reports print them, where that is no name of ISO 3166-1
    "czech republic": "CZ",
    "korea": "KR",
    "macau": "MO",
    "russia": "RU",
    "south korea": "KR",
    "turkey": "TR",
}


@attrs.frozen(kw_only=True)
class Proposal:
    """One heading that seems to be a listing.

    Attributes:
        kind: The section it stands in.
        name: Its text, as printed; of a physical market, what stands before the first comma.
        economy: ISO 3166-1 alpha-2 code of the economy it stands under, if it is physical.
        locality: Of a physical market, what stands after the first comma.
        domains: The host names of the lines that begin with "Nominated as".
        page: The page it stands on.
    """

    kind: Kind
    name: str
    economy: str | None = None
    locality: str | None = None
    domains: tuple[str, ...] = ()
    page: int


@attrs.frozen(kw_only=True)
class Reading:
    """What the headings of a report show.

    Attributes:
        proposals: The listings they seem to be, in the order of the report.
        stated: How many markets of a kind the text says it names.
        doubts: What a reviewer has to look at in the report, a sentence each.
    """

    proposals: tuple[Proposal, ...]
    stated: dict[Kind, int]
    doubts: tuple[str, ...]

    def of(self, kind: Kind) -> tuple[Proposal, ...]:
        """Return the proposals of one section."""
        return tuple(item for item in self.proposals if item.kind is kind)


@attrs.frozen
class _Entry:
    """A line of the contents page, with the section and the economy it stands under."""

    kind: Kind
    title: str
    page: int
    economy: str | None = None


def read_headings(pages: Sequence[Page]) -> Reading:
    """Propose listings from the contents pages and from the headings of the two sections."""
    contents = [page for page in pages if _is_contents(page)]
    body = [page for page in pages if page not in contents]
    entries = list(_entries(contents))
    names = {name_key(entry.title) for entry in entries if entry.kind is Kind.ONLINE}
    found = list(_headings(body, names))
    proposals = [*found, *_only_in_contents(entries, found)]
    stated = dict(_stated_counts(body))
    doubts = (*_doubts(entries, found), *_count_doubts(proposals, stated))
    return Reading(proposals=tuple(proposals), stated=stated, doubts=doubts)


def economy_of(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of an economy's printed name; nothing else is one."""
    name = text.casefold().removeprefix("the ").strip()
    if name in _USTR_NAMES:
        return _USTR_NAMES[name]
    if len(name) <= 3:  # a code, which the report does not print as a heading
        return None
    try:
        return str(pycountry.countries.lookup(name).alpha_2)
    except LookupError:
        return None


# Contents pages


def _is_contents(page: Page) -> bool:
    return len(_LEADER.findall("\n".join(page.lines))) >= 3


def _entries(contents: Iterable[Page]) -> Iterator[_Entry]:
    """Return the entries of both sections; an economy is one only without markets of its own."""
    text = "\n".join(line for page in contents for line in page.lines)
    parts = _LEADER.split(_CONTENTS.sub("", text, count=1))
    kind, economy = None, None
    for title, number in zip(parts[::2], parts[1::2], strict=False):
        title, page = " ".join(title.split()), int(number)
        if title.casefold() in _SECTIONS:
            kind, economy = _SECTIONS[title.casefold()], None
        elif title.casefold().startswith(_AFTER):
            kind = None
        elif kind is Kind.PHYSICAL and (code := economy_of(title)):
            economy = code
            yield _Entry(kind, "", page, economy)
        elif kind is not None:
            yield _Entry(kind, title, page, economy)


# Headings of the text


def _headings(body: Sequence[Page], names: set[str]) -> Iterator[Proposal]:
    kind, economy, before = None, None, ""
    lines = [(page.number, line) for page in body for line in page.lines]
    for place, (number, line) in enumerate(lines):
        rest = [text for _, text in lines[place + 1 : place + 8]]
        folded = line.casefold()
        if folded in _SECTIONS:
            kind, economy = _SECTIONS[folded], None
        elif folded.startswith(_AFTER) and _is_heading(line):
            kind = None
        elif kind is Kind.ONLINE and _begins_online_entry(line, rest, names):
            yield Proposal(kind=kind, name=line, domains=_nominated(rest), page=number)
        elif kind is Kind.PHYSICAL and (code := economy_of(line)):
            economy = code
        elif kind is Kind.PHYSICAL and _begins_physical_entry(line, before, rest):
            name, _, locality = line.partition(",")
            yield Proposal(
                kind=kind,
                name=name.strip(),
                economy=economy,
                locality=locality.strip() or None,
                page=number,
            )
        before = line


def _begins_online_entry(line: str, rest: Sequence[str], names: set[str]) -> bool:
    nominated = bool(rest) and bool(_NOMINATED.match(rest[0]))
    return _is_heading(line) and (nominated or name_key(line) in names)


def _begins_physical_entry(line: str, before: str, rest: Sequence[str]) -> bool:
    after_an_end = economy_of(before) is not None or before.endswith((".", ".”", '."', ")", "!"))
    return after_an_end and bool(rest) and _is_heading(line) and _is_title(line)


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and not line.endswith((".", ";", ":", ","))


def _is_title(line: str) -> bool:
    """Tell whether every word that can have a capital has one."""
    words = [word.strip("()“”\"'") for word in re.split(r"[\s/]+", line)]
    counted = [word for word in words if word[:1].isalpha() and fold(word) not in _SMALL_WORDS]
    return bool(counted) and all(word[0].isupper() for word in counted)


def _nominated(rest: Sequence[str]) -> tuple[str, ...]:
    """Return host names of the first sentences of an entry, as long as they say its name."""
    sentences = re.split(r"\.(?=\s+[A-Z])", " ".join(rest))
    hosts: list[str] = []
    for sentence in sentences:
        if not _NOMINATED.match(sentence.strip()):
            break
        hosts += [host.lower().rstrip(".") for host in _HOST.findall(sentence)]
    return tuple(dict.fromkeys(host for host in hosts if is_domain(host)))


# What does not fit


def _only_in_contents(entries: Iterable[_Entry], found: Sequence[Proposal]) -> Iterator[Proposal]:
    seen = {(item.kind, name_key(item.name)) for item in found}
    for entry in entries:
        name, _, locality = (
            (entry.title, "", "") if entry.kind is Kind.ONLINE else entry.title.partition(",")
        )
        if entry.title and (entry.kind, name_key(name)) not in seen:
            yield Proposal(
                kind=entry.kind,
                name=name.strip(),
                economy=entry.economy,
                locality=locality.strip() or None,
                page=entry.page,
            )


def _doubts(entries: Sequence[_Entry], found: Sequence[Proposal]) -> Iterator[str]:
    online = {name_key(item.name) for item in found if item.kind is Kind.ONLINE}
    listed = {name_key(entry.title) for entry in entries if entry.kind is Kind.ONLINE}
    economies = {item.economy for item in found if item.kind is Kind.PHYSICAL}
    for entry in entries:
        where = f"the contents page, for page {entry.page}"
        if entry.kind is Kind.ONLINE and not entry.title:
            yield f"an entry without a name stands on {where}"
        elif entry.kind is Kind.ONLINE and found and name_key(entry.title) not in online:
            yield f"{entry.title} stands on {where}, but no heading of the text was found"
        elif entry.kind is Kind.PHYSICAL and not entry.title and entry.economy not in economies:
            yield f"{entry.economy} stands on {where}, but no market of it was found"
    named = {entry.economy for entry in entries if entry.kind is Kind.PHYSICAL}
    for item in found:
        where = f"{item.name}, page {item.page}"
        if item.kind is Kind.ONLINE and listed and name_key(item.name) not in listed:
            yield f"{where}: not on the contents page"
        elif item.kind is Kind.PHYSICAL and item.economy is None:
            yield f"{where}: stands under no economy"
        elif item.kind is Kind.PHYSICAL and named and item.economy not in named:
            yield f"{where}: {item.economy} is not on the contents page"


def _stated_counts(body: Iterable[Page]) -> Iterator[tuple[Kind, int]]:
    """Return the first number before "online markets" and before "physical markets"."""
    text = " ".join(line for page in body for line in page.lines)
    seen: set[Kind] = set()
    for number, kind in _STATED.findall(text):
        value = int(number) if number.isdecimal() else None
        if value is not None and Kind(kind.lower()) not in seen:
            seen.add(Kind(kind.lower()))
            yield Kind(kind.lower()), value


def _count_doubts(proposals: Sequence[Proposal], stated: dict[Kind, int]) -> Iterator[str]:
    for kind in Kind:
        count = sum(item.kind is kind for item in proposals)
        if kind not in stated:
            yield f"the text states no number of {kind} markets; {count} are proposed"
        elif stated[kind] != count:
            yield f"the text states {stated[kind]} {kind} markets; {count} are proposed"
