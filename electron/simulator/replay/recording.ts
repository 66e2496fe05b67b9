/** A recording as `max-desk watch --record` writes it (docs/recording.md). */

export type RecordedCondition = (typeof CONDITIONS)[number];

/** How a unit is; what is left out is not known, or stays as it was. */
export interface RecordedState {
  readonly condition?: RecordedCondition;
  readonly floor?: number;
  readonly direction?: (typeof DIRECTIONS)[number];
}

/** Times are ms since the recording began. */
export interface RecordedUnit extends RecordedState {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly type: (typeof TYPES)[number];
  readonly availability?: number;
  readonly lastEvent?: number;
  readonly outSince?: number;
}

export interface RecordedChange extends RecordedState {
  readonly id: string;
  /** ms since the recording began. */
  readonly at: number;
}

export interface Recording {
  /** As they were when they were seen for the first time. */
  readonly units: readonly RecordedUnit[];
  /** In the order of their times. */
  readonly changes: readonly RecordedChange[];
  /** ms */
  readonly length: number;
}

type Fields = Readonly<Record<string, unknown>>;
/** What a value has to be, in words, and whether it is. */
type Form = readonly [words: string, isIt: (value: unknown) => boolean];

const CONDITIONS = ['entrapment', 'out-of-service', 'limited', 'unknown', 'in-service'] as const;
const DIRECTIONS = ['up', 'down', 'levelling', 'none'] as const;
const TYPES = ['elevator', 'escalator', 'other'] as const;
const LONGEST_TEXT = 512;
const LATEST = 400 * 86_400_000;
/** A time before the recording may be that of an old system's "none"; a date must be able to hold it. */
const FARTHEST = 4e15;

const oneOf = (words: readonly unknown[]): Form => [
  `one of ${words.join(', ')}`,
  (value) => words.includes(value),
];
const whole: Form = ['a whole number', (value) => Number.isSafeInteger(value)];
const text: Form = ['a text', (value) => typeof value === 'string' && value.length <= LONGEST_TEXT];
const id: Form = ['a text that is not empty', (value) => text[1](value) && value !== ''];
const STATE = { condition: oneOf(CONDITIONS), floor: whole, direction: oneOf(DIRECTIONS) };
const moment: Form = [
  'a time in ms',
  (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) <= FARTHEST,
];
const TIMES = { lastEvent: moment, outSince: moment };
const PLACE = { name: text, site: text, address: text, city: text, country: text, type: oneOf(TYPES) };
const percent: Form = [
  'a number from 0 to 100',
  (value) => typeof value === 'number' && value >= 0 && value <= 100,
];

/**
 * Reads a recording. The last line may be torn: then it is left out. Throws a RangeError that names the line of anything
 * else that does not belong there, and nothing of what it says.
 */
export function parseRecording(content: string): Recording {
  const lines = linesOf(content);
  const first = lines.next();
  assertHead(first.done ? undefined : objectIn(first.value.line));
  const units = new Map<string, RecordedUnit>();
  const changes: RecordedChange[] = [];
  let length = 0;
  let number = 1;
  for (const { line, isEnded } of lines) {
    number += 1;
    const fault = (why: string) => new RangeError(`The recording cannot be read: line ${number} ${why}.`);
    const record = objectIn(line);
    if (record === undefined && !isEnded) break;
    if (record === undefined) throw fault('is not a JSON object');
    length = timeIn(record, length, fault);
    if ('unit' in record) {
      const unit = checked<RecordedUnit>(
        record['unit'],
        { id, ...PLACE },
        { ...STATE, ...TIMES, availability: percent },
        fault,
      );
      if (units.has(unit.id)) throw fault('has a unit for the second time');
      units.set(unit.id, unit);
    } else if ('event' in record || 'list' in record) {
      const change = checked<RecordedChange>(record['event'] ?? record['list'], { id }, STATE, fault);
      const unit = units.get(change.id);
      if (!unit) throw fault('is of a unit that no line before it has');
      // The id of the unit, not another copy of it: there may be a million changes.
      changes.push({ ...change, id: unit.id, at: length });
    } else if (!('live' in record || 'end' in record)) throw fault('says nothing that is known');
  }
  if (units.size === 0) throw new RangeError('The recording cannot be read: it has no units.');
  return { units: [...units.values()], changes, length };
}

/** One line after the other: a list of all would be as long as the text again. Of the last one the end may be missing. */
function* linesOf(content: string): Generator<{ line: string; isEnded: boolean }, undefined> {
  let from = 0;
  for (let end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', from)) {
    yield { line: content.slice(from, end), isEnded: true };
    from = end + 1;
  }
  if (from < content.length) yield { line: content.slice(from), isEnded: false };
}

function objectIn(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}

function assertHead(head: Fields | undefined): void {
  if (head?.['format'] !== 'max-desk-recording')
    throw new RangeError(
      'The recording cannot be read: line 1 is not that of a recording of "max-desk watch --record".',
    );
  if (head['version'] !== 1)
    throw new RangeError(
      'The recording cannot be read: it is of another version; use the version of MAX Desk that wrote it.',
    );
}

function timeIn({ t }: Fields, before: number, fault: (why: string) => RangeError): number {
  if (!Number.isSafeInteger(t) || Number(t) < 0 || Number(t) > LATEST) throw fault('has no time "t"');
  if (Number(t) < before) throw fault('is earlier than the one before it');
  return Number(t);
}

/** The known fields of an object; others are left out. */
function checked<T>(
  value: unknown,
  needed: Readonly<Record<string, Form>>,
  possible: Readonly<Record<string, Form>>,
  fault: (why: string) => RangeError,
): T {
  const fields = Object(value) as Fields;
  const entries = Object.entries({ ...needed, ...possible })
    .filter(([name]) => name in needed || fields[name] !== undefined)
    .map(([name, [words, isIt]]) => {
      if (!isIt(fields[name])) throw fault(`has a wrong "${name}", which must be ${words}`);
      return [name, fields[name]];
    });
  return Object.fromEntries(entries) as T;
}
