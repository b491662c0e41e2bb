"""The plain look of the pages on which the rehearsal's post office and telephone exchange show what
passed through them.
"""

from html import escape

STYLE = """
body {
  font: 15px/1.5 system-ui, sans-serif; color: #1f2937; background: #fff;
  margin: 2rem auto; max-width: 75rem; padding: 0 1rem
}
table { border-collapse: collapse; width: 100% }
th, td {
  text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #e5e7eb
}
th { color: #6b7280; font-weight: 500 }
pre { white-space: pre-wrap; background: #f9fafb; padding: 1rem; border-radius: 8px }
a { color: #1d4ed8 }
input {
  font: inherit; padding: .3rem .6rem; border: 1px solid #d1d5db; border-radius: 6px; width: 20rem
}
@media (prefers-color-scheme: dark) {
  body { color: #e5e7eb; background: #111827 }
  pre { background: #1f2937 }
  th, td { border-color: #374151 }
  a { color: #93c5fd }
  input { background: #1f2937; color: inherit; border-color: #4b5563 }
}
"""


def page(*, title: str, body: str) -> bytes:
    """Return a whole HTML page; ``body`` is HTML already."""
    name = escape(title)
    return (
        '<!doctype html><html lang="ru"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<title>{name}</title><style>{STYLE}</style></head>"
        f"<body><h1>{name}</h1>{body}</body></html>"
    ).encode()


def table(*, head: list[str], rows: list[list[str]]) -> str:
    """Return an HTML table; the cells are HTML already."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def search_form(words: str) -> str:
    """Return the box that narrows a list."""
    return (
        f'<form><input name="q" value="{escape(words)}" placeholder="Поиск" '
        'aria-label="Поиск"></form>'
    )
