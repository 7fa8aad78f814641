"""Who may ask: a page that this server sent, on this computer, by the address that it printed.

Every page in every browser here can send requests to a port of this computer, and so can other
people who are logged in on it. They do not know the secret part of the address; a browser says
truly from where a page comes; and a name that somebody else pointed at this computer is refused.
"""

from secrets import compare_digest

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from csescreen.serving.page import headers


def may_ask(request: web.Request, origin: str, secret: str) -> bool:
    """Return whether a request is one of our own page's, or the first one for it."""
    given = request.match_info.get("secret", "")
    if not compare_digest(given.encode("utf-8", "replace"), secret.encode()):
        return False
    if request.headers.getall("Host", []) != [origin.removeprefix("http://")]:
        return False
    from_page = request.headers.getall("Origin", [])
    if from_page not in ([], [origin]):
        return False
    if request.headers.get("Upgrade") is not None and not from_page:
        return False  # a browser always says it there
    return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")


def guard(origin: str, secret: str) -> Middleware:
    """Return what stands before every answer: it lets our own page in, and nobody else."""

    @web.middleware
    async def let_in(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method != "GET" or not may_ask(request, origin, secret):
            refused = web.Response(status=403, text="This address is not for you.\n")
            refused.headers.update(headers(origin))
            return refused
        try:
            return await handler(request)
        except web.HTTPException as told:  # a refusal, and what there is not
            told.headers.update(headers(origin))
            raise

    return let_in
