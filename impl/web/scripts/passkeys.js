"use strict";

// Only a script can ask a device for a passkey, or to sign with one. What has to do with
// that is hidden until it is known that there is a script, and a browser that can; what
// the device says goes back as a field of an ordinary form.
(() => {
  const KNOWN = window.PublicKeyCredential;
  if (!KNOWN?.parseCreationOptionsFromJSON || !KNOWN.parseRequestOptionsFromJSON) return;

  const made = async (form) => {
    const options = JSON.parse(form.dataset.options);
    const publicKey = KNOWN.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  };

  const signed = async () => {
    const asked = await fetch("/v1/passkey-challenges", { method: "POST" });
    if (!asked.ok) throw new Error("Too many attempts. Try again in a minute.");
    const publicKey = KNOWN.parseRequestOptionsFromJSON(await asked.json());
    return navigator.credentials.get({ publicKey });
  };

  const told = (error) => {
    if (error.name === "InvalidStateError") return "This device has a passkey already.";
    if (error.name === "NotAllowedError") return "It was called off, or took too long.";
    return error.message;
  };

  for (const each of document.querySelectorAll("[data-passkeys]")) {
    each.hidden = each.dataset.passkeys === "impossible";
  }

  for (const form of document.querySelectorAll("form[data-ceremony]")) {
    const button = form.querySelector("button");
    const fault = form.querySelector("[role=alert]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      fault.textContent = "";
      try {
        const answer = await (form.dataset.ceremony === "make" ? made(form) : signed());
        form.elements.credential.value = JSON.stringify(answer.toJSON());
        form.submit();
      } catch (error) {
        fault.textContent = told(error);
        button.disabled = false;
      }
    });
  }
})();
