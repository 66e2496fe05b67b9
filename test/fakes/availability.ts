import type { Availability } from '../../electron/contract/ledger.ts';

const hour = 3_600_000;

/** Of a unit that was never out, as far as all of the period was recorded and watched. */
export const alwaysUp: Availability = {
  least: 1,
  most: 1,
  unwatched: 0,
  unrecorded: 0,
  maintenance: 0,
  out: 0,
  outages: 0,
  repair: null,
};

/** Of two units with three outages, of which not all was watched or recorded. */
export const sometimesOut: Availability = {
  least: 0.98219999,
  most: 0.99999999,
  unwatched: 22 * hour,
  unrecorded: 40 * hour,
  maintenance: 0,
  out: 2 * hour,
  outages: 3,
  repair: 0.5 * hour,
};
