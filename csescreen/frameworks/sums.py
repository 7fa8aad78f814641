"""From the windows, sums and weights of a framework file to sums that can be read."""

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from csescreen.core.framework import Question
from csescreen.core.levels import Source
from csescreen.core.screening import POSSIBLE, RECENCIES
from csescreen.core.weights import Band, Sum, Weight, Window
from csescreen.frameworks.names import Names
from csescreen.frameworks.parts import placed, sources
from csescreen.validation import short, shown

Table = Mapping[str, Any]


def read_windows(written: Iterable[Table]) -> dict[str, Window]:
    """Return the time windows, by id."""
    return {
        table["id"]: Window(table["id"], table["name"], tuple(table["recencies"]))
        for table in written
    }


def check_windows(written: Iterable[Table], names: Names) -> None:
    """Note each word of time that falls into no window, or into two."""
    windows = [table for table in written if table["id"]]
    for recency in RECENCIES if windows else ():
        within = [table["id"] for table in windows if recency in table["recencies"]]
        if len(within) != 1:
            where = "no window" if not within else f"the windows {' and '.join(within)}"
            names.problem(
                "windows",
                "window-recencies",
                f"A sign that is {recency} falls into {where}.",
                f"Give {shown(recency)} to one window, under recencies.",
            )


def read_sums(tables: Table, names: Names) -> tuple[Sum, ...]:
    """Return the sums, each with its weights and its bands."""
    weights: dict[str, dict[str, Weight]] = {name: {} for name in names.sums}
    for place, table in placed("weights", tables.get("weights", ())):
        found = weights.get(_sum_of(table, names, place), {})
        for weight in _weights(table, names, place):
            if weight.item in found:
                what = f"{shown(weight.item)} has two weights in one sum."
                names.problem(place, "twice", what, "Give it one.")
            found[weight.item] = weight
    return tuple(
        Sum(
            table["id"],
            table["name"],
            _section(table, names, place),
            tuple(weights.get(table["id"], {}).values()),
            _bands(table, names, place),
            sources(table),
        )
        for place, table in placed("sums", tables.get("sums", ()))
    )


def _sum_of(table: Table, names: Names, place: str) -> str:
    """Return the id of the sum to which weights belong: the only one, where they name none."""
    if "sum" in table:
        return str(table["sum"]) if names.found("sum", names.sums, table["sum"], place) else ""
    if len(names.sums) == 1:
        return next(iter(names.sums))
    what = "Weights belong to a sum." if names.sums else "There is no sum for these weights."
    names.problem(f"{place}.sum", "missing-key", what, "Add the id of one under [[sums]].")
    return ""


def _section(table: Table, names: Names, place: str) -> str:
    section = str(table.get("section", ""))
    if section and not names.found("section", names.sections, section, f"{place}.section"):
        return ""
    return section


def _weights(table: Table, names: Names, place: str) -> Iterable[Weight]:
    kinds = [key for key in ("weight", "windows", "answers") if key in table]
    of_signs = "signs" in table
    if ("fact" in table) == of_signs or kinds not in (
        (["weight"], ["windows"]) if of_signs else (["answers"],)
    ):
        names.problem(
            place,
            "weights-form",
            "Weights have signs with a weight or windows, or a fact with answers.",
            "Give one of these forms.",
        )
        return
    if not of_signs:
        yield from _fact_weight(table, names, place)
        return
    answers, windows = _sign_answers(table, names, place)
    for sign, lines in table["signs"].items():
        if names.found("sign", names.signs, sign, f"{place}.signs.{short(sign)}"):
            source = Source(table.get("document", ""), lines)
            yield Weight(sign, answers, windows, table.get("may_amend", False), source)


def _sign_answers(
    table: Table, names: Names, place: str
) -> tuple[dict[str, int], Mapping[str, int]]:
    """Return the weight by answer, or by window."""
    windows = table.get("windows", {})
    for window in windows:
        names.found("window", names.windows, window, f"{place}.windows.{short(window)}")
    answers = {"yes": table["weight"]} if "weight" in table else {}
    if "possible" in table:
        if windows or not names.possible_answer:
            names.problem(
                f"{place}.possible",
                "no-possible-answer",
                'A weight for "possible" needs that answer, and no windows.',
                "Add possible_answer = true at the top, or leave this out.",
            )
        elif table["possible"] > answers.get("yes", 0):
            what = '"Possible" weighs more than "yes".'
            names.problem(f"{place}.possible", "weight-order", what, "Give yes the higher weight.")
        answers[POSSIBLE] = table["possible"]
    return answers, windows


def _fact_weight(table: Table, names: Names, place: str) -> Iterable[Weight]:
    fact = table["fact"]
    if not names.found("fact", names.questions, fact, f"{place}.fact"):
        return
    question = names.questions[fact]
    known = weighed_answers(question, possible=names.possible_answer)
    if not known:
        what = f"{shown(fact)} is a {question.kind}, which has no weight."
        names.problem(place, "weights-form", what, "Weigh a question of yes and no or of choices.")
        return
    for answer in table["answers"]:
        names.found("answer", known, answer, f"{place}.answers.{short(answer)}")
    refuse_falling(table["answers"], question, names, f"{place}.answers")
    usual = dict.fromkeys((answer for answer in known if answer != POSSIBLE), 0)
    source = Source(table.get("document", ""), table.get("lines", ""))
    yield Weight(fact, {**usual, **table["answers"]}, {}, amendable=False, source=source)


def weighed_answers(question: Question, *, possible: bool) -> Mapping[str, str]:
    """Return the answers of a question that may have a weight or a level: not known has none."""
    if question.kind == "yes_no":
        return {"yes": "", "no": "", **({POSSIBLE: ""} if possible else {})}
    return {value: "" for value in question.choices if value != "unknown"}


def refuse_falling(by_answer: Mapping[str, int], question: Question, names: Names, at: str) -> None:
    """Note a problem where a no counts for more than a yes, or where "possible" is not between."""
    if question.kind != "yes_no":
        return
    numbers = [by_answer.get(answer, 0) for answer in ("no", "yes")]
    if POSSIBLE in by_answer:
        numbers.insert(1, by_answer[POSSIBLE])
    if numbers != sorted(numbers):
        what = "An answer counts for more than one that is nearer to yes."
        names.problem(at, "weight-order", what, "Ask it so that yes counts for most, no for least.")


def _bands(table: Table, names: Names, place: str) -> tuple[Band, ...]:
    bands: list[Band] = []
    for number, band in enumerate(table.get("bands", ()), 1):
        at = f"{place}.bands[{number}]"
        if not names.found("level", names.levels, band["level"], f"{at}.level"):
            continue
        lowest, highest = band["from"], band.get("to")
        if highest is not None and highest < lowest:
            what = f"No sum is from {lowest} to {highest}."
            names.problem(at, "never-holds", what, "Give the lower end as from.")
        bands.append(Band(lowest, highest, names.levels[band["level"]], sources(band)))
    bands.sort(key=lambda band: band.lowest)
    for lower, higher in itertools.pairwise(bands):
        if higher.level.rank <= lower.level.rank or higher.lowest == lower.lowest:
            names.problem(
                f"{place}.bands",
                "band-order",
                f"The band from {higher.lowest} ({higher.level.name}) is not above the band from "
                f"{lower.lowest} ({lower.level.name}).",
                "A higher sum has a higher level: give the bands from the lowest to the highest.",
            )
    return tuple(bands)
