# SPDX-License-Identifier: MIT
"""Screening: whether a URL, a host, an e-mail address or a name belongs to a listed market.

A listed domain covers itself and its subdomains, and nothing else. That a page stands below a
listed domain proves nothing about the page.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from notorious_markets.companies.connected import Connected
from notorious_markets.errors import (
    InvalidArgumentError,
    MissingDependencyError,
    UnknownValueError,
)
from notorious_markets.records import plain
from notorious_markets.records.companies import Company
from notorious_markets.records.editions import Listing, Market
from notorious_markets.screening.hosts import SPECIAL, host_of, host_of_host

INPUTS = ("url", "host", "email", "name")
"""What a value can be said to be."""

EXACT = 100.0
"""The score of a match that is no matter of similarity."""


@attrs.frozen(kw_only=True)
class Match:
    """One market that a value belongs to.

    Attributes:
        market: The market.
        domain: The listed domain that covers the value; `None` for a match by name.
        printed: Whether the domain is printed in a report. If not, it is known from elsewhere.
        listings: The listings of the market, of the editions that were asked for.
        companies: The companies behind the market.
        score: 100, or the similarity of the names, from 0 to 100.
        reason: What the match rests on.
    """

    market: Market
    domain: str | None
    printed: bool
    listings: tuple[Listing, ...]
    companies: tuple[Connected[Company], ...]
    score: float = EXACT
    reason: str

    to_dict = plain.to_dict

    @property
    def editions(self) -> tuple[int, ...]:
        """Years of the editions that list the market, of those that were asked for."""
        return tuple(listing.edition for listing in self.listings)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of the listings and of what is said of the companies."""
        cited = [source for listing in self.listings for source in listing.sources]
        cited += [source for company in self.companies for source in company.sources]
        return tuple(dict.fromkeys(cited))

    def __str__(self) -> str:
        years = ", ".join(map(str, self.editions))
        return f"{self.market.name} ({self.market.id}): {self.reason}; listed in {years}"


@attrs.frozen(kw_only=True)
class Target:
    """A market to screen for, with everything that leads to it.

    Attributes:
        market: The market.
        listings: Its listings, of the editions that are asked for; not empty.
        printed: The domains printed for it in any edition, with the years.
        names: Its names, each with what it is.
        companies: The companies behind it.
        company_names: The names of the companies that answer for it, each with the company.
    """

    market: Market
    listings: tuple[Listing, ...]
    printed: Mapping[str, tuple[int, ...]]
    names: Mapping[str, str]
    companies: tuple[Connected[Company], ...]
    company_names: Mapping[str, str]


