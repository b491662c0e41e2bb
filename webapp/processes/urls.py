"""Addresses of the task desk, and of the cases of every process under that of the process."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.lists.views import addresses
from webapp.processes import registry
from webapp.processes.declarations import Pages
from webapp.processes.views import (
    absences,
    case_actions,
    case_list,
    cases,
    correcting,
    desk,
    finishing,
    notes,
    papers,
    task,
    task_list,
    team,
)

_VIEWS: dict[str, tuple[Any, str]] = {
    "cases/<int:pk>/": (cases.CasePage, "case"),
    "cases/<int:pk>/do/<slug:action>/": (case_actions.CaseAction, "case_action"),
    "cases/<int:pk>/notes/<slug:what>/": (notes.OnCase, "case_note"),
    "papers/<int:pk>.<slug:suffix>": (papers.Paper, "paper"),
}
_DESK: dict[str, tuple[Any, str]] = {
    "accounts/<int:pk>/notes/<slug:what>/": (notes.OnAccount, "notes_account"),
    "notes/<int:pk>/correct/": (notes.Correct, "notes_correct"),
    "notes/<int:pk>/files/<int:file>/": (notes.File, "notes_file"),
    "tasks/<int:pk>/": (task.TaskPage, "tasks_task"),
    "tasks/<int:pk>/correct/": (correcting.Correct, "tasks_correct"),
    "tasks/<int:pk>/forward/": (task.Forward, "tasks_forward"),
    "tasks/<int:pk>/photos/<int:photo>/": (task.Photo, "tasks_photo"),
    "tasks/<int:pk>/files/": (task.Attach, "tasks_attach"),
    "tasks/<int:pk>/files/<int:file>/": (task.File, "tasks_file"),
    "tasks/absences/": (absences.Absences, "tasks_absences"),
    "tasks/absences/<int:pk>/cancel/": (absences.Cancel, "tasks_absence_cancel"),
    "team/": (team.Team, "tasks_team"),
    "team/share/": (team.Share, "tasks_team_share"),
    "tasks/finish/": (finishing.Finish, "tasks_finish"),
    "tasks/new/": (desk.NewTask, "tasks_new"),
    "tasks/<int:pk>/do/<slug:action>/": (desk.Do, "tasks_do"),
}


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of all processes; each view names the permission it demands."""
    found = list(addresses.of_list(site, task_list.LISTING))
    for route, (view, name) in _DESK.items():
        found.append(path(route, site.admin_view(view.as_view()), name=name))
    for shown in registry.pages():
        found += _of_process(site, shown)
    return found


def _of_process(site: AdminSite, shown: Pages) -> Iterator[URLPattern]:
    yield from addresses.of_list(site, case_list.listing(shown))
    for route, (view, name) in _VIEWS.items():
        page = view.as_view(process=shown.process)
        address = f"{shown.address}/{route}"
        full_name = f"{shown.address}_{name}"
        yield path(address, site.admin_view(page), name=full_name)
