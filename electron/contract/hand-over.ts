/** The hand-over of incidents to a colleague: a file and a page that people carry, because nothing of it is sent. */
import { z } from 'zod';
import { mostHandedOver, mostMaintenance } from './incident-facts.ts';
import { Maintenance, Moment } from './incidents.ts';
import { type CallsOf, nothing } from './shapes.ts';
import { longestNote } from './table.ts';
import { Shortfall, UnitId } from './units.ts';

/** The version of the file. One that only adds fields keeps it. */
export const handOverVersion = 1;

const Text = z.string().max(1_000);

/** An incident in the words of whoever hands it over. `endedAt` is null while the outage goes on. */
export const HandedOver = z.object({
  id: UnitId,
  name: Text,
  site: Text,
  condition: z.enum(['entrapment', 'out-of-service']),
  /** Why, in the service's words; '' if it does not say. */
  fault: Text,
  /** Since when it is out of service; null if that is not known. */
  outageAt: Moment.nullable(),
  /** At `outageAt` it was first seen so; it may have been so before. */
  firstSeenHere: z.boolean(),
  endedAt: Moment.nullable(),
  acknowledgedAt: Moment.nullable(),
  note: z.string().max(longestNote),
  snoozedUntil: Moment.nullable(),
  maintenance: z.array(Maintenance).max(mostMaintenance),
});
export type HandedOver = z.output<typeof HandedOver>;

/** What keeps a hand-over from having everything: nothing that lacks something may look complete (R41). */
export const HandOverLack = z.object({
  /** Only so many units of the list had been read; null for a whole list. */
  part: Shortfall.nullable(),
  /** When the list was read, if it was an old one that nobody followed; null for a current one. */
  asOf: Moment.nullable(),
  /** How many incidents there were beyond the most that it takes. */
  left: z.number().int().nonnegative(),
  /** Of outages that ended before then, within the day, some may be missing, because only so many are kept; null for none. */
  endedFrom: Moment.nullable().default(null),
});
export type HandOverLack = z.output<typeof HandOverLack>;

/** What the file holds. It names nobody: who hands over is said beside it. */
export const HandOverFile = z.object({
  format: z.literal('max-desk-hand-over'),
  version: z.literal(handOverVersion),
  madeAt: Moment,
  connection: z.object({ id: z.string().max(100), name: Text }),
  lack: HandOverLack.default({ part: null, asOf: null, left: 0, endedFrom: null }),
  incidents: z.array(HandedOver).max(mostHandedOver),
});
export type HandOverFile = z.output<typeof HandOverFile>;

/** A file that was opened: its name, and whether it is of the connection that is open. */
const OpenedHandOver = HandOverFile.extend({ file: z.string(), isOfConnection: z.boolean() });
export type OpenedHandOver = z.output<typeof OpenedHandOver>;

export const handOverCalls = {
  /**
   * Asks where to save and writes the file; null when the user cancels. Throws `storage` naming the file.
   */
  saveHandOver: {
    input: z.object({ incidents: z.array(HandedOver).max(mostHandedOver), lack: HandOverLack }),
    output: z.object({ file: z.string() }).nullable(),
  },
  /**
   * Asks for a file and reads it; null when the user cancels. Throws `bad-request` for one that is damaged, of a newer
   * version or none at all, and `storage` for one that cannot be read.
   */
  openHandOver: { input: nothing, output: OpenedHandOver.nullable() },
} satisfies CallsOf<'handOver'>;
