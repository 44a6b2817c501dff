/* What makes the pages quicker to use. Nothing here is needed: every page works without it. */
(() => {
  "use strict";

  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // --- a form is sent once --------------------------------------------------
  const sent = new WeakSet();

  function release(form) {
    sent.delete(form);
    all("button[aria-disabled=true]", form).forEach((button) => button.removeAttribute("aria-disabled"));
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.closest("dialog")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    if (form.dataset.confirm && !form.dataset.confirmed) {
      event.preventDefault();
      ask(form, event.submitter);
      return;
    }
    delete form.dataset.confirmed;
    sent.add(form);
    // After this turn, so that the pressed button's own name and value are still sent.
    setTimeout(() => all("button[type=submit], button:not([type])", form).forEach((b) => b.setAttribute("aria-disabled", "true")));
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) release(form);
  });
  // What somebody has written is never taken from them: a suggestion comes only where nothing has been written by hand.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const place = event.detail.target;
    if (!place.matches(".hv-asked")) return;
    if (all("input[type=text], textarea", place).some((field) => field.value !== field.defaultValue)) event.detail.shouldSwap = false;
  });
  // What htmx could not fetch is said, never passed over in silence.
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, () => {
      const box = document.createElement("div");
      box.className = "ds-alert hv-alert";
      box.dataset.color = "danger";
      box.textContent = find("#messages").dataset.failed;
      find("#messages").replaceChildren(box);
    });
  }
  // Coming back with the browser's Back button finds the form usable again.
  window.addEventListener("pageshow", () => all("form").forEach(release));

  // --- long work goes on by itself, step by step; its button stays for whoever has no script -------------------------------
  const onwards = find("form[data-goes-on]");
  if (onwards) setTimeout(() => { if (!sent.has(onwards)) onwards.requestSubmit(); }, 400);

  // --- asking first ---------------------------------------------------------
  function ask(form, submitter) {
    const dialog = find("#confirm");
    find("#confirm-heading").textContent = form.dataset.confirm;
    find("#confirm-text").textContent = form.dataset.confirmText || "";
    find("#confirm-text").hidden = !form.dataset.confirmText;
    find("#confirm-yes").textContent = form.dataset.confirmYes;
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter || undefined);
    }, { once: true });
    dialog.returnValue = "";
    dialog.showModal();
  }

  // --- the clause, on the same page -----------------------------------------
  function showClause() {
    find("#clause").showModal();
    find("#clause-body").focus({ preventScroll: true }); // reading begins at the top, not at the buttons
    find("#clause").scrollTop = 0;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-clause]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const id = link.dataset.clause;
    if (document.getElementById(id)) return; // this is the routine's own page: let the link scroll
    find("#clause-more").href = link.href;
    if (link.dataset.clauseText) {
      event.preventDefault();
      const heading = document.createElement("h2");
      const text = document.createElement("p");
      heading.textContent = id;
      text.textContent = link.dataset.clauseText;
      find("#clause-body").replaceChildren(heading, text);
      showClause();
      return;
    }
    if (!window.htmx) return;
    event.preventDefault();
    htmx.ajax("GET", link.pathname, { source: link, target: "#clause-body", select: `[id="${id}"]`, swap: "innerHTML" }).then(() => {
      if (!find("#clause-body").firstElementChild) {
        window.location.assign(link.href);
        return;
      }
      showClause();
    }, () => window.location.assign(link.href));
  });
  // The panel's copy must not share an id with anything once it is closed.
  const clause = find("#clause");
  if (clause) clause.addEventListener("close", () => find("#clause-body").replaceChildren());

  // --- drafts ---------------------------------------------------------------
  all("form[data-draft]").forEach((form) => {
    let timer = 0;
    const status = find("[data-draft-status]", form);
    async function keep() {
      if (sent.has(form)) return;
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin" });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status)); // led to the log-in page: not kept
        if (status) status.textContent = status.dataset.kept || "";
      } catch {
        if (status) status.textContent = status.dataset.failed || "";
      }
    }
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 2000);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  });

  // --- folds ----------------------------------------------------------------
  // What is long is folded where the screen is narrow; what an address or a link points at is unfolded; on paper the whole stands.
  if (window.matchMedia("(max-width: 44rem)").matches) {
    all("details[data-narrow]").forEach((fold) => { fold.open = fold.dataset.narrow === "open"; });
  }
  function unfold() {
    const target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (!target) return;
    const closed = all("details:not([open])").filter((fold) => fold.contains(target) || fold === target.firstElementChild);
    closed.forEach((fold) => { fold.open = true; });
    const sought = target.querySelector(":scope > details[data-sought]");
    if (sought) sought.open = true;
    if (closed.length) target.scrollIntoView();
  }
  unfold();
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", () => all("details[data-paper]:not([open])").forEach((fold) => {
    fold.open = true;
    fold.dataset.unfolded = "";
  }));
  window.addEventListener("afterprint", () => all("details[data-unfolded]").forEach((fold) => {
    fold.open = false;
    delete fold.dataset.unfolded;
  }));

  // --- small helps ----------------------------------------------------------
  all("[data-opens], [data-print], [data-copies]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    if (event.target.closest("[data-print]")) window.print();
    const copier = event.target.closest("[data-copies]");
    if (copier) {
      const text = document.getElementById(copier.dataset.copies);
      // Without leave to write to the clipboard (plain HTTP, or refused) the text is marked, to be copied by hand.
      const marked = () => { getSelection().selectAllChildren(text); text.focus(); };
      if (!navigator.clipboard) { marked(); return; }
      navigator.clipboard.writeText(text.textContent).then(() => {
        copier.textContent = copier.dataset.copied;
      }, marked);
    }
  });
  const focus = find("[data-focus]");
  if (focus) focus.focus();
  // A link in the error summary goes to the input, also where the field is a group.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".hv-error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const input = field.matches("fieldset") ? find("input, select, textarea", field) : field;
    field.scrollIntoView({ block: "center" });
    (input || field).focus({ preventScroll: true });
  });

  // --- shortcuts ------------------------------------------------------------
  const places = { a: "/", n: "/arenden/nytt", k: "/kalender/", r: "/rutiner/" };
  const setting = find("#shortcuts-on");
  const allowed = () => localStorage.getItem("hemvist-shortcuts") !== "off";
  let going = 0;

  if (setting) {
    setting.checked = allowed();
    setting.addEventListener("change", () => localStorage.setItem("hemvist-shortcuts", setting.checked ? "on" : "off"));
  }

  function step(by) {
    const links = all(".hv-table tbody .hv-main-cell a:first-of-type, .hv-table tbody .hv-main-cell input");
    const now = links.findIndex((link) => link.closest("tr") === document.activeElement.closest("tr"));
    const next = links[now < 0 ? 0 : now + by];
    if (next) next.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!allowed() || event.ctrlKey || event.metaKey || event.altKey || find("dialog[open]")) return;
    if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (going && event.timeStamp - going < 1500 && places[key]) {
      if (find(".hv-nav")) window.location.assign(places[key]);
    } else if (key === "j" || key === "k") {
      step(key === "j" ? 1 : -1);
    } else if (key === "/") {
      const input = find("[data-filters] :is(input, select)");
      if (input) { event.preventDefault(); input.focus(); }
    } else if (key === "?") {
      find("#shortcuts").showModal();
    }
    going = key === "g" ? event.timeStamp : 0;
  });
})();
