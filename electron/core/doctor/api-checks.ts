import { createApiClient } from '../api/client.ts';
import { waitingAsAsked } from '../api/retry-after.ts';
import { required } from '../connection/authorities.ts';
import { type AppError, toAppError } from '../errors.ts';
import { unitMapping } from '../units/unit-mapping.ts';
import { incompleteList, readUnits } from '../units/units.ts';
import type { Examination, Finding } from './doctor.ts';
import { checkRequest } from './network-checks.ts';

export async function checkToken({ token }: Examination): Promise<Finding> {
  try {
    const { expiresAt } = await token();
    return {
      finding: 'token-at-hand',
      details: { until: Number.isFinite(expiresAt) ? new Date(expiresAt).toISOString() : '?' },
    };
  } catch (error) {
    const failure = toAppError(error);
    if (failure.code === 'sign-in-needed') return { outcome: 'skipped', finding: 'not-signed-in' };
    throw failure;
  }
}

/** One request for the list's first page answers two steps: is the key accepted, and are there units? */
export function checkApi(parts: Examination): Record<'key' | 'units', () => Promise<Finding>> {
  const { connection } = parts;
  const { host } = new URL(connection.api.baseUrl || 'https://–');
  let answer: Promise<string> | undefined;
  const ask = () => {
    answer ??= firstPage(parts);
    return answer;
  };
  return {
    async key() {
      required(connection, 'api.baseUrl', connection.api.baseUrl);
      const failure = await ask().then(() => undefined, toAppError);
      // A list that is not whole came all the same.
      if (!failure || failure.details['received']) return { finding: 'key-accepted', details: { host } };
      if (isOfKey(failure)) throw failure;
      // Any other failure belongs to the next step, and the key stays unchecked.
      return { outcome: 'skipped', finding: 'rests-on', details: { check: 'units' } };
    },
    async units() {
      try {
        return { finding: 'units-listed', details: { host, number: await ask() } };
      } catch (error) {
        if (!isOfKey(toAppError(error))) throw error;
        return { outcome: 'skipped', finding: 'rests-on', details: { check: 'key' } };
      }
    },
  };
}

function isOfKey({ code }: AppError): boolean {
  return code === 'api-key-missing' || code === 'api-key-refused';
}

/** From this many units on, what the API counts is taken for the number. */
const enough = 1_000;

/**
 * The number of units that the API reports, else that of its first response, with "+" if more follow. Throws
 * `api-bad-answer` for a short list that is not whole (R41).
 */
async function firstPage(parts: Examination): Promise<string> {
  const client = createApiClient({ ...parts, requestTimeout: checkRequest.timeout });
  const api = parts.wait ? waitingAsAsked(client, parts.wait) : client;
  const list = parts.connection.api;
  let count = 0;
  for await (const page of readUnits(api, list.unitsPath, parts.signal, unitMapping(list))) {
    count += page.units.length;
    if (page.shortfall) throw incompleteList(page.shortfall);
    if (page.total !== null && (count >= enough || page.ends === 'answer')) return String(page.total);
    if (page.ends === 'answer') return `${count}+`;
  }
  return String(count);
}
