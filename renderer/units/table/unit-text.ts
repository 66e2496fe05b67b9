import type { Unit } from '../../../electron/contract/units.ts';
import { madeOnce } from '../../ui/made-once.ts';
import { remembered } from '../../ui/remembered.ts';
import type { Strings } from '../../ui/strings/en.ts';
import { createTimes, isAge } from '../../ui/time.ts';
import { createUnitNotes, type UnitNotes } from '../notes/unit-notes.ts';
import type { Column } from './columns.ts';
import type { SortValue } from './ranks.ts';

/** The texts of units in one language: for cells, for searching and for sorting. */
export type UnitText = ReturnType<typeof createUnitText>;

type FixedColumn = Exclude<Column, 'lastEvent'>;
const arrows = { up: '↑', down: '↓', levelling: '↕', none: '–' } as const;

/** Creates the texts for a language; `locale` is passed to Intl, for instance "en-GB". */
export function createUnitText(
  locale: string,
  labels: Strings['units']['labels'],
  notes: Pick<UnitNotes, 'of'> = createUnitNotes(),
) {
  const times = createTimes(locale);
  const percent = madeOnce(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  );
  const status = (unit: Unit) => {
    const label = labels.condition[unit.condition];
    if (isOwnWord(unit)) return label;
    return isNumber(unit) ? `${label} (${unit.status})` : unit.status;
  };
  const fixed = (unit: Unit, column: FixedColumn): string => {
    switch (column) {
      case 'type':
        return labels.type[unit.type];
      case 'status':
        return status(unit);
      case 'floor':
        return unit.floor ?? '';
      case 'direction':
        return unit.direction === null ? '' : `${arrows[unit.direction]} ${labels.direction[unit.direction]}`;
      case 'availability':
        return unit.availability === null ? '' : percent().format(unit.availability);
      case 'tags':
        return notes.of(unit.id).tags.join(', ');
      case 'note':
        return notes.of(unit.id).note;
      default:
        return unit[column];
    }
  };
  // Dates are shown to the minute, so most events share a few texts.
  const minutes = remembered((minute: number) => times.dateTime(minute * 60_000));
  /** The last event as date and time; empty if there was none. */
  const eventTime = (unit: Unit): string =>
    unit.lastEventAt === null ? '' : minutes(Math.floor(unit.lastEventAt / 60_000));
  return {
    locale,
    /** The text of a cell; ages are relative to `now` (ms since 1970). */
    cell(unit: Unit, column: Column, now: number): string {
      if (column !== 'lastEvent') return fixed(unit, column);
      if (unit.lastEventAt === null) return '';
      return isAge(unit.lastEventAt, now) ? times.ago(unit.lastEventAt, now, 'short') : eventTime(unit);
    },
    eventTime,
    /** The tags and the note, each on lines of its own, as a search looks through them; empty without any. */
    noted(unit: Unit): string {
      const { tags, note } = notes.of(unit.id);
      if (tags.length === 0 && note === '') return '';
      return [...tags, note].map((text) => (text === '' ? '' : `\n${text}`)).join('');
    },
    /** The text that a search looks through in a column. */
    searched(unit: Unit, column: Column): string {
      switch (column) {
        case 'status':
          // The service's own word stays searchable where a translation is shown.
          return `${status(unit)}\n${unit.status}`;
        case 'direction':
          return unit.direction === null ? '' : labels.direction[unit.direction];
        case 'lastEvent':
          return eventTime(unit);
        default:
          return fixed(unit, column);
      }
    },
    sortValue(unit: Unit, column: Column): SortValue {
      if (column === 'lastEvent') return unit.lastEventAt;
      if (column === 'availability') return unit.availability;
      if (column === 'floor') return floorValue(unit.floor);
      return fixed(unit, column) || null;
    },
  };
}

/** True if the service's word only repeats our condition, which can be translated. */
function isOwnWord({ status, condition }: Unit): boolean {
  const word = plainWord(status);
  return word === '' || word === condition || word === condition.replaceAll('-', '');
}

/** True if the status is a number whose meaning the connection says: nobody reads that. */
function isNumber({ status, condition }: Unit): boolean {
  return condition !== 'unknown' && /^\d{1,9}$/.test(status);
}

const plainWord = remembered((status: string) =>
  status
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, '-'),
);

function floorValue(floor: string | null): SortValue {
  if (floor === null || floor.trim() === '') return null;
  const number = Number(floor);
  return Number.isFinite(number) ? number : floor;
}
