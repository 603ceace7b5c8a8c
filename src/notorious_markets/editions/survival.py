# SPDX-License-Identifier: MIT
"""How long spells last, counted in editions: the estimate of Kaplan and Meier, and its bounds."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import attrs

from notorious_markets.editions.history import History, Spell
from notorious_markets.records import plain
from notorious_markets.text.index import Index
from notorious_markets.text.render import to_html, to_text


@attrs.frozen(kw_only=True)
class SurvivalStep:
    """What becomes of spells after a number of editions.

    Attributes:
        editions: The number of editions.
        at_risk: Spells of at least that many editions for which the next one is known: it lists
            the market again, or is proved not to.
        ended: Those of them that the next edition is proved to end.
        censored: Spells that are recorded for exactly that many editions and may go on.
        survival: Kaplan–Meier estimate of the share of spells that last longer, 0 to 1; `None`
            where no spell is at risk.
        low: The share that is recorded to last longer: all censored spells end where their record
            does.
        high: The greatest possible share: no censored spell ever ends.
    """

    editions: int
    at_risk: int
    ended: int
    censored: int
    survival: float | None
    low: float
    high: float

    to_dict = plain.to_dict


@attrs.frozen(kw_only=True, repr=False)
class Survival:
    """How long spells last.

    A spell lasts for as many editions as it has. One whose start is not proved (left-censored) has
    an unknown age and is left out. One whose end is not proved (right-censored) counts as far as
    it is known: it was listed again after each of its editions but the last, and what follows the
    last one is open. It is not at risk there, so that a gap of the data is no evidence of staying.

    Kaplan and Meier (1958) assume that censoring says nothing of the length. Here it does: where a
    section is recorded in part, a market that stays is easier to find than the proof that one left,
    so that the estimate is rather too high. `SurvivalStep.low` and `SurvivalStep.high` assume
    nothing, and the estimate lies between them.

    Attributes:
        spells: How many spells it rests on.
        left_censored: How many were left out.
        steps: One for each number of editions from 1 to that of the longest spell.
    """

    spells: int
    left_censored: int
    steps: tuple[SurvivalStep, ...]

    to_dict = plain.to_dict

    def __str__(self) -> str:
        return to_text(_COLUMNS, self._rows())

    def __repr__(self) -> str:
        return f"<Survival of {self._counted()}>"

    def _repr_html_(self) -> str:
        return to_html(f"Survival of {self._counted()}", self._rows(), _COLUMNS)

    def _counted(self) -> str:
        return f"{self.spells} spells; {self.left_censored} left-censored ones are left out"

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (step.editions, step.at_risk, step.ended, step.censored, *map(_shown, _shares(step)))
            for step in self.steps
        ]


def survival_of(histories: Iterable[History], editions: Iterable[int]) -> Survival:
    """Estimate how many editions the spells of markets last, each spell on its own."""
    return kaplan_meier((spell for history in histories for spell in history.spells), editions)


def kaplan_meier(spells: Iterable[Spell], editions: Iterable[int]) -> Survival:
    """Estimate how many editions spells last.

    Args:
        spells: The spells.
        editions: The years of all editions, oldest first.

    Raises:
        UnknownValueError: A spell begins or ends in a year that is none of the editions.
    """
    number = Index("edition", ((year, place) for place, year in enumerate(editions)))
    given = tuple(spells)
    dated = [spell for spell in given if spell.start_proved]
    lengths = [(number[spell.last] - number[spell.first] + 1, spell.end_proved) for spell in dated]
    return Survival(
        spells=len(dated), left_censored=len(given) - len(dated), steps=tuple(_steps(lengths))
    )


def _steps(lengths: list[tuple[int, bool]]) -> Iterable[SurvivalStep]:
    """Yield the steps of spells, given the length of each and whether its end is proved."""
    count = Counter(lengths)
    survival = Fraction(1)
    high = Fraction(1)
    longer = len(lengths)
    for editions in range(1, max((length for length, _ in lengths), default=0) + 1):
        ended, censored = count[editions, True], count[editions, False]
        longer -= ended + censored
        high -= Fraction(ended, len(lengths))
        at_risk = longer + ended
        if at_risk:
            survival *= 1 - Fraction(ended, at_risk)
        yield SurvivalStep(
            editions=editions,
            at_risk=at_risk,
            ended=ended,
            censored=censored,
            survival=float(survival) if at_risk else None,
            low=longer / len(lengths),
            high=float(high),
        )


def _shares(step: SurvivalStep) -> tuple[float | None, ...]:
    return (step.survival, step.low, step.high)


def _shown(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"


_COLUMNS = ("editions", "at risk", "ended", "censored", "survival", "low", "high")
