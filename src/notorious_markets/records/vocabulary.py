# SPDX-License-Identifier: MIT
"""The closed vocabularies of the data. Each member is also its string, so ``"online"`` will do."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from notorious_markets.errors import UnknownValueError


class Kind(StrEnum):
    """The two sections of a review."""

    ONLINE = "online"
    PHYSICAL = "physical"


class Category(StrEnum):
    """What sort of market a listing describes.

    The report has no such classification: it is this project's, and follows what the sources say
    a market does. ``OTHER`` is used where they do not say enough.
    """

    AD_NETWORK = "ad-network"
    APP_STORE = "app-store"
    BULLETPROOF_HOSTING = "bulletproof-hosting"
    CLASSIFIEDS = "classifieds"
    CLOUD_STORAGE = "cloud-storage"
    CYBERLOCKER = "cyberlocker"
    DOMAIN_REGISTRAR = "domain-registrar"
    E_COMMERCE = "e-commerce"
    EBOOK_LIBRARY = "ebook-library"
    FORUM = "forum"
    GAME_CHEATS = "game-cheats"
    HOSTING_PROVIDER = "hosting-provider"
    IPTV = "iptv"
    LINKING = "linking"
    OTHER = "other"
    PAY_PER_DOWNLOAD = "pay-per-download"
    PHYSICAL_MARKET = "physical-market"
    PIRACY_AS_A_SERVICE = "piracy-as-a-service"
    PRIVATE_SERVER = "private-server"
    SOCIAL_COMMERCE = "social-commerce"
    SOCIAL_NETWORK = "social-network"
    STREAM_RIPPING = "stream-ripping"
    STREAMING = "streaming"
    TORRENT_INDEX = "torrent-index"
    TORRENT_TRACKER = "torrent-tracker"

    @property
    def kind(self) -> Kind:
        """The section in which markets of this category are listed."""
        return Kind.PHYSICAL if self is Category.PHYSICAL_MARKET else Kind.ONLINE


class Concern(StrEnum):
    """What a market is alleged to sell or to give access to."""

    COUNTERFEITING = "counterfeiting"
    PIRACY = "piracy"


class SourceKind(StrEnum):
    """How close a source stands to the report."""

    PRIMARY = "primary"
    """Published by USTR, by CBP or its department, or in the Federal Register, at their address."""
    COPY = "copy"
    """A third party's copy of a primary text."""
    SECONDARY = "secondary"
    """Everything else: press, trade associations, law firms, companies."""


class AbsenceBasis(StrEnum):
    """What sort of evidence shows that a market is not in an edition."""

    STATED = "stated"
    """A source says that the market was removed, or that it was new in the next edition."""
    CONTENTS = "contents"
    """A contents page, or another list that was read, names others and not this one."""
    COUNT = "count"
    """As many markets of its economy are recorded as a source counts, and it is not among them."""


class Relation(StrEnum):
    """What a company has to do with a market, or with another company."""

    OWNS = "owns"
    CONTROLS = "controls"
    """Holds enough to decide, without holding all or nearly all."""
    OPERATES = "operates"
    MINORITY_STAKE = "minority-stake"

    @property
    def decides(self) -> bool:
        """Whether the company answers for the other: it owns, controls or operates it."""
        return self is not Relation.MINORITY_STAKE


class Held(StrEnum):
    """Whether a relation held on a day, as far as its sources tell."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """For whom a statement was made."""

    COMPANY = "company"
    GOVERNMENT = "government"
    RIGHTHOLDER = "rightholder"


class Stance(StrEnum):
    """How a statement answers a listing, or a removal."""

    COMMITS = "commits"
    DISPUTES = "disputes"
    NO_COMMENT = "no-comment"
    OTHER = "other"
    WELCOMES = "welcomes"


class Measure(StrEnum):
    """What a seizure statistic measures. None can be added to another."""

    DOMESTIC_VALUE = "domestic-value"
    """Value in the United States: cost, duties, freight, profit. CBP's basis until FY2011."""
    LINES = "lines"
    """Seizure lines: one product of one brand in a seizure. CBP's count from FY2021."""
    MSRP = "msrp"
    """Manufacturer's suggested retail price, had the goods been genuine; CBP's from FY2010."""
    SEIZURES = "seizures"
    """Seizures. CBP's count through FY2020."""
    SHIPMENTS = "shipments"
    UNITS = "units"
    """Single items."""

    @property
    def basis(self) -> "Basis":
        """What it is reckoned in."""
        return Basis(self.value) if self.value in _values(Basis) else Basis.COUNT

    @property
    def unit(self) -> "Unit":
        """The unit of its figures that are no shares."""
        return Unit.COUNT if self.basis is Basis.COUNT else Unit.USD


class Basis(StrEnum):
    """What a value is reckoned in, and what a percentage is a share of."""

    COUNT = "count"
    DOMESTIC_VALUE = "domestic-value"
    MSRP = "msrp"


class Breakdown(StrEnum):
    """By what a seizure statistic divides the whole."""

    COMMODITY = "commodity"
    ECONOMY = "economy"
    RISK = "risk"
    TOTAL = "total"
    TRANSPORT = "transport"


class Unit(StrEnum):
    """The unit of a seizure statistic."""

    COUNT = "count"
    PERCENT = "percent"
    USD = "USD"


class StatisticStatus(StrEnum):
    """How far a figure can be relied on."""

    DISPUTED = "disputed"
    """Other sources, or the same one, contradict it."""
    FINAL = "final"
    PRELIMINARY = "preliminary"
    ROUNDED = "rounded"
    """Printed with words such as over or nearly, or rounded to a leading digit or two."""


class WatchList(StrEnum):
    """The two lists of economies in USTR's Special 301 Report."""

    PRIORITY_WATCH_LIST = "priority-watch-list"
    WATCH_LIST = "watch-list"


class Presence(StrEnum):
    """Whether a market is in an edition, as far as the data can tell."""

    LISTED = "listed"
    NOT_LISTED = "not listed"
    UNKNOWN = "unknown"


_Member = TypeVar("_Member", bound=StrEnum)


def member(vocabulary: type[_Member], value: object) -> _Member:
    """Return the member of a vocabulary that a member or its string stands for.

    Raises:
        UnknownValueError: Neither a member nor the string of one.
    """
    try:
        return vocabulary(value)  # type: ignore[arg-type]
    except ValueError:
        raise UnknownValueError(spoken_name(vocabulary), value, _values(vocabulary)) from None


def _values(vocabulary: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(item.value for item in vocabulary)


def spoken_name(of: type) -> str:
    """Return the name of a class as a message says it: ``"source kind"`` for `SourceKind`."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in of.__name__).strip()
