import { inTransport } from '../dialect/transport.ts';
import { unitForm } from '../dialect/unit-form.ts';
import type { FaultBoard } from '../faults.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { type Handler, json, refuseMethod } from '../http.ts';
import type { Admit } from './gateway.ts';
import { type ResourceSettings, resourceAnswer } from './resources.ts';
import { type UnitsPageSettings, unitsPage } from './units-page.ts';

export interface ApiSettings extends UnitsPageSettings, ResourceSettings {
  readonly admit: Admit;
  readonly fleet: Fleet;
  readonly faults: FaultBoard;
}

const NOT_FOUND = { statusCode: 404, message: 'Resource not found' };

/** The customer API behind its gateway: checks both headers, then serves units, their list and further lists. */
export function createApi(settings: ApiSettings): Handler {
  const { admit, faults, fleet, traffic, dialect } = settings;
  const inForm = unitForm(dialect);
  return async (incoming) => {
    const fault = await faults.strike('api', incoming);
    if (fault !== undefined) return fault;
    const admitted = await admit(incoming.headers);
    if ('status' in admitted) return admitted;
    const { pathname, searchParams } = incoming.url;
    const parts = pathname.slice('/api/'.length).split('/').map(decode);
    const [first, id, ...rest] = parts;
    const further = rest.length > 0 ? resourceAnswer(settings, admitted, parts, searchParams) : undefined;
    if (further === undefined && (first !== 'units' || rest.length > 0)) return json(404, NOT_FOUND);
    const wrongMethod = refuseMethod(incoming, 'GET');
    if (wrongMethod !== undefined) return wrongMethod;
    if (further !== undefined) return further;
    if (id === undefined) return unitsPage(settings, searchParams);
    const unit = fleet.find(id);
    if (unit === undefined) return json(404, NOT_FOUND);
    return inTransport(dialect, json(200, inForm(traffic.asItIs(unit))));
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