class Screener:
    """The compiled form of screening: immutable, and can be pickled.

    Args:
        targets: The markets to screen for.
    """

    __slots__ = ("_domains", "_names", "_spellings")
    _domains: dict[str, tuple[Match, ...]]
    _names: dict[str, tuple[Match, ...]]
    _spellings: dict[str, str]

    def __init__(self, targets: Iterable[Target]) -> None:
        domains: dict[str, list[Match]] = {}
        names: dict[str, dict[str, Match]] = {}
        spellings: dict[str, str] = {}
        for target in targets:
            for domain, match in _domain_matches(target):
                domains.setdefault(domain, []).append(match)
            for spelling, match in _name_matches(target):
                key = plain_name(spelling)
                names.setdefault(key, {}).setdefault(match.market.id, match)
                spellings.setdefault(key, spelling)
        # A host may be covered by several listed domains; the longest comes first.
        covered = {
            domain: tuple(
                match for suffix in _suffixes(domain) for match in domains.get(suffix, ())
            )
            for domain in domains
        }
        self._freeze(
            covered,
            {key: tuple(found[id_] for id_ in sorted(found)) for key, found in names.items()},
            spellings,
        )

    def _freeze(self, *state: Any) -> None:
        for slot, value in zip(self.__slots__, state, strict=True):
            object.__setattr__(self, slot, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Screener is immutable: {name!r} cannot be set")

    def __reduce__(self) -> Any:
        return _revived, (self._domains, self._names, self._spellings)

    def __repr__(self) -> str:
        return f"<Screener of {len(self._domains)} domains and {len(self._names)} names>"

    @property
    def domains(self) -> tuple[str, ...]:
        """The listed domains, sorted."""
        return tuple(sorted(self._domains))

    def screen(
        self, value: str, kind: str | None = None, *, similar: float | None = None
    ) -> tuple[Match, ...]:
        """The markets that a value belongs to.

        Args:
            value: A URL, a host, an e-mail address, or the name of a market or of a company.
            kind: Which of these it is: ``"url"``, ``"host"``, ``"email"`` or ``"name"``. It is
                guessed if it is not given.
            similar: The least similarity, from 0 to 100, at which a name matches that is not the
                same. Without it, no name matches by similarity.

        Returns:
            By domain, the longest domain first; by name, the most similar first, then by the id of
            the market.

        Raises:
            InvalidArgumentError: The value is no text, or ``similar`` is no number from 0 to 100.
            UnknownValueError: There is no such kind.
            MissingDependencyError: A package is missing, of the extra ``screen`` or ``fuzzy``.
        """
        if not isinstance(value, str):
            raise InvalidArgumentError(f"what is screened must be text, not {value!r}")
        if kind == "url":
            return self.match_host(host_of(value))
        if kind is None:
            return self._guess(value, similar)
        if kind == "host":
            return self.match_host(host_of_host(value))
        if kind == "email":
            return self.match_host(_host_of_address(value))
        if kind == "name":
            return self.match_name(value, similar=similar)
        raise UnknownValueError("kind", kind, INPUTS)

    def match_host(self, host: str | None) -> tuple[Match, ...]:
        """The matches of a host in its WHATWG form: lower case, A-labels, no trailing dot."""
        domains = self._domains
        while host:
            found = domains.get(host)
            if found is not None:
                return found
            host = host.partition(".")[2]
        return ()

    def match_name(self, name: str, *, similar: float | None = None) -> tuple[Match, ...]:
        """The matches of a name; the arguments and errors are those of `screen`."""
        if similar is not None and not _is_score(similar):
            raise InvalidArgumentError(f"similar must be a number from 0 to 100, not {similar!r}")
        exact = self._names.get(plain_name(name), ())
        if exact or similar is None:
            return exact
        return self._similar(plain_name(name), similar)

    def _guess(self, value: str, similar: float | None) -> tuple[Match, ...]:
        text = value.strip()
        if _SPECIAL.match(text) or (_SCHEME.match(text) and re.search(r"[/\\]", text)):
            return self.match_host(host_of(value))
        found: tuple[Match, ...] = ()
        if _ADDRESS.fullmatch(text):
            found = self.match_host(_host_of_address(text))
        elif _HOST_AND_PATH.match(text):
            found = self.match_host(host_of(f"http://{text}"))
        return found or self.match_name(value, similar=similar)

    def _similar(self, key: str, least: float) -> tuple[Match, ...]:
        try:
            from rapidfuzz import fuzz, process
        except ModuleNotFoundError:
            raise MissingDependencyError("rapidfuzz", "fuzzy", "to compare names") from None
        best: dict[str, Match] = {}
        found = process.extract(
            key, list(self._names), scorer=fuzz.WRatio, score_cutoff=least, limit=None
        )
        for spelling, score, _ in found:
            for match in self._names[spelling]:
                reason = f"similar to {self._spellings[spelling]} ({score:.0f}): {match.reason}"
                best.setdefault(match.market.id, attrs.evolve(match, score=score, reason=reason))
        return tuple(sorted(best.values(), key=lambda match: (-match.score, match.market.id)))


def find_targets(
    markets: Mapping[str, Market],
    listings: Iterable[Listing],
    chosen: Iterable[Listing],
    companies_of: Callable[[str], tuple[Connected[Company], ...]],
) -> Iterator[Target]:
    """The markets that the chosen listings name, as targets.

    Args:
        markets: Every market by id.
        listings: Every listing: a domain printed in any edition belongs to its market.
        chosen: The listings that are asked for.
        companies_of: The companies behind the market with an id.
    """
    listed: dict[str, list[Listing]] = {}
    for listing in chosen:
        for id_ in listing.markets:
            listed.setdefault(id_, []).append(listing)
    printed, names = _printed_domains(markets, listings), _printed_names(listings)
    for id_, found in listed.items():
        market, companies = markets[id_], companies_of(id_)
        yield Target(
            market=market,
            listings=tuple(found),
            printed=printed.get(id_, {}),
            names={
                **names.get(id_, {}),
                **dict.fromkeys(market.aliases, "an alias of it"),
                market.name: "its name",
            },
            companies=companies,
            company_names={
                name: item.name
                for item in companies
                if item.relation.decides
                for name in (item.record.name, item.record.legal_name, *item.record.aliases)
                if name
            },
        )


def _printed_domains(
    markets: Mapping[str, Market], listings: Iterable[Listing]
) -> dict[str, dict[str, tuple[int, ...]]]:
    """The domains of each market that were printed, with the editions.

    A heading of several markets does not say whose its domains are: they belong to those that
    every claim to them names.
    """
    claims: dict[str, list[set[str]]] = {}
    years: dict[str, list[int]] = {}
    for market in markets.values():
        for domain in market.domains:
            claims.setdefault(domain, []).append({market.id})
    for listing in listings:
        for domain in listing.domains:
            claims.setdefault(domain, []).append(set(listing.markets))
            years.setdefault(domain, []).append(listing.edition)
    printed: dict[str, dict[str, tuple[int, ...]]] = {}
    for domain, editions in years.items():
        first, *others = claims[domain]
        for id_ in first.intersection(*others):
            printed.setdefault(id_, {})[domain] = tuple(sorted(set(editions)))
    return printed


def _printed_names(listings: Iterable[Listing]) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for listing in listings:
        for id_ in listing.markets:
            names.setdefault(id_, {})[listing.name] = f"printed in {listing.edition}"
    return names


def _revived(*state: Any) -> Screener:
    screener = Screener.__new__(Screener)
    screener._freeze(*state)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    return screener


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\t\n\r-]*:(?![0-9]+(?:[/\\?#]|\Z))")  # no port after it
_SPECIAL = re.compile("|".join(SPECIAL), re.IGNORECASE)  # slashes or not
_ADDRESS = re.compile(r"[^\s@/\\]+@[^\s@/\\]+")
_WORD = re.compile(r"\w+")
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=\w(?:\W|\Z))")  # "s.a." is one legal form
# A run with a dot inside, read once: whatever the text, that takes no more than linear time.
_HOST_AND_PATH = re.compile(r"(?=[^\s/\\?#@]+\.[^\s/\\?#@])[^\s/\\?#@]++(?:[/\\?#]|\Z)")

_LEGAL_FORMS = frozenset(
    """
    ab ag as asa bhd bv co company corp corporation doo eood fzco fze gmbh inc incorporated jsc kg
    kft limited llc llp lp ltd ltda mchj nv oao ojsc ood ooo oy oyj pao pjsc plc private pt pte pty
    pvt sa sab sarl sas sdn se sl spa spolka srl sro tbk ug zao zoo оао ооо пао зао ао
    """.split()
)


def plain_name(name: str) -> str:
    """A name without compatibility variants, case, punctuation and legal forms at its ends.

    A name that is nothing but legal forms stays as it is.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    folded = _DOT_INSIDE.sub("", folded)
    words = _WORD.findall(folded) or [folded]
    first, last = 0, len(words) - 1
    while first < last and words[last] in _LEGAL_FORMS:
        last -= 1
    while first < last and words[first] in _LEGAL_FORMS:
        first += 1
    return " ".join(words[first : last + 1])


def _is_score(similar: object) -> bool:
    return (
        isinstance(similar, int | float) and not isinstance(similar, bool) and 0 <= similar <= EXACT
    )


def _host_of_address(text: str) -> str | None:
    local, _, host = text.strip().rpartition("@")
    return host_of_host(host) if local else None


def _suffixes(host: str) -> Iterable[str]:
    while host:
        yield host
        host = host.partition(".")[2]


def _domain_matches(target: Target) -> Iterable[tuple[str, Match]]:
    for domain, years in target.printed.items():
        reason = f"{domain} is printed in the edition of {', '.join(map(str, years))}"
        yield domain, _match(target, reason, domain=domain, printed=True)
    for domain in target.market.domains:
        if domain not in target.printed:
            reason = f"{domain} is known from elsewhere than a report"
            yield domain, _match(target, reason, domain=domain)


def _name_matches(target: Target) -> Iterable[tuple[str, Match]]:
    for name, what in target.names.items():
        yield name, _match(target, f"{name} is {what}")
    for name, company in target.company_names.items():
        yield name, _match(target, f"{name} names {company}, a company behind the market")


def _match(
    target: Target, reason: str, *, domain: str | None = None, printed: bool = False
) -> Match:
    return Match(
        market=target.market,
        domain=domain,
        printed=printed,
        listings=target.listings,
        companies=target.companies,
        reason=reason,
    )
