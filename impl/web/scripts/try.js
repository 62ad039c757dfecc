"use strict";

const place = document.getElementById("documentation");

SwaggerUIBundle({
  url: place.dataset.contract,
  dom_id: "#documentation",
  deepLinking: true,
  validatorUrl: null,
  // Who is logged in here is nothing to a mock.
  requestInterceptor: (request) => ({ ...request, credentials: "omit" }),
});

// The message that shows a change, sent as it stands to the mock, and nowhere else.
const replay = document.getElementById("replay");

const readable = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const send = async () => {
  const { mock, method, address, fields, body } = replay.dataset;
  const url = new URL(mock + address, location.href);
  if (!url.href.startsWith(new URL(`${mock}/`, location.href).href)) {
    return "It leads out of the mock, and is not sent.";
  }
  const headers = JSON.parse(fields);
  const answer = await fetch(url, { method, headers, body, credentials: "omit" });
  const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
  const text = await answer.text();
  return [`HTTP ${answer.status}`, ...lines, "", readable(text)].join("\n");
};

if (replay) {
  const button = document.getElementById("send");
  const place = document.getElementById("answer");
  button.hidden = false;
  button.addEventListener("click", async () => {
    place.hidden = false;
    place.textContent = "…";
    place.textContent = await send().catch(
      (wrong) => `No browser sends it (${wrong.message}). The command of the change does.`
    );
  });
}
