import type { Fleet, FleetUnit } from './fleet.ts';
import { admit, type GatewaySettings } from './gateway.ts';
import { type Answer, type Handler, type Incoming, json, jsonInPieces, refuseMethod } from './http.ts';
import type { Traffic } from './traffic.ts';

export interface ApiSettings extends GatewaySettings {
  readonly fleet: Fleet;
  readonly traffic: Traffic;
  readonly pageSize: number;
}

/** The most units that $top can request in one page. */
const LARGEST_PAGE = 1_000_000;
/** A larger page is sent in pieces of this many units. */
const PIECE = 250;

/** The customer API behind its gateway: checks both headers, then serves the list of units and single units. */
export function createApi(settings: ApiSettings): Handler {
  return (incoming) => {
    const admitted = admit(settings, incoming.headers);
    if ('status' in admitted) return admitted;
    const [resource, id, ...rest] = incoming.url.pathname.slice('/api/'.length).split('/');
    if (resource !== 'units' || rest.length > 0) return notFound();
    const wrongMethod = refuseMethod(incoming, 'GET');
    if (wrongMethod !== undefined) return wrongMethod;
    if (id === undefined) return listUnits(settings, incoming);
    const unit = settings.fleet.find(decode(id));
    return unit === undefined ? notFound() : json(200, settings.traffic.asItIs(unit));
  };
}

function listUnits({ fleet, traffic, pageSize, url }: ApiSettings, { url: asked }: Incoming): Answer {
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
  const units: UnitsAt = (from, most) => fleet.page(from, most).map(traffic.asItIs);
  const end = Math.min(next, fleet.size);
  if (size <= PIECE) return json(200, { value: units(skip, size), ...beside });
  return jsonInPieces(200, pagePieces(units, skip, end, beside));
}

type UnitsAt = (skip: number, most: number) => readonly FleetUnit[];

/** Produces the same text as `json` for the whole page. */
function* pagePieces(unitsAt: UnitsAt, skip: number, end: number, beside: object): Generator<string> {
  yield '{"value":[';
  for (let from = skip; from < end; from += PIECE) {
    const units = JSON.stringify(unitsAt(from, Math.min(PIECE, end - from)));
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
