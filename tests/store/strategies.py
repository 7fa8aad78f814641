"""Any screening at all, valid or not: the store keeps every one."""

from datetime import timedelta, timezone

from hypothesis import strategies as st

from csescreen.core.screening import Child, ChosenLevel, ChosenWeight, Screening, SignAnswer

texts = st.text(max_size=12)
offsets = st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)
zones = st.one_of(st.none(), st.timezones(), offsets)
moments = st.one_of(st.dates(), st.datetimes(timezones=zones))
facts = st.one_of(texts, st.integers(), st.booleans(), st.lists(texts, max_size=3).map(tuple))
levels = st.builds(ChosenLevel, texts, texts, st.none() | texts)
chosen = st.lists(levels, max_size=2).map(tuple)
windows = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
weights = st.lists(
    st.builds(ChosenWeight, st.integers(), texts, st.none() | texts), max_size=2
).map(tuple)
answers = st.builds(SignAnswer, texts, st.none() | texts, texts, texts, chosen, windows, weights)
children = st.builds(Child, st.none() | st.integers(), st.none() | st.dates())
screenings = st.builds(
    Screening,
    frameworks=st.lists(texts, max_size=2).map(tuple),
    reference=texts,
    child=children,
    as_of=st.none() | moments,
    facts=st.dictionaries(texts, facts, max_size=3),
    clocks=st.dictionaries(texts, moments, max_size=3),
    signs=st.dictionaries(texts, answers, max_size=3),
    narrative=st.dictionaries(texts, texts, max_size=3),
    judged_levels=chosen,
    details=st.dictionaries(texts, texts, max_size=3),
)
