"use strict";
(() => {
  const form = document.querySelector("form");
  const operation = form.querySelector("select");
  const status = document.getElementById("shown");
  const entries = [...document.querySelectorAll("article")];
  const show = () => {
    const levels = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    let count = 0;
    for (const entry of entries) {
      const names = JSON.parse(entry.dataset.operations);
      const fits = !operation.value || names.includes(operation.value);
      entry.hidden = !(fits && levels.includes(entry.dataset.level));
      count += entry.hidden ? 0 : 1;
    }
    status.textContent = `${count} of ${entries.length} entries`;
  };
  form.hidden = false;
  form.addEventListener("change", show);
  show();
})();
