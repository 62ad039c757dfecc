"use strict";

// The single keys of pages that show changes: comparisons, and proposals, where there is
// more to do. Whether keys are taken at all is not decided here.
(() => {
  const CHANGES = "main article.change";
  const every = () => [...document.querySelectorAll(CHANGES)];
  const current = () => document.activeElement?.closest(CHANGES);

  const see = (element) => {
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const found = every();
    const at = found.indexOf(current());
    const next = found[at < 0 ? (by > 0 ? 0 : found.length - 1) : at + by];
    see(next?.querySelector("a, summary, button"));
  };

  // Of the change one is at, else of the first; a tick may have folded it.
  const showWitness = () => {
    const change = current() ?? every()[0];
    const command = change.querySelector("details.command");
    change.classList.remove("folded");
    if (command) command.open = true;
    see(change.querySelector("pre.message") ?? change.querySelector("a"));
  };

  const showProfile = (number) => {
    const folded = document.getElementById("profiles");
    const verdict = folded?.querySelectorAll(".profile")[number - 1];
    if (!verdict) return;
    folded.open = true;
    see(verdict);
  };

  const OF_CHANGES = {
    n: () => step(1),
    p: () => step(-1),
    w: showWitness,
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
      if (current() && link) link.click();
      else write(within('textarea[name="body"]') ?? document.getElementById("new-body"));
    },
    r: () => write(document.getElementById("review-body")),
    // Nothing is sent by that: what has the focus is pressed, or is not.
    a: () => document.querySelector('button[name="verdict"][value="approve"]')?.focus(),
  };

  document.addEventListener("countersign:key", (event) => {
    const key = event.detail;
    const isDecided = document.getElementById("state") !== null;
    if (every().length && key in OF_CHANGES) OF_CHANGES[key]();
    else if (every().length && /^[1-9]$/.test(key)) showProfile(Number(key));
    else if (isDecided && key in OF_PROPOSALS) OF_PROPOSALS[key]();
    else return;
    event.preventDefault();
  });
})();
