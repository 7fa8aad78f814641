"""Reads rendered documents back: their elements, and the text of each."""

from html.parser import HTMLParser

from markdown_it import MarkdownIt

VOID = {"meta", "br"}
BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "caption", "title"}


class Reader(HTMLParser):
    """Collects the tags in order, the attributes, and the text in reading order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.style = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "br":
            self.text += "\n"
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"{tag} closed out of order"
        if tag in BLOCKS:
            self.text += "\n\n"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.style += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment that nobody wrote: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction that nobody wrote: {data}")

    @property
    def words(self) -> str:
        """The text with every run of spaces as one."""
        return " ".join(self.text.split())


def read_html(content: bytes) -> Reader:
    return Reader(content.decode())


def read_markdown(content: bytes) -> Reader:
    """Render as the most permissive reader would: raw HTML, tables, automatic links."""
    markdown = MarkdownIt("commonmark", {"html": True, "linkify": True})
    markdown.enable(["table", "linkify", "strikethrough"])
    # line ends between blocks are the renderer's own
    html = markdown.render(content.decode()).replace("<br />\n", "<br />")
    return Reader(html.replace("<br />", "<br>"))
