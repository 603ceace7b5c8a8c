# SPDX-License-Identifier: MIT
"""Screening: whether a URL, a host, an e-mail address or a name belongs to a listed market.

A listed domain covers itself and its subdomains, and nothing else. That a page stands below a
listed domain proves nothing about the page.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from notorious_markets.errors import InvalidArgumentError
from notorious_markets.screening.hosts import MAX_HOST, SIMPLE_URL
from notorious_markets.screening.matches import EXACT, Match
from notorious_markets.screening.names import plain_name, similar_names
from notorious_markets.screening.targets import Target
from notorious_markets.screening.values import read_value


class Screener:
    """The compiled form of screening: immutable, hashable, equal to its pickled copy.

    Args:
        targets: The markets to screen for.
        release: Version of the release that they are of, which each match names.
    """

    __slots__ = ("_domains", "_hash", "_names", "_spellings", "_tails")
    _domains: dict[str, tuple[Match, ...]]
    _names: dict[str, tuple[Match, ...]]
    _spellings: dict[str, str]
    # The matches of the last two labels of a host; `None` where more labels decide.
    _tails: dict[str, tuple[Match, ...] | None]
    _hash: int

    def __init__(self, targets: Iterable[Target], release: str | None = None) -> None:
        domains: dict[str, list[Match]] = {}
        names: dict[str, dict[str, Match]] = {}
        spellings: dict[str, str] = {}
        for target in targets:
            for domain, match in _domain_matches(target, release):
                domains.setdefault(domain, []).append(match)
            for spelling, match in _name_matches(target, release):
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

    def _freeze(
        self,
        domains: dict[str, tuple[Match, ...]],
        names: dict[str, tuple[Match, ...]],
        spellings: dict[str, str],
    ) -> None:
        tails: dict[str, list[str]] = {}
        for domain in domains:
            tails.setdefault(_tail(domain), []).append(domain)
        state = {
            "_domains": domains,
            "_names": names,
            "_spellings": spellings,
            "_tails": {
                tail: domains[tail] if all(domain == tail for domain in found) else None
                for tail, found in tails.items()
            },
            "_hash": hash((frozenset(domains), frozenset(names))),
        }
        for slot, value in state.items():
            object.__setattr__(self, slot, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Screener is immutable: {name!r} cannot be set")

    def __reduce__(self) -> Any:
        return _revived, (self._domains, self._names, self._spellings)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Screener):
            return NotImplemented
        return self is other or self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"<Screener of {len(self._domains)} domains and {len(self._names)} names>"

    @property
    def domains(self) -> tuple[str, ...]:
        """The listed domains, sorted."""
        return tuple(sorted(self._domains))

    @property
    def names(self) -> Mapping[str, tuple[Match, ...]]:
        """The matches of each listed name in its plain form."""
        return MappingProxyType(self._names)

    def screen(
        self, value: str, kind: str | None = None, *, similar: float | None = None
    ) -> tuple[Match, ...]:
        """Return the markets that a value belongs to.

        Args:
            value: A URL, a host, an e-mail address, or the name of a market or of a company.
            kind: Which of these it is: ``"url"``, ``"host"``, ``"email"`` or ``"name"``. It is
                guessed if it is not given; a value that looks like a host is never taken for a
                name.
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
        if similar is not None and not _is_score(similar):
            raise InvalidArgumentError(f"similar must be a number from 0 to 100, not {similar!r}")
        if kind is None or kind == "url":
            simple = SIMPLE_URL.match(value)
            if simple:  # as most values are; they need no more than this, and nothing is called
                host = simple[1]
                found = self._tails.get(host[host.rfind(".", 0, host.rfind(".")) + 1 :], ())
                if not found and found is not None:
                    return ()
                if "xn--" not in host:
                    return self.match_host(host)
        reading = read_value(value, kind)
        if reading.name is not None:
            return self.match_name(reading.name, similar=similar)
        return self.match_host(reading.host)

    def match_host(self, host: str | None) -> tuple[Match, ...]:
        """Return the matches of a host in its WHATWG form: lower case, A-labels, no final dot."""
        if host is None:
            return ()
        if not isinstance(host, str):
            raise InvalidArgumentError(f"a host must be text, not {host!r}")
        if len(host) > MAX_HOST:
            return ()
        found = self._tails.get(_tail(host), ())
        if found is not None:
            return found
        return next(filter(None, map(self._domains.get, _suffixes(host))), ())

    def match_name(self, name: str, *, similar: float | None = None) -> tuple[Match, ...]:
        """Return the matches of a name; the arguments and errors are those of `screen`."""
        if similar is not None and not _is_score(similar):
            raise InvalidArgumentError(f"similar must be a number from 0 to 100, not {similar!r}")
        if not isinstance(name, str):
            raise InvalidArgumentError(f"a name must be text, not {name!r}")
        key = plain_name(name)
        exact = self._names.get(key, ())
        if exact or similar is None:
            return exact
        best: dict[str, Match] = {}
        for spelling, score in similar_names(key, tuple(self._names), similar):
            for match in self._names[spelling]:
                reason = f"similar to {self._spellings[spelling]} ({score:.0f}): {match.reason}"
                best.setdefault(match.market.id, attrs.evolve(match, score=score, reason=reason))
        return tuple(sorted(best.values(), key=lambda match: (-match.score, match.market.id)))


def _revived(*state: Any) -> Screener:
    screener = Screener.__new__(Screener)
    screener._freeze(*state)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    return screener


def _tail(host: str) -> str:
    """Return the last two labels, which decide for most hosts that they are not listed."""
    return host[host.rfind(".", 0, host.rfind(".")) + 1 :]


def _suffixes(host: str) -> Iterator[str]:
    """Yield a host and every domain above it, the longest first."""
    while host:
        yield host
        host = host.partition(".")[2]


def _is_score(similar: object) -> bool:
    return (
        isinstance(similar, int | float) and not isinstance(similar, bool) and 0 <= similar <= EXACT
    )


def _domain_matches(target: Target, release: str | None) -> Iterator[tuple[str, Match]]:
    for domain, years in target.printed.items():
        reason = f"{domain} is printed in the edition of {', '.join(map(str, years))}"
        yield domain, _match(target, release, reason, domain=domain, printed=True)
    for domain in target.market.domains:
        if domain not in target.printed:
            reason = f"{domain} is known from elsewhere than a report"
            yield domain, _match(target, release, reason, domain=domain)
    for domain, shared in target.shared.items():
        reason = (
            f"{domain} is printed in the edition of {', '.join(map(str, shared.years))} in a "
            "heading of several markets, and nothing shows whose it is"
        )
        match = _match(target, release, reason, domain=domain, printed=True)
        yield domain, attrs.evolve(match, one_of=shared.markets, listings=shared.listings)


def _name_matches(target: Target, release: str | None) -> Iterator[tuple[str, Match]]:
    for name, what in target.names.items():
        yield name, _match(target, release, f"{name} is {what}")
    for name, company in target.company_names.items():
        reason = f"{name} names {company}, a company behind the market"
        yield name, _match(target, release, reason)


def _match(
    target: Target,
    release: str | None,
    reason: str,
    *,
    domain: str | None = None,
    printed: bool = False,
) -> Match:
    return Match(
        market=target.market,
        domain=domain,
        printed=printed,
        listings=target.listings,
        companies=target.companies,
        reason=reason,
        status=target.status,
        release=release,
    )
