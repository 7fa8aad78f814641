"""Words to reconsider in the narrative and in the note: pointed at, never changed."""

from textual.events import Key

from csescreen.commands import WRITING
from csescreen.keymap import refused
from csescreen.screens.modals.note import NoteScreen
from csescreen.screens.modals.read import ReadScreen
from csescreen.widgets.marked_box import MarkedBox
from tests.terminal.conftest import Open
from tests.terminal.host import Host
from tests.terminal.look import lines_with, screen_text, type_text

WRITTEN = "She is promiscuous [/] with her older boyfriend."


def underlined(box: MarkedBox, row: int = 0) -> list[str]:
    line = box.get_line(row)
    return [line.plain[span.start : span.end] for span in line.spans if span.style == "underline"]


def field(app: Host, name: str) -> MarkedBox:
    return app.workspace.query_one(f"#text-{name}", MarkedBox)


async def test_the_narrative_marks_them_and_changes_nothing(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause()
        await type_text(pilot, WRITTEN)
        box = field(app, "working_well")
        assert box.text == WRITTEN
        assert app.workspace.record.screening.narrative["working_well"] == WRITTEN
        assert underlined(box) == ["promiscuous", "older boyfriend"]
        assert lines_with(app, "“older boyfriend” · F1 why · or: ")
        box.move_cursor((0, 9))
        await pilot.pause()
        assert lines_with(app, "“promiscuous” · F1 why · or: ")
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, ReadScreen)
        assert "Other ways to say it:" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert box.has_focus
        assert box.text == WRITTEN
        # a quotation is somebody's words, an expression goes on over a line end
        box.load_text("“promiscuous”\n🙂🙂 e\u0301 she puts\nherself\nat risk")
        await pilot.pause()
        assert [underlined(box, row) for row in range(4)] == [
            [],
            ["puts"],
            ["herself"],
            ["at risk"],
        ]
        assert not lines_with(app, "F1 why")  # no mark in the line of the cursor
        await pilot.press("f1")
        await pilot.pause()
        assert "“puts herself at risk”" in screen_text(app)  # then all of the field
        await pilot.press("escape")
        # the key that opens it closes it, whichever it is
        app.set_keymap({"words.why": "f2"})
        await pilot.press("f2")
        assert isinstance(app.screen, ReadScreen)
        await pilot.press("f2")
        assert app.screen_stack[-1] is app.workspace
        app.set_keymap({})
        # what the child said is left as the child said it
        own = field(app, "child_words")
        own.focus()
        own.load_text("he is my boyfriend")
        await pilot.pause()
        assert underlined(own) == []
        assert not lines_with(app, "F1 why")


async def test_the_note_marks_them_too(open_workspace: Open) -> None:
    async with open_workspace(size=(60, 20)) as (app, pilot):
        app.workspace.show_step("behaviour")
        await pilot.pause()
        await pilot.press("y", "f2")
        await pilot.pause()
        assert isinstance(app.screen, NoteScreen)
        await type_text(pilot, "He absconded")
        assert lines_with(app, "“absconded” · F1 why · or: went missing")
        assert lines_with(app, "Escape: back")  # all of it fits in the smallest window
        app.post_message(Key("f1", None))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, ReadScreen)
        await pilot.press("escape", "escape")
        await pilot.pause()
        notes = [answer.note for answer in app.workspace.record.screening.signs.values()]
        assert notes == ["He absconded"]


def test_only_what_is_looked_at_is_searched() -> None:
    looked: list[str] = []

    def find(text: str) -> tuple[()]:
        looked.append(text)
        return ()

    from textual.document._document import Document

    from csescreen.widgets.line_marks import LineMarks

    lines = Document("\n".join(["a line of words and more"] * 5_000 + ["x " * 500_000]))
    marks = LineMarks(find)
    marks.in_line(lines, 2_500)
    marks.in_line(lines, 5_000, 999_999)
    assert max(map(len, looked)) < 4_000
    again = len(looked)
    marks.in_line(lines, 2_500)
    assert len(looked) == again


def test_no_letter_can_be_given_to_it_nor_a_key_that_holds_beside_it() -> None:
    for key in ("w", "f6", "ctrl+f"):
        assert refused(WRITING[0], key, {}) is not None
    assert refused(WRITING[0], "f2", {}) is None
