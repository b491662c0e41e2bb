// The description of the API, shown by Swagger UI from our own files.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("api-guide");
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.schema,
    deepLinking: true,
    validatorUrl: null,
    requestSnippetsEnabled: true,
    defaultModelsExpandDepth: 0,
  });
});
