import { type Dialect, type DialectName, dialectNamed } from './dialect/dialects.ts';
import type { Faults } from './faults.ts';
import type { SigningKeys } from './identity/tokens.ts';
import type { KeyPair } from './loopback.ts';
import { parseRecording, type Recording } from './replay/recording.ts';
import { recordedDialect } from './shape/recorded-forms.ts';
import { recordedShape, sumOf } from './shape/recorded-shape.ts';

export interface SimulatorOptions {
  /** 0, the default, selects a free port. */
  readonly port?: number;
  readonly units?: number;
  /** The same seed gives the same units; only `lastEventAt` also depends on the day of `now`. */
  readonly seed?: number;
  /** 0 gives tokens that have already expired on arrival, so that every request needs a refresh. */
  readonly accessTokenSeconds?: number;
  /** Units per page of the list if the request has no `$top`. */
  readonly pageSize?: number;
  readonly faults?: Faults;
  /** The clock of every token, code, session and `Date` header, ms since 1970. */
  readonly now?: () => number;
  /** Serves https with this key and certificate; without it, http. */
  readonly tls?: KeyPair;
  /** The RSA keys of the tokens. By default they are created when needed and never leave the process. */
  readonly signingKeys?: SigningKeys;
  /** Events that the hub sends per second; by default 0.1 per subscribed unit. */
  readonly eventsPerSecond?: number;
  /** Whether the list says since when and why a unit is out of service, as it does unless told otherwise. */
  readonly tellsOutages?: boolean;
  /** How lists, units and events are written; plain unless given. */
  readonly dialect?: DialectName;
  /**
   * What `max-desk doctor --shapes` has printed: lists, units and events are written as there, and without `units`
   * there are as many. Instead of a dialect.
   */
  readonly shape?: unknown;
  /**
   * What `max-desk watch --record` has written: its units, and what happened to them from the first subscription on.
   * Instead of a dialect, a shape and made-up units.
   */
  readonly recording?: string;
  /** How many times as fast as it was the recording is played, from 1 to 1,000; 1 unless given. */
  readonly speed?: number;
  /** Ping interval of the hub, ms. */
  readonly hubKeepAliveMs?: number;
}

const DEFAULT_UNITS = 1_248;
const DEFAULT_PAGE_SIZE = 250;
const EVENTS_PER_UNIT = 0.1;
const MOST_EVENTS = 1_000_000;
const MOST_SPEED = 1_000;

/** The options with their defaults. Throws a RangeError for one that is out of range. */
export function settingsOf(options: SimulatorOptions) {
  const spoken = spokenBy(options);
  const { port = 0, units = spoken.units, seed = 1, now = Date.now, eventsPerSecond: events } = options;
  const { accessTokenSeconds = 3_600, hubKeepAliveMs = 15_000, tellsOutages = true } = options;
  const pageSize = options.pageSize ?? spoken.pageSize(units);
  requireWhole({ pageSize, hubKeepAliveMs }, 1);
  requireWhole({ accessTokenSeconds }, 0);
  if (events !== undefined && !(events >= 0 && events <= MOST_EVENTS))
    throw new RangeError(`eventsPerSecond is a number from 0 to ${MOST_EVENTS}, not ${events}.`);
  const replay = replayOf(options);
  const rate = (subscribed: number) => (replay ? 0 : (events ?? subscribed * EVENTS_PER_UNIT));
  const { name: dialectName, dialect } = spoken;
  const keepAliveMs = hubKeepAliveMs;
  const names = { dialectName, dialect, replay };
  return { port, units, seed, now, accessTokenSeconds, pageSize, rate, keepAliveMs, tellsOutages, ...names };
}

/** The dialect of the options, and what goes with it. */
function spokenBy({ dialect, shape }: SimulatorOptions): {
  readonly name: DialectName | 'recorded';
  readonly dialect: Dialect;
  readonly units: number;
  readonly pageSize: (units: number) => number;
} {
  if (shape === undefined)
    return { ...dialectNamed(dialect ?? 'plain'), units: DEFAULT_UNITS, pageSize: () => DEFAULT_PAGE_SIZE };
  const recorded = recordedShape(shape);
  const { page, item, pageSize = DEFAULT_PAGE_SIZE } = recorded;
  return {
    name: 'recorded',
    dialect: recordedDialect(recorded),
    units: sumOf(item.types),
    // Without a link to a next page all are on one.
    pageSize: (units) => (page.next === null ? Math.max(units, 1) : pageSize),
  };
}

/** The recording that is to be played, and how fast. */
function replayOf(options: SimulatorOptions): { recording: Recording; speed: number } | undefined {
  const { recording, speed = 1, dialect, shape, units } = options;
  if (recording === undefined) return undefined;
  if ([dialect, shape, units].some((each) => each !== undefined))
    throw new RangeError('A recording goes with no dialect, no shape and no number of units.');
  if (!(speed >= 1 && speed <= MOST_SPEED))
    throw new RangeError(`speed is a number from 1 to ${MOST_SPEED}, not ${speed}.`);
  return { recording: parseRecording(recording), speed };
}

function requireWhole(options: Readonly<Record<string, number>>, least: number): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`${name} is a whole number from ${least} on, not ${value}.`);
  }
}
