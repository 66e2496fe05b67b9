import type { Unit } from '../../../electron/contract/units.ts';
import { madeOnce } from '../../ui/made-once.ts';
import { remembered } from '../../ui/remembered.ts';
import { createTimes, isAge } from '../../ui/time.ts';
import type { Column } from './columns.ts';
import type { SortValue } from './ranks.ts';

/** The translated words of the fixed values. */
export interface UnitLabels {
  readonly type: Readonly<Record<Unit['type'], string>>;
  readonly condition: Readonly<Record<Unit['condition'], string>>;
  readonly direction: Readonly<Record<NonNullable<Unit['direction']>, string>>;
}

/** How units read in one language: cells, what a search looks through, and what a sort compares. */
export interface UnitText {
  readonly locale: string;
  /** The text of a cell; `now` (ms since 1970) is what ages are counted from. */
  cell(unit: Unit, column: Column, now: number): string;
  /** The last event as date and time; empty if there was none. */
  eventTime(unit: Unit): string;
  /** What a search looks through in a column. */
  searched(unit: Unit, column: Column): string;
  sortValue(unit: Unit, column: Column): SortValue;
}

type FixedColumn = Exclude<Column, 'lastEvent'>;
const arrows = { up: '↑', down: '↓', none: '–' } as const;

/** Builds the texts for a language; `locale` is what Intl formats with, for instance "en-GB". */
export function createUnitText(locale: string, labels: UnitLabels): UnitText {
  const times = createTimes(locale);
  const percent = madeOnce(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  );
  const status = (unit: Unit) => (isOwnWord(unit) ? labels.condition[unit.condition] : unit.status);
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
      default:
        return unit[column];
    }
  };
  // A date is shown to the minute, and most events fall into few of them.
  const minutes = remembered((minute: number) => times.dateTime(minute * 60_000));
  const eventTime = (unit: Unit) =>
    unit.lastEventAt === null ? '' : minutes(Math.floor(unit.lastEventAt / 60_000));
  return {
    locale,
    cell(unit, column, now) {
      if (column !== 'lastEvent') return fixed(unit, column);
      if (unit.lastEventAt === null) return '';
      return isAge(unit.lastEventAt, now) ? times.ago(unit.lastEventAt, now, 'short') : eventTime(unit);
    },
    eventTime,
    searched(unit, column) {
      switch (column) {
        case 'status':
          // The service's own word stays findable where a translated one is shown.
          return `${status(unit)}\n${unit.status}`;
        case 'direction':
          return unit.direction === null ? '' : labels.direction[unit.direction];
        case 'lastEvent':
          return eventTime(unit);
        default:
          return fixed(unit, column);
      }
    },
    sortValue(unit, column) {
      if (column === 'lastEvent') return unit.lastEventAt;
      if (column === 'availability') return unit.availability;
      if (column === 'floor') return floorValue(unit.floor);
      return fixed(unit, column) || null;
    },
  };
}

/** True when the service's word says no more than our own for the condition, which can be translated. */
function isOwnWord({ status, condition }: Unit): boolean {
  const word = plainWord(status);
  return word === '' || word === condition || word === condition.replaceAll('-', '');
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
