# SPDX-License-Identifier: MIT
"""Economies by ISO 3166-1 code; their names come from pycountry, which is imported on first use.

The report says "economy" and not "country": Hong Kong and Taiwan are economies.
"""

from typing import Any

from notorious_markets.errors import UnknownValueError, nearest

# The alpha-2 codes stand here too, because importing pycountry takes longer than loading a release.
# A test holds them equal to pycountry's.
CODES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ
    BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR
    CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU
    ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ
    LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
    PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
    SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR
    TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()
)
"""Every ISO 3166-1 alpha-2 code."""


def economy_code(text: object) -> str:
    """Check an ISO 3166-1 alpha-2 code and return it.

    Raises:
        UnknownValueError: No such code. A name or an alpha-3 code is answered with the code meant.
    """
    if isinstance(text, str) and text in CODES:
        return text
    raise UnknownValueError("ISO 3166-1 alpha-2 code", text, sorted(CODES), _code_meant(text))


def economy_name(code: str) -> str:
    """Return the English name of an economy, as pycountry has it: the common one, if there is one.

    Raises:
        UnknownValueError: No such ISO 3166-1 alpha-2 code.
    """
    country: Any = _countries().get(alpha_2=economy_code(code))
    return str(getattr(country, "common_name", country.name))


def _countries() -> Any:
    """Return the database of pycountry, which is imported only when a name is asked for."""
    import pycountry  # at the top, every start would wait longer for it than for the release

    return pycountry.countries


def _code_meant(given: object) -> str | None:
    """Return the code of an economy that is given by a name or an alpha-3 code, for the hint."""
    if not isinstance(given, str):
        return None
    by_name = {
        str(name).casefold(): str(country.alpha_2)
        for country in _countries()
        for field in ("alpha_3", "name", "common_name", "official_name")
        if (name := getattr(country, field, None))
    }
    close = given.casefold() if len(given) <= 3 else nearest(given, by_name)
    return by_name.get(str(close))
