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
    """Published by USTR or CBP themselves, or in the Federal Register."""
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


class Presence(StrEnum):
    """Whether a market is in an edition, as far as the data can tell."""

    LISTED = "listed"
    NOT_LISTED = "not listed"
    UNKNOWN = "unknown"


_Member = TypeVar("_Member", bound=StrEnum)


def member(vocabulary: type[_Member], value: object) -> _Member:
    """The member of a vocabulary that a member or its string stands for.

    Raises:
        UnknownValueError: Neither a member nor the string of one.
    """
    try:
        return vocabulary(value)  # type: ignore[arg-type]
    except ValueError:
        raise UnknownValueError(_spoken(vocabulary), value, _values(vocabulary)) from None


def _values(vocabulary: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(item.value for item in vocabulary)


def _spoken(vocabulary: type[StrEnum]) -> str:
    name = vocabulary.__name__
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
