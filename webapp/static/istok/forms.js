/* Behavior of our own forms: fields by answer, days in the page's language, drafts, files that survive an error. */
(() => {
  "use strict";

  const language = document.documentElement.lang || "ru";
  const said = (name) => (document.querySelector(`meta[name=istok-${name}]`) || {}).content || "";

  // fields that belong to some answers of one question are shown with these answers only; the server drops the rest
  const showByAnswer = (root) => {
    for (const part of root.querySelectorAll("[data-when]")) {
      const form = part.closest("form");
      const asked = form.elements[part.dataset.when];
      const answer = asked && asked.value;
      part.classList.toggle("ik-hidden", Boolean(answer) && !part.dataset.answers.split(" ").includes(answer));
    }
  };

  // an error is told at the top: there the reader begins, and each line leads to its field
  const goToErrors = (root) => {
    const errors = root.querySelector("[data-errors]");
    if (errors) errors.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-errors] a[href^='#']");
    if (link) {
      const field = document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      field.scrollIntoView({ block: "center" });
      (field.matches("fieldset") ? field.querySelector("input") : field).focus();
    }
    const fill = event.target.closest("[data-fill]");
    if (fill) {
      const field = document.getElementById(fill.dataset.into);
      field.value = fill.dataset.fill;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  // days: typed in several spellings, or chosen from a small calendar that speaks the page's language
  const MONTHS = new Intl.DateTimeFormat("en", { month: "short" });
  const written = (day) => {
    const two = (number) => String(number).padStart(2, "0");
    if (language.startsWith("ru")) return `${two(day.getDate())}.${two(day.getMonth() + 1)}.${day.getFullYear()}`;
    return `${day.getDate()} ${MONTHS.format(day)} ${day.getFullYear()}`;
  };
  const read = (text) => {
    const figures = text.trim().match(/^(\d{1,2})[.\/-](\d{1,2})[.\/-](\d{4})$/);
    if (figures) return new Date(+figures[3], +figures[2] - 1, +figures[1]);
    const day = new Date(`${text.trim()} 12:00`);
    return isNaN(day) ? new Date() : day;
  };
  const choose = (field, day) => {
    field.value = written(day);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    closeCalendar();
    field.focus();
  };
  const closeCalendar = () => {
    const open = document.getElementById("ik-calendar");
    if (open) open.remove();
  };
  const draw = (calendar, field, at) => {
    const title = new Intl.DateTimeFormat(language, { month: "long", year: "numeric" }).format(at);
    const weekday = new Intl.DateTimeFormat(language, { weekday: "short" });
    const spoken = new Intl.DateTimeFormat(language, { dateStyle: "full" });
    calendar.textContent = "";
    const head = document.createElement("div");
    const step = (text, months) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.setAttribute("aria-label", new Intl.DateTimeFormat(language, { month: "long" }).format(new Date(at.getFullYear(), at.getMonth() + months, 1)));
      button.onclick = () => draw(calendar, field, new Date(at.getFullYear(), at.getMonth() + months, 1));
      return button;
    };
    const name = document.createElement("b");
    name.textContent = title;
    head.append(step("‹", -1), name, step("›", 1));
    const grid = document.createElement("div");
    grid.className = "days";
    for (let number = 0; number < 7; number++) {
      const cell = document.createElement("span");
      cell.textContent = weekday.format(new Date(2024, 0, 1 + number));  // a Monday
      grid.append(cell);
    }
    const first = new Date(at.getFullYear(), at.getMonth(), 1);
    const last = new Date(at.getFullYear(), at.getMonth() + 1, 0).getDate();
    for (let number = 1; number <= last; number++) {
      const day = new Date(at.getFullYear(), at.getMonth(), number);
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = String(number);
      button.setAttribute("aria-label", spoken.format(day));
      if (number === 1) button.style.gridColumnStart = (first.getDay() + 6) % 7 + 1;
      if (number === at.getDate()) button.className = "at";
      button.onclick = () => choose(field, day);
      grid.append(button);
    }
    calendar.append(head, grid);
    calendar.querySelector(".at").focus();
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    calendar.onkeydown = (event) => {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); closeCalendar(); field.focus(); }
      const move = moves[event.key];
      if (!move || !event.target.closest(".days")) return;
      event.preventDefault();
      draw(calendar, field, new Date(at.getFullYear(), at.getMonth(), +event.target.textContent + move));
    };
  };
  const openCalendar = (field) => {
    closeCalendar();
    const calendar = document.createElement("div");
    calendar.id = "ik-calendar";
    calendar.className = "ik-calendar";
    field.parentElement.append(calendar);
    draw(calendar, field, read(field.value));
  };
  const offerCalendars = (root) => {
    for (const field of root.querySelectorAll("input[data-day]")) {
      if (field.nextElementSibling && field.nextElementSibling.matches(".ik-calendar-button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ik-calendar-button";
      button.setAttribute("aria-label", said("calendar"));
      button.innerHTML = '<span class="material-symbols-outlined" aria-hidden="true">calendar_month</span>';
      button.onclick = () => (document.getElementById("ik-calendar") ? closeCalendar() : openCalendar(field));
      // the button stands in the field, whatever stands above, below or beside it
      const frame = document.createElement("span");
      frame.className = "ik-with-calendar";
      const isHere = document.activeElement === field;
      field.before(frame);
      frame.append(field, button);
      if (isHere) field.focus();
    }
  };

  // files: a browser speaks of them in its own language, so the page says over it what is chosen
  const nameFiles = (field) => {
    const names = [...field.files].map((file) => file.name).join(", ");
    field.nextElementSibling.textContent = names || said("files");
  };
  const frameFiles = (root) => {
    for (const field of root.querySelectorAll("input[type=file][data-files]")) {
      if (!field.parentElement.matches(".ik-files")) {
        const frame = document.createElement("span");
        const words = document.createElement("span");
        frame.className = "ik-files";
        words.setAttribute("aria-hidden", "true");
        field.before(frame);
        frame.append(field, words);
      }
      nameFiles(field);
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.closest(".ik-files")) nameFiles(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "ArrowDown" && event.target.matches("input[data-day]")) openCalendar(event.target);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".ik-calendar, .ik-calendar-button") && event.target.isConnected) closeCalendar();
  });

  // drafts: what is typed stays in this browser for its person until it is done, discarded or a day old
  const DRAFT = "ik-draft:", SENT = "ik-sent", DAY_MS = 24 * 60 * 60 * 1000;
  // read when it is needed: the script may run before the head of the page is there
  const person = () => said("person");
  const keyOf = (form) => `${DRAFT}${person()}:${form.getAttribute("action") || location.pathname}`;
  const keepsDraft = (form) => {
    // a field may be called method or action, and then the form's own property is that field
    const posts = (form.getAttribute("method") || "").toLowerCase() === "post";
    return person() && posts && form.matches(".ik-form") && !form.matches("[data-no-draft]")
      && !form.querySelector("input[type=password], [autocomplete=one-time-code]");
  };
  const fieldsOf = (form) => [...form.elements].filter((field) =>
    field.name && field.matches("input, select, textarea") && !["hidden", "file", "submit", "button"].includes(field.type));
  const stateOf = (form) => fieldsOf(form).map((field) =>
    [field.name, ["checkbox", "radio"].includes(field.type) ? field.value : null, ["checkbox", "radio"].includes(field.type) ? field.checked : field.value]);
  const waiting = new WeakMap();
  const keepDraft = (form) => {
    if (!form.isConnected || !keepsDraft(form)) return;
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields: stateOf(form) }));
  };
  for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => {
    const form = event.target.form;
    showByAnswer(document);
    if (!event.isTrusted || !form || !keepsDraft(form)) return;
    // whoever types without a stop is kept all the same
    if (waiting.has(form)) return;
    waiting.set(form, setTimeout(() => { waiting.delete(form); keepDraft(form); }, 800));
  });
  const stopKeeping = (form) => { clearTimeout(waiting.get(form)); waiting.delete(form); };
  const forget = (key) => localStorage.removeItem(key);
  const restore = (form) => {
    if (form.dataset.begun) return;
    form.dataset.begun = "1";
    if (!keepsDraft(form) || form.querySelector("[data-errors]")) return;
    const key = keyOf(form), kept = JSON.parse(localStorage.getItem(key) || "null");
    if (!kept) return;
    if (Date.now() - kept.at > DAY_MS) return forget(key);
    const before = JSON.stringify(stateOf(form));
    const fields = fieldsOf(form);
    const left = [...kept.fields];
    for (const field of fields) {
      const box = ["checkbox", "radio"].includes(field.type) ? field.value : null;
      const index = left.findIndex(([name, value]) => name === field.name && value === box);
      if (index < 0) continue;
      const [, , value] = left.splice(index, 1)[0];
      if (box === null) field.value = value; else field.checked = value;
    }
    if (JSON.stringify(stateOf(form)) !== before) tellOf(form, key, kept.at);
    showByAnswer(form);
  };
  const tellOf = (form, key, at) => {
    const note = document.createElement("div");
    note.className = "ik-note ik-draft";
    note.setAttribute("role", "status");
    const text = document.createElement("p");
    const moment = new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short" }).format(at);
    text.textContent = said("draft").replace("{moment}", moment);
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "ik-link";
    drop.textContent = said("draft-drop");
    drop.onclick = () => { forget(key); form.reset(); note.remove(); showByAnswer(form); };
    note.append(text, drop);
    (form.querySelector(".ik-body") || form).prepend(note);
  };
  const beginDrafts = (root) => { for (const form of root.querySelectorAll("form.ik-form")) restore(form); };
  // what was sent is forgotten once the house says that it is done: a server that died says nothing
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (/\/logout\/$/.test(form.getAttribute("action") || "")) {
      for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT)) forget(key);
    } else if (keepsDraft(form)) {
      keepDraft(form);
      sessionStorage.setItem(SENT, keyOf(form));
    }
  }, true);
  const forgetDone = () => {
    const key = sessionStorage.getItem(SENT);
    if (key && document.querySelector("[data-done]")) forget(key);
    sessionStorage.removeItem(SENT);
  };
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    const done = event.detail.xhr && event.detail.xhr.getResponseHeader("HX-Redirect");
    if (done && form.matches && form.matches("form")) { stopKeeping(form); forget(keyOf(form)); }
  });

  // files: a form that is refused comes back with the files that were chosen
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const chosen = [...form.querySelectorAll("input[type=file]")].filter((field) => field.files.length);
    if (!chosen.length || form.hasAttribute("hx-post") || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    try {
      if (form.dataset.leftOut) await renew();
      const data = new FormData(form, button);
      const answer = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: data, headers: { "X-Istok-Files": "1" } });
      const to = answer.headers.get("X-Istok-To");
      if (to && isLogin(to)) return askToLogIn(form, button, to);
      if (to) return location.assign(to);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const forms = (root) => [...root.querySelectorAll("form[enctype='multipart/form-data']")];
      const fresh = forms(page)[forms(document).indexOf(form)];
      if (!answer.ok || !fresh) throw new Error(String(answer.status));
      const files = new Map(chosen.map((field) => [field.name, field.files]));
      form.replaceWith(fresh);
      const kept = fresh.querySelector("[data-kept]"); // the house has taken these pictures already
      for (const [name, list] of files) if (!kept && fresh.elements[name]) fresh.elements[name].files = list;
      window.htmx && window.htmx.process(fresh);
      fresh.dataset.begun = "1";
      begin(fresh.parentElement);
    } catch {
      if (button) button.disabled = false;
      alertOf(form, said("unreachable") || said("failed"));
    }
  });
  const alertOf = (form, text) => {
    const note = form.querySelector(":scope > .ik-errors") || document.createElement("p");
    note.className = "ik-errors";
    note.setAttribute("role", "alert");
    note.textContent = text;
    form.prepend(note);
    return note;
  };
  // no browser keeps chosen files over a login: the person logs in beside, and sends the page as it stands
  const isLogin = (address) => new URL(address, location.href).pathname.endsWith("/login/");
  const askToLogIn = (form, button, address) => {
    if (button) button.disabled = false;
    form.dataset.leftOut = "1";
    const link = document.createElement("a");
    Object.assign(link, { href: address, target: "_blank", className: "ik-link", textContent: said("login") });
    alertOf(form, `${said("session")} `).append(link);
    window.addEventListener("focus", renew, { once: true });
  };
  document.addEventListener("istok:left-out", (event) => askToLogIn(event.target, null, event.detail));
  // a login changes the token of every form
  const renew = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) if (token) field.value = token.value;
  };

  const begin = (root) => {
    showByAnswer(root);
    offerCalendars(root);
    frameFiles(root);
    beginDrafts(root);
    goToErrors(root);
  };
  document.addEventListener("htmx:afterSwap", (event) => begin(event.target));
  document.addEventListener("DOMContentLoaded", () => { forgetDone(); begin(document); });
})();
