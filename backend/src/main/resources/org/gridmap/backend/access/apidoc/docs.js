// Shows the description of the API. Requests that are tried go out as whoever is signed in on this browser.
async function readSession() {
  const answer = await fetch('/api/session');
  return answer.ok ? await answer.json() : {};
}

function isChange(method) {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
}

function tellWho({ account }) {
  document.getElementById('who').textContent = account
    ? `Requests are sent as ${account.name} (${account.login}), with the rights of this account; changes are real, and the audit log tells of them.`
    : 'Nobody is signed in here: sign in on the map first, or give a personal access token under Authorize. Until then most requests are answered 401.';
}

/** The token of the session as it is now: the person may have signed in again in another tab. */
async function addCsrfToken(request) {
  const { host } = new URL(request.url, location.href);
  if (host === location.host && isChange(request.method ?? 'GET') && !request.headers.Authorization) {
    const session = await readSession();
    if (session.csrfToken) request.headers['X-CSRF-Token'] = session.csrfToken;
  }
  return request;
}

tellWho(await readSession());
SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#operations',
  // By topic: with more than about 135 operations in sight Swagger UI stops drawing.
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  filter: true,
  deepLinking: true,
  // Nothing is asked of a validator elsewhere.
  validatorUrl: null,
  requestInterceptor: addCsrfToken,
});
