"use strict";

// What somebody has looked at is ticked off, in this browser alone. A tick belongs to the
// change itself, so it stays while revisions leave that alone, and folds its card.
(() => {
  const STORED = "countersign.reviewed";
  const MOST = 2000;
  const boxes = [...document.querySelectorAll("input[data-tick]")];
  if (!boxes.length) return;

  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(STORED) ?? "[]");
      return new Set(Array.isArray(found) ? found : []);
    } catch {
      return new Set();
    }
  };
  const ticked = read();
  const count = document.getElementById("ticked");

  const show = () => {
    for (const box of boxes) {
      box.checked = ticked.has(box.dataset.tick);
      box.closest(".change").classList.toggle("folded", box.checked);
      box.closest("[hidden]")?.removeAttribute("hidden");
    }
    if (!count) return;
    count.hidden = false;
    const done = boxes.filter((box) => box.checked).length;
    count.textContent = `You have looked at ${done} of ${boxes.length}.`;
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (box.checked) ticked.add(box.dataset.tick);
      else ticked.delete(box.dataset.tick);
      try {
        localStorage.setItem(STORED, JSON.stringify([...ticked].slice(-MOST)));
      } catch {
        // It stands for as long as the page does.
      }
      show();
    });
  }
  show();
})();
