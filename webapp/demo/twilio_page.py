"""The page on which the rehearsal's telephone exchange shows what it has taken."""

import re
from html import escape

from webapp.demo.plain_page import page, search_form, table
from webapp.demo.twilio_exchange import CALLS, MESSAGES, Exchange, Kind

LISTED_MAX = 300
TAG = re.compile(r"<[^>]+>")


def show(exchange: Exchange, *, words: str) -> bytes:
    """Return the page with messages and calls, newest first, whose number or
    text has these words.
    """
    body = search_form(words)
    for kind, title in ((MESSAGES, "SMS"), (CALLS, "Звонки")):
        body += f"<h2>{title}: {len(exchange.search(kind))}</h2>" + _table(exchange, kind, words)
    return page(title="Телефонный узел", body="<p>Дальше этого узла ничего не уходит.</p>" + body)


def _table(exchange: Exchange, kind: Kind, words: str) -> str:
    rows: list[list[str]] = []
    for thing in exchange.search(kind):
        text = TAG.sub("", exchange.text_of(thing["sid"]))
        if words.lower() in f"{thing['to']} {text}".lower() and len(rows) < LISTED_MAX:
            rows.append(
                [
                    escape(thing["date_created"]),
                    escape(thing["to"]),
                    escape(thing["status"]),
                    escape(text),
                ]
            )
    return table(head=["Принято", "Кому", "Состояние", "Текст"], rows=rows)
