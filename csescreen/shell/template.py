"""`csescreen template`: the placeholders of an authority's own form, a look at one, an example."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from csescreen.core.text import clean_line
from csescreen.core.words import counted
from csescreen.errors import InputError
from csescreen.export.placeholders import PLACEHOLDERS, ROWS
from csescreen.export.template import Look, look_through, read_template
from csescreen.paths import named
from csescreen.private_files import create_private

_USUAL_NAME = "example-template.docx"
MEANINGS = {one.name: one.means for one in (*PLACEHOLDERS, *ROWS)}


def list_lines() -> Iterator[str]:
    """Yield every placeholder with its meaning; * marks what a referral can hardly do without."""
    yield "Write these names into your Word form where the text is to stand. *: it matters most."
    yield ""
    for one in PLACEHOLDERS:
        yield f"{_star(one.matters)} {{{{ {one.name} }}}}  {one.means}"
    for many in ROWS:
        yield ""
        yield f"{_star(many.matters)} {{% for {many.one} in {many.name} %}}  {many.means}"
        for field in many.fields:
            yield f"    {{{{ {many.one}.{field.name} }}}}  {field.means}"
        yield "  {% endfor %}"
    yield ""
    yield "In a table write {%tr for ... %} and {%tr endfor %}, each in a row of its own;"
    yield "between paragraphs {%p for ... %} and {%p endfor %}, each in a paragraph of its own."
    yield "{%p if child_words %} ... {%p endif %} leaves out what is between where there is no"
    yield "text. Elsewhere a blank is a line to write on."


def _star(matters: bool) -> str:
    return "*" if matters else " "


def list_json() -> object:
    """Return every placeholder as data."""
    return {
        "placeholders": [
            {"name": one.name, "means": one.means, "example": one.example, "matters": one.matters}
            for one in PLACEHOLDERS
        ],
        "rows": [
            {
                "name": many.name,
                "means": many.means,
                "matters": many.matters,
                "fields": [field._asdict() for field in many.fields],
            }
            for many in ROWS
        ],
    }


def check(file: str) -> Look:
    """Look through a template."""
    return look_through(*read_template(named(file)))


def check_lines(look: Look) -> Iterator[str]:
    """Yield what is wrong with a template, what it uses, and what it does not."""
    for problem in look.problems:
        yield problem.line()
    if look.cautions:
        yield "To settle before you use it:"
        for caution in look.cautions:
            yield f"  {caution.line()}"
    if not look.form.parts:
        return
    if look.problems or look.cautions:
        yield ""
    yield f"It uses {counted(len(look.used), 'placeholder')}:"
    for name, places in look.used.items():
        yield f"  {name}  ({', '.join(dict.fromkeys(places))})"
    matters = look.lacks
    if matters:
        yield ""
        yield "It does not use these, and whoever reads the form may need them first:"
        yield from _meanings(matters)
    others = [name for name in look.unused if name not in matters]
    if others:
        yield ""
        yield "It does not use these either:"
        yield from _meanings(others)


def _meanings(names: tuple[str, ...] | list[str]) -> Iterator[str]:
    return (f"  {name}: {MEANINGS[name]}" for name in names)


def check_json(look: Look) -> object:
    """Return the same as data."""
    return {
        "problems": [problem.as_json() for problem in look.problems],
        "cautions": [caution.as_json() for caution in look.cautions],
        "uses": [
            {"name": name, "places": list(dict.fromkeys(places))}
            for name, places in look.used.items()
        ],
        "does_not_use": [
            {"name": name, "means": MEANINGS[name], "matters": name in look.lacks}
            for name in look.unused
        ],
    }


def write_example(file: str) -> Path:
    """Write the worked example to a file that is not there yet, or into a folder that is."""
    path = named(file)
    if path.is_dir():
        path = path / _USUAL_NAME
    content = files("csescreen.export.word").joinpath(_USUAL_NAME).read_bytes()
    try:
        create_private(path, content)
    except FileExistsError:
        reason = "it is there already, and is never overwritten"
    except OSError as error:
        reason = error.strerror or "the system refuses it"
    else:
        return path
    raise InputError(
        f"{clean_line(str(path))} cannot be written: {reason}.",
        safe="Nothing was changed.",
        do_next="Name another file with -o, in a folder that is there.",
    )


def example_lines(path: Path) -> Iterator[str]:
    """Yield what was written, and what to do next."""
    shown = clean_line(str(path))
    yield f"Written: {shown}"
    yield "It is an invented authority's form. Open it in Word and make it yours. Then:"
    yield f'  csescreen template check "{shown}"'
    yield f'  csescreen export REF --template "{shown}" -o FOLDER'
