import { API_ID, SUBSCRIPTION_KEY_HEADER } from './directory.ts';
import { unauthorized } from './faults.ts';
import type { Fleet } from './fleet.ts';
import {
  type Answer,
  type Handler,
  type Incoming,
  json,
  jsonInPieces,
  type Reaction,
  refuseMethod,
} from './http.ts';
import { sameSecret } from './signer.ts';
import type { TokenSettings } from './tokens.ts';

export interface ApiSettings {
  readonly url: string;
  readonly fleet: Fleet;
  readonly tokens: TokenSettings;
  readonly subscriptionKey: string;
  readonly pageSize: number;
}

/** With $top the whole list may be had in one body. */
const LARGEST_PAGE = 1_000_000;
/** A longer page is sent in pieces of so many units. */
const PIECE = 250;

/** The customer API behind its gateway: both headers first, then the list of units and single units. */
export function createApi(settings: ApiSettings): Handler {
  return (incoming) => {
    const refused = keyFault(settings, incoming) ?? tokenFault(settings.tokens, incoming);
    if (refused !== undefined) return refused;
    const [resource, id, ...rest] = incoming.url.pathname.slice('/api/'.length).split('/');
    if (resource !== 'units' || rest.length > 0) return notFound();
    const wrongMethod = refuseMethod(incoming, 'GET');
    if (wrongMethod !== undefined) return wrongMethod;
    if (id === undefined) return listUnits(settings, incoming);
    const unit = settings.fleet.find(decode(id));
    return unit === undefined ? notFound() : json(200, unit);
  };
}

/** Azure API Management's two answers: the key is not there, or it is not one. */
function keyFault({ subscriptionKey, url }: ApiSettings, { headers }: Incoming): Answer | undefined {
  const given = headers[SUBSCRIPTION_KEY_HEADER.toLowerCase()];
  if (typeof given === 'string' && sameSecret(given, subscriptionKey)) return undefined;
  const message = given
    ? 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.'
    : 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.';
  const challenge = `AzureApiManagementKey realm="${url}/api",name="${SUBSCRIPTION_KEY_HEADER}",type="header"`;
  return json(401, { statusCode: 401, message }, { 'www-authenticate': challenge });
}

function tokenFault(tokens: TokenSettings, { headers }: Incoming): Reaction | undefined {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(headers.authorization ?? '')?.[1];
  const claims = token === undefined ? undefined : tokens.signer.verify(token);
  const { aud, iss, exp } = claims ?? {};
  const current = typeof exp === 'number' && exp > tokens.now() / 1_000;
  return aud === API_ID && iss === tokens.issuer && current ? undefined : unauthorized();
}

function listUnits({ fleet, pageSize, url }: ApiSettings, { url: asked }: Incoming): Answer {
  const skip = count(asked.searchParams.get('$skip') ?? '0');
  const top = count(asked.searchParams.get('$top') ?? String(pageSize));
  if (skip === undefined || top === undefined || top < 1) {
    return json(400, { statusCode: 400, message: '$skip and $top are whole numbers; $top is at least 1.' });
  }
  const size = Math.min(top, Math.max(pageSize, LARGEST_PAGE));
  const next = skip + size;
  const beside = {
    count: fleet.size,
    ...(next < fleet.size ? { nextLink: `${url}/api/units?$skip=${next}&$top=${size}` } : {}),
  };
  if (size <= PIECE) return json(200, { value: fleet.page(skip, size), ...beside });
  return jsonInPieces(200, pagePieces(fleet, skip, size, beside));
}

/** The same text as `json` would give for the whole page. */
function* pagePieces(fleet: Fleet, skip: number, size: number, beside: object): Generator<string> {
  const end = Math.min(skip + size, fleet.size);
  yield '{"value":[';
  for (let from = skip; from < end; from += PIECE) {
    const units = JSON.stringify(fleet.page(from, Math.min(PIECE, end - from)));
    yield `${from === skip ? '' : ','}${units.slice(1, -1)}`;
  }
  yield `],${JSON.stringify(beside).slice(1)}`;
}

function count(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

function notFound(): Answer {
  return json(404, { statusCode: 404, message: 'Resource not found' });
}
