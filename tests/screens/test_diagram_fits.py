"""Every word of a diagram stands inside its box, at every width and in both languages."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page

from webapp.processes import registry
from webapp.processes.declarations import Process, Sketch
from webapp.processes.models import Case
from webapp.processes.queries import diagram
from webapp.processes.queries.geometry import Node
from webapp.recovery.operations import schemes
from webapp.recovery.pages import PAGES
from workflows.interfaces.debt_recovery import Scheme, Stage, StageKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1440, 1366, 1024, 768, 390)
DAY = date(2026, 12, 30)
LONG = "приостановлено до решения суда кассационной инстанции об отмене судебного приказа"
# what of the words of a box is drawn beyond it, or is not drawn at all
OUTSIDE = """
() => [...document.querySelectorAll("svg.ik-process")].filter((svg) => svg.getClientRects().length)
  .flatMap((svg) => [...svg.querySelectorAll("g.node")].flatMap((node) => {
    const box = node.querySelector(".box").getBoundingClientRect();
    const room = node.querySelector("foreignObject");
    return [...node.querySelectorAll(".lbl, .when")].filter((word) => {
      const said = word.getBoundingClientRect();
      const cut = node.querySelector(".said").getBoundingClientRect();
      return said.left < box.left + 20 || said.right > box.right || said.top < box.top
        || Math.min(said.bottom, cut.bottom) > box.bottom - 2
        || (word.matches(".lbl") && said.bottom > cut.bottom + 1)
        || cut.height > room.getBoundingClientRect().height + 1;
    }).map((word) => word.textContent);
  }))
"""
# what is written beside lines lies over no box
OVER_BOXES = """
() => [...document.querySelectorAll("svg.ik-process.flat")].flatMap((svg) =>
  [...svg.querySelectorAll(":scope > text.when")].filter((label) => {
    const said = label.getBBox();
    return [...svg.querySelectorAll("g.node")].some((node) => {
      const at = node.transform.baseVal.consolidate().matrix;
      const box = node.querySelector(".box").getBBox();
      return said.x < at.e + box.width && at.e < said.x + said.width
        && said.y < at.f + box.height && at.f < said.y + said.height;
    });
  }).map((label) => label.textContent))
"""


def show(page: Page, address: str, drawn: diagram.Diagram) -> None:
    """Open a page with the styles of the office and nothing but a diagram."""
    parts = [
        render_to_string("processes/_process.svg.html", {"drawing": drawing, "kind": kind})
        for kind, drawing in (("flat", drawn.flat), ("tall", drawn.tall))
    ]
    links = "".join(
        f'<link rel="stylesheet" href="{address}/static/{sheet}">'
        for sheet in ("unfold/fonts/inter/styles.css", "unfold/css/styles.css", "istok/istok.css")
    )
    page.goto(f"{address}/office/login/")
    links += '<link rel="icon" href="data:,">'
    page.set_content(f"<html><head>{links}</head><body>{''.join(parts)}</body></html>")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('13px Inter'))")


def assert_fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("svg.ik-process:visible .lbl").count() >= 1
        assert page.evaluate(OUTSIDE) == [], width
        assert page.evaluate(OVER_BOXES) == [], width


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("scheme", schemes.DEFAULTS, ids=lambda scheme: scheme.code)
def test_a_scheme_with_its_days_and_needs(
    live_server: Any, page: Page, scheme: Scheme, language: str
) -> None:
    case = Case(process=PAGES.process, stage=0, stage_started_on=DAY, opened_on=DAY, side="HOLD")
    ahead = dict.fromkeys(range(len(scheme.stages)), DAY)
    with translation.override(language):
        seen = diagram.Seen(case, PAGES, (), until=DAY, ahead=ahead)
        show(page, live_server.url, diagram.picture(seen=seen, stages=scheme.stages))

    assert_fits(page)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("process", registry.processes(), ids=lambda process: process.code)
def test_every_stage_name_of_every_process_beside_the_longest_notes(
    live_server: Any, page: Page, process: Process, language: str
) -> None:
    with translation.override(language):
        names = [str(name) for name in process.stages.values()]
        nodes = [Node(1, name, "skipped", (LONG, LONG)) for name in names][:5]
        nodes += [Node(9, name, "todo", (LONG,)) for name in names][5:]
        stages = [Stage(StageKind.NOTICE)] * min(5, len(nodes))
        stages += [Stage(StageKind.LAWSUIT)] * (len(nodes) - len(stages))
        sketch = Sketch(lower=frozenset({StageKind.LAWSUIT}))
        show(page, live_server.url, diagram.arrange(nodes=nodes, stages=stages, sketch=sketch))

    assert_fits(page)


def test_what_is_cut_can_be_read_whole_over_the_box(live_server: Any, page: Page) -> None:
    stages = [Stage(StageKind.NOTICE)]
    node = Node(1, "Уведомление", "skipped", (LONG, LONG))
    show(page, live_server.url, diagram.arrange(nodes=[node], stages=stages, sketch=Sketch()))

    assert page.locator("svg.flat g.node title").text_content() == f"Уведомление: {LONG}, {LONG}"
    cut = page.locator("svg.flat .said").evaluate("said => said.scrollHeight > said.clientHeight")
    assert cut
