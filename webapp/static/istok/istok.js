/* Behaviour of our own pages: dialogs, bulk selection, expanding rows, printing. No inline scripts, no framework. */
(() => {
  "use strict";

  const openDialog = (dialog) => {
    if (dialog && !dialog.open) dialog.showModal();
    const first = dialog && dialog.querySelector("[autofocus], input:not([type=hidden]), select, textarea, button[type=submit]");
    if (first) first.focus();
  };

  // Unfold's picker of dates needs its own scripts; the browser's is enough, so a dialog is only opened and closed here
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const menu = opener.closest("details");
      if (menu) menu.open = false;
      openDialog(document.getElementById(opener.dataset.dialog));
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog").close();
    if (event.target.matches("dialog.ik-dialog")) event.target.close();
    if (event.target.closest("[data-print]")) window.print();
    const emptier = event.target.closest("[data-empty]");
    if (emptier) document.getElementById(emptier.dataset.empty).replaceChildren();
    for (const menu of document.querySelectorAll("details.ik-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    const expander = event.target.closest("[data-expand]");
    if (expander) toggleRow(expander);
  });

  // a row under the row: loaded once by htmx, then only shown and hidden
  const toggleRow = (expander) => {
    const row = document.getElementById(expander.dataset.expand);
    const open = expander.getAttribute("aria-expanded") !== "true";
    expander.setAttribute("aria-expanded", String(open));
    row.classList.toggle("ik-hidden", !open);
    if (open && !row.dataset.loaded) {
      row.dataset.loaded = "1";
      window.htmx.ajax("GET", expander.dataset.source, { target: row.querySelector("td"), swap: "innerHTML" });
    }
  };

  // bulk selection: what is ticked is remembered while the tab lives, so that ordering, paging and going back keep it;
  // only numbers of rows are kept, under a name that tells nothing of the criteria
  const remembered = (scope) => new Set(JSON.parse(sessionStorage.getItem(scope.dataset.selection) || "[]"));
  const remember = (scope, chosen) => sessionStorage.setItem(scope.dataset.selection, JSON.stringify([...chosen]));
  const restore = (scope) => {
    if (!scope.dataset.selection) return;
    const chosen = remembered(scope);
    const boxes = [...scope.querySelectorAll("input[name=ids]")].filter((box) => box.type === "checkbox");
    for (const box of boxes) { box.checked = chosen.has(box.value); chosen.delete(box.value); }
    const elsewhere = scope.querySelector("[data-elsewhere]");
    if (!elsewhere) return;
    elsewhere.replaceChildren(...[...chosen].map((id) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "ids", value: id });
      return input;
    }));
  };
  const countSelected = (scope) => {
    const boxes = [...scope.querySelectorAll("input[type=checkbox][name=ids]")];
    const here = boxes.filter((box) => box.checked).length;
    const elsewhere = scope.querySelectorAll("[data-elsewhere] input").length;
    const everything = scope.querySelector("input[name=everything]");
    const all = everything && everything.checked;
    for (const box of boxes) box.disabled = Boolean(all);
    const shown = all ? Number(everything.dataset.total) : here + elsewhere;
    for (const out of scope.querySelectorAll("[data-selected]")) out.textContent = shown.toLocaleString(document.documentElement.lang);
    for (const button of scope.querySelectorAll("[data-needs-selection]")) button.disabled = shown === 0;
    scope.classList.toggle("has-chosen", shown > 0);
    const head = scope.querySelector("[data-select-page]");
    if (head) { head.checked = here > 0 && here === boxes.length; head.indeterminate = here > 0 && here < boxes.length; }
  };
  const recount = () => {
    for (const done of document.querySelectorAll("[data-done^='istok:']")) for (const key of Object.keys(sessionStorage))
      if (key.startsWith(done.dataset.done)) sessionStorage.removeItem(key);
    for (const scope of document.querySelectorAll("[data-bulk]")) { restore(scope); countSelected(scope); }
  };
  document.addEventListener("change", (event) => {
    const scope = event.target.closest("[data-bulk]");
    if (!scope) return;
    if (event.target.matches("[data-select-page]")) for (const box of scope.querySelectorAll("input[type=checkbox][name=ids]")) box.checked = event.target.checked;
    if (scope.dataset.selection) {
      const chosen = remembered(scope);
      for (const box of scope.querySelectorAll("input[type=checkbox][name=ids]")) box.checked ? chosen.add(box.value) : chosen.delete(box.value);
      remember(scope, chosen);
    }
    countSelected(scope);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-forget]")) return;
    const scope = event.target.closest("[data-bulk]");
    remember(scope, []);
    for (const box of scope.querySelectorAll("input[name=everything]")) box.checked = false;
    restore(scope);
    countSelected(scope);
  });
  // a page that comes back whole from the browser's memory runs no script anew
  window.addEventListener("pageshow", recount);

  // "/" puts the cursor into the page's search, as in mail programs
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = document.querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  });

  // Enter in the search opens what was found first, and waits for it; arrows choose another
  let found = "", isAwaited = false, isChosen = false;
  const openFirst = () => { const first = document.querySelector("#command-results-list a"); if (first) first.click(); };
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "search-input-command") return;
    if (event.key.startsWith("Arrow")) isChosen = true;
    else if (event.key !== "Enter") isAwaited = isChosen = false;
    else if (!isChosen && event.target.value === found) openFirst();
    else isAwaited = !isChosen;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "command-results") return;
    found = event.detail.requestConfig.parameters.s;
    if (isAwaited && found === document.getElementById("search-input-command").value) openFirst();
  });

  // j and k go from row to row of a list, x ticks one, Enter opens it by its own link, o shows it below, ? tells the keys
  const goTo = (rows, row) => {
    for (const one of rows) one.classList.remove("ik-at");
    row.classList.add("ik-at");
    row.scrollIntoView({ block: "nearest" });
    const link = row.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  const tell = (row) => window.htmx.ajax("GET", row.dataset.panel, { target: "#panel", swap: "innerHTML" });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-panel]");
    if (!row || event.target.closest("a, button, input, label")) return;
    goTo(document.querySelectorAll("[data-keys] tbody tr.row"), row);
    tell(row);
  });
  document.addEventListener("keydown", (event) => {
    const list = document.querySelector("[data-keys]");
    if (!list || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open], [contenteditable]")) return;
    const rows = [...list.querySelectorAll("tbody tr.row")];
    const at = rows.findIndex((row) => row.classList.contains("ik-at"));
    if (event.key === "j" && rows[at + 1]) goTo(rows, rows[at + 1]);
    if (event.key === "k" && at > 0) goTo(rows, rows[at - 1]);
    if (event.key === "?") openDialog(document.getElementById("keys"));
    if (event.key === "x" && at >= 0) { const box = rows[at].querySelector("input[name=ids]"); if (box) box.click(); }
    if (event.key === "o" && at >= 0 && rows[at].dataset.panel) tell(rows[at]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.ik-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // one key says yes to what stands beside the button: Y, wherever it lies on the keyboard, or Ctrl+Enter.
  // Held down it says it once, and nothing to a page that has only just opened: nobody has read that
  const opened = performance.now();
  const SEEN_MS = 700;
  const isYes = (event) => (event.ctrlKey ? event.key === "Enter" : event.code === "KeyY");
  document.addEventListener("keydown", (event) => {
    const yes = document.querySelector("[data-yes]");
    if (!yes || !isYes(event) || event.repeat || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input:not([type=radio]), textarea, select, dialog[open], [contenteditable]")) return;
    const chosen = yes.form.querySelector("input[name=outcome]:checked");
    if ((chosen && chosen.value !== yes.value) || performance.now() - opened < SEEN_MS) return;
    event.preventDefault();
    yes.click();
  });

  // a link that names a key is followed when the key is pressed
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, dialog[open], [contenteditable]")) return;
    const link = document.querySelector(`a[data-press="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
  });

  // a request that failed says so; a row that did not open can be opened again
  const trouble = (kind, detail) => {
    const text = document.querySelector(`meta[name=istok-${kind}]`);
    if (!text) return;
    const note = document.getElementById("ik-trouble") || document.createElement("div");
    (document.querySelector("dialog[open]") || document.body).append(note); // an open dialog makes all the rest inert
    note.id = "ik-trouble";
    note.setAttribute("role", "alert");
    note.textContent = text.content;
    const row = detail.target && detail.target.closest && detail.target.closest(".ik-inner");
    if (!row) return;
    delete row.dataset.loaded;
    row.classList.add("ik-hidden");
    document.querySelector(`[data-expand="${row.id}"]`).setAttribute("aria-expanded", "false");
  };
  document.addEventListener("htmx:responseError", (event) => trouble(event.detail.xhr.status < 500 ? "refused" : "failed", event.detail));
  document.addEventListener("htmx:sendError", (event) => trouble("unreachable", event.detail));
  document.addEventListener("htmx:timeout", (event) => trouble("unreachable", event.detail));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answered = event.detail.xhr.responseURL;
    if (answered && new URL(answered).pathname.endsWith("/login/")) {
      // the session is over: the page itself goes to the login, which brings the person back here;
      // a page on which somebody writes stays, and asks to log in beside it
      event.detail.shouldSwap = false;
      const form = event.detail.elt.closest("form[method=post]");
      const asked = event.detail.elt.closest("[hx-push-url]") && event.detail.pathInfo && event.detail.pathInfo.finalRequestPath;
      if (asked) window.location.assign(asked);
      else if (form) form.dispatchEvent(new CustomEvent("istok:left-out", { bubbles: true, detail: answered }));
      else window.location.reload();
    } else if (event.detail.shouldSwap) {
      const note = document.getElementById("ik-trouble");
      if (note) note.remove();
    }
  });

  // what is wider than the screen is scrolled by the keyboard too
  const reach = () => {
    for (const part of document.querySelectorAll(".ik-scroll")) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    }
  };
  window.addEventListener("resize", reach);
  // an icon is a word of its font: read aloud it would be noise beside the name of its button, but
  // where it stands alone it is the name
  const isAlone = (icon) => {
    const held = icon.closest("a, button, summary");
    if (!held || held.ariaLabel || held.title) return false;
    return held.textContent.trim() === icon.textContent.trim();
  };
  const hush = () => {
    for (const icon of document.querySelectorAll(".material-symbols-outlined"))
      if (!isAlone(icon)) icon.ariaHidden = "true";
  };
  // Unfold's search in a field, which comes late and with every new line, forgets to say the field's name
  const nameChoices = () => {
    for (const shown of document.querySelectorAll(".select2-selection[aria-labelledby]")) {
      const field = shown.closest(".select2-container").previousElementSibling;
      const label = field.labels && field.labels[0] || field.closest("td, div");
      for (const part of [shown, shown.querySelector("[role=textbox]")]) {
        if (!part) continue;
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", label.dataset.label || label.innerText.trim() || field.name);
      }
    }
  };

  // a dialog that comes back with a mistake keeps the files that were chosen in it
  const kept = {};
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.target.closest || !event.target.closest("dialog")) return;
    for (const field of event.target.querySelectorAll("input[type=file]")) if (field.files.length) kept[field.name] = field.files;
  });
  const laid = (field, files) => {
    field.files = files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const giveFiles = (dialog, files) => {
    for (const field of dialog.querySelectorAll("input[type=file]")) if (files[field.name]) laid(field, files[field.name]);
  };

  // files dropped anywhere on a page with something to lay them to open its dialog with them
  const takes = (event) => document.querySelector("[data-drop]") && event.dataTransfer && event.dataTransfer.types.includes("Files") && !event.target.closest("input[type=file]");
  document.addEventListener("dragover", (event) => { if (takes(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    const dialog = document.getElementById("action");
    const field = dialog.open && dialog.querySelector("input[type=file]");
    if (field) { laid(field, event.dataTransfer.files); return; }
    kept.attachments = event.dataTransfer.files;
    document.querySelector("[data-drop]").click();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    reach();
    const dialog = event.target.closest && event.target.closest("dialog");
    if (dialog) { giveFiles(dialog, kept); for (const name of Object.keys(kept)) delete kept[name]; openDialog(dialog); }
    recount();
  });
  // a file that takes long: the page says so, and asks for it once; a cookie tells that it has come
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-makes-file]");
    if (!form) return;
    const mark = Date.now().toString(36), working = document.querySelector("[data-working]");
    form.elements.mark.value = mark;
    const show = (isWorking) => {
      working.classList.toggle("ik-hidden", !isWorking);
      for (const button of form.querySelectorAll("button")) button.disabled = isWorking;
    };
    setTimeout(show, 0, true); // a button that is disabled sooner is not sent
    const wait = setInterval(() => {
      if (!document.cookie.split("; ").includes(`made=${mark}`)) return;
      clearInterval(wait);
      show(false);
    }, 300);
  });

  document.addEventListener("DOMContentLoaded", () => {
    reach();
    hush();
    new MutationObserver(hush).observe(document.body, { childList: true, subtree: true });
    if (document.querySelector(".admin-autocomplete")) new MutationObserver(nameChoices).observe(document.body, { childList: true, subtree: true });
    recount();
    if (document.querySelector("[data-print-now]")) window.print();
    for (const dialog of document.querySelectorAll("dialog[data-open]")) openDialog(dialog);
  });
})();
