"""When it is time to lock, by clocks that a test turns."""

from csescreen.idle import ASLEEP, Moment, Watch, now


class Clocks:
    """Two clocks that stand still until they are turned."""

    def __init__(self) -> None:
        self.at = Moment(100.0, 5000.0)

    def __call__(self) -> Moment:
        return self.at

    def pass_by(self, awake: float, asleep: float = 0.0) -> None:
        self.at = Moment(self.at.awake + awake, self.at.always + awake + asleep)


def test_it_is_time_after_so_long_without_a_key() -> None:
    clocks = Clocks()
    watch = Watch(clocks)
    clocks.pass_by(299)
    assert watch.due(300) is None
    clocks.pass_by(1)
    assert watch.due(300) == "idle"
    watch.touch()
    assert watch.due(300) is None


def test_a_key_begins_the_time_anew() -> None:
    clocks = Clocks()
    watch = Watch(clocks)
    for _ in range(10):
        clocks.pass_by(200)
        assert watch.due(300) is None
        watch.touch()


def test_a_sleep_is_seen_however_short_the_time_without_a_key() -> None:
    clocks = Clocks()
    watch = Watch(clocks)
    clocks.pass_by(2, asleep=ASLEEP)
    assert watch.due(300) == "slept"


def test_small_corrections_of_the_clock_are_no_sleep() -> None:
    clocks = Clocks()
    watch = Watch(clocks)
    for _ in range(20):
        clocks.pass_by(2, asleep=0.4)
        assert watch.due(300) is None


def test_a_clock_that_is_set_back_neither_locks_nor_keeps_from_locking() -> None:
    clocks = Clocks()
    watch = Watch(clocks)
    clocks.pass_by(2, asleep=-7200)
    assert watch.due(300) is None
    clocks.pass_by(298)
    assert watch.due(300) == "idle"


def test_the_real_clocks_go_on() -> None:
    first, second = now(), now()
    assert second.awake >= first.awake
    assert second.always >= first.always
