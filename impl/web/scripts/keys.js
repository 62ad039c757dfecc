"use strict";

// Single keys, for who wants them: they can be switched off (WCAG 2.2 §2.1.4), and mean
// nothing while somebody types. What they do, links and fields of the page do as well.
(() => {
  const STORED = "countersign.keys";
  const FIELDS = "input, select, textarea, [contenteditable]";
  const LEADS_TO = { i: "i", a: "a", s: "s", c: "c" };
  let isGoing = false;

  const isOn = () => {
    try {
      return localStorage.getItem(STORED) !== "off";
    } catch {
      return true;
    }
  };

  const go = (key) => document.querySelector(`[accesskey="${key}"]`)?.click();

  const step = (by) => {
    const stops = [...document.querySelectorAll("main .list > li, main article.card")];
    const at = stops.findIndex((each) => each.contains(document.activeElement));
    const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by];
    if (!next) return;
    const inside = next.querySelector("a, summary, button") ?? next;
    inside.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  // Of the item that has the focus, else of the page.
  const within = (selector) => {
    const item = document.activeElement?.closest("main article.card");
    return (item ?? document.querySelector("main")).querySelector(selector);
  };

  const write = (field) => {
    if (!field) return;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    field.focus();
  };

  const OF_PROPOSALS = {
    x: () => within("input[data-tick]")?.click(),
    c: () => {
      const link = within("a.remark");
      if (document.activeElement?.closest("article.change") && link) link.click();
      else write(within('textarea[name="body"]') ?? document.getElementById("new-body"));
    },
    r: () => write(document.getElementById("review-body")),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isOn()) {
      // Where one button sends it, and no choice is left open.
      const form = event.target.closest("textarea")?.form;
      const buttons = form?.querySelectorAll("button") ?? [];
      if (buttons.length === 1 && !buttons[0].disabled) form.requestSubmit(buttons[0]);
      return;
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isPlain || event.target.closest(FIELDS) || !isOn()) return;
    const wasGoing = isGoing;
    isGoing = false;
    if (wasGoing && event.key in LEADS_TO) {
      go(LEADS_TO[event.key]);
    } else if (event.key === "g") {
      isGoing = true;
    } else if (event.key === "?") {
      go("h");
    } else if (event.key === "/") {
      const field = document.querySelector('main input[type="search"]');
      if (field) field.focus();
      else go("s");
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else if (document.getElementById("state") && event.key in OF_PROPOSALS) {
      OF_PROPOSALS[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });

  const choice = document.getElementById("keys");
  if (choice) {
    choice.checked = isOn();
    choice.closest("[hidden]").hidden = false;
    choice.addEventListener("change", () => {
      localStorage.setItem(STORED, choice.checked ? "on" : "off");
    });
  }
})();
