"""The page that shows training in a browser. It loads nothing from anywhere but this computer."""

import json
from html import escape
from typing import Final

FILES: Final = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": ("fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
"""What the page needs, by the name that it has in its address: no other file can be had."""

OURS: Final = {
    "page.css": (
        "text/css",
        """@font-face { font-family: "Roboto Mono"; src: url("mono.ttf"); font-weight: 100 700; }
@font-face { font-family: "Roboto Mono"; src: url("mono-italic.ttf"); font-style: italic; }
html, body { margin: 0; height: 100%; background: #14181d; color: #e8e8e8; }
body { font: 16px/1.5 "Roboto Mono", monospace; }
#terminal { position: absolute; inset: 0; }
noscript, #ended { position: absolute; inset: 0; padding: 2em; background: #14181d; }
body:not(.-closed) #ended, .-first-byte #never-began, body:not(.-first-byte) #was-there {
  display: none;
}
button { font: inherit; padding: .5em 1em; }
""",
    ),
    "page.js": (
        "text/javascript",
        """window.addEventListener("DOMContentLoaded", () => {
  document.getElementById("again").addEventListener("click", () => window.location.reload());
});
// once the terminal talks, so that keys reach it without a click
new MutationObserver((_, watch) => {
  if (document.body.classList.contains("-loaded")) {
    watch.disconnect();
    document.querySelector("#terminal textarea")?.focus();
  }
}).observe(document, { attributes: true, attributeFilter: ["class"], subtree: true });
""",
    ),
}
"""What we add to it, by name: kind and text."""


LETTERS: Final = 16
LARGE_LETTERS: Final = 28
"""The height of the letters for a person, and for a room: there about 75 columns fill a screen."""


def page(socket: str, letters: int = LETTERS) -> str:
    """Return the page, which talks to the address ``socket``, with letters of a height."""
    where = escape(socket, quote=True)
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>csescreen training</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/xterm.css">
<link rel="stylesheet" href="static/page.css">
<script src="static/textual.js"></script>
<script src="static/page.js"></script>
</head>
<body>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{where}"
 data-font-size="{letters}"></div>
<noscript>Training needs JavaScript, and this browser does not run it here. Switch it on for this
address, which is this computer alone, or use <code>csescreen train</code> in a terminal.</noscript>
<div id="ended">
<p id="was-there">Training has ended. Nothing of it was kept.</p>
<p id="never-began">Training did not begin here. Too many pages may be open: close one and begin
again. If that does not help, start <code>csescreen train --serve</code> again.</p>
<button type="button" id="again">Begin again</button></div>
</body>
</html>
"""


def headers(origin: str) -> dict[str, str]:
    """Return what every answer says: nothing from elsewhere, in no frame, and in no cache."""
    socket = origin.replace("http:", "ws:", 1)
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",  # the terminal sets the size of its cells
        "font-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": f"'self' {socket}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{key} {value}" for key, value in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
    }


def as_json(text: str) -> object:
    """Return what a browser sent as JSON; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
