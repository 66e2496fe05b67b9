import { sampleFile } from './connection.ts';
import { hubServer } from './hub-server.ts';

interface OddParts {
  /** The body of the list of units. */
  units?: string;
  claims?: Record<string, unknown>;
  /** The token endpoint's answer instead of a token. */
  refusal?: { status: number; body: unknown };
  /** The access token itself. */
  accessToken?: string;
}

/** A provider, an API and a hub on http that answer as told, and keep what they were asked. */
export async function oddService({
  units = '{"value":[]}',
  claims = {},
  refusal,
  accessToken,
}: OddParts = {}) {
  /** The passwords of token requests. */
  const passwords: (string | null)[] = [];
  const requests: { method: string; path: string; headers: Record<string, unknown>; body: string }[] = [];
  const server = await hubServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const asked = { method, path: url, headers, body: '' };
    requests.push(asked);
    for await (const chunk of request.setEncoding('utf8')) asked.body += chunk;
    const { body } = asked;
    const json = (status: number, value: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(value);
    if (!url.endsWith('/token')) return json(200, units);
    passwords.push(new URLSearchParams(body).get('password'));
    if (refusal) return json(refusal.status, JSON.stringify(refusal.body));
    const token = accessToken ?? tokenWith(claims);
    return json(200, JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: '3600' }));
  });
  const connection = {
    ...sampleFile,
    identity: { ...sampleFile.identity, authority: `${server.url}/tenant` },
    api: { baseUrl: `${server.url}/api`, unitsPath: '/units', hubUrl: server.hubUrl },
  };
  return { ...server, connection, passwords, requests };
}

/** An unsigned JWT with these claims. */
export function tokenWith(claims: Record<string, unknown>): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ oid: 'o-1', iat: now, exp: now + 3600, ...claims })}.c2ln`;
}
