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
