import { isTimeColumn, type TimeColumn, timeAt } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { madeOnce } from '../../ui/made-once.ts';
import { remembered } from '../../ui/remembered.ts';
import type { Strings } from '../../ui/strings/en.ts';
import { statusWords } from '../../ui/strings/status-words.ts';
import { createSparkTexts, sparkText } from '../history/spark-picture.ts';
import { createUnitSparks, type UnitSparks } from '../history/unit-sparks.ts';
import { createUnitNotes, type UnitNotes } from '../notes/unit-notes.ts';
import { type Column, isSortable } from './columns.ts';
import type { SortValue } from './ranks.ts';
import { createTimeText } from './time-text.ts';

/** The texts of units in one language: for cells, for searching and for sorting. */
export type UnitText = ReturnType<typeof createUnitText>;

type FixedColumn = Exclude<Column, TimeColumn>;
const arrows = { up: '↑', down: '↓', levelling: '↕', none: '–' } as const;

/** Creates the texts for a language; `locale` is passed to Intl, for instance "en-GB". */
export function createUnitText(
  locale: string,
  labels: Strings['units']['labels'],
  notes: Pick<UnitNotes, 'of'> = createUnitNotes(),
  sparks: Pick<UnitSparks, 'of'> = createUnitSparks(),
) {
  const { when, dateTime, exactTime } = createTimeText(locale, labels.times);
  const percent = madeOnce(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  );
  const words = madeOnce(() => statusWordsIn(locale));
  const status = (unit: Unit) => {
    const label = labels.condition[unit.condition];
    if (isOwnWord(unit)) return label;
    const word = words().get(plainWord(unit.status));
    if (word !== undefined) return word;
    return isCode(unit) ? `${label} (${unit.status})` : unit.status;
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
      case 'history':
        return sparkText(sparks.of(unit.id), labels);
      default:
        return unit[column];
    }
  };
  return {
    locale,
    /** How it is known since when a unit is out of service. */
    knownFrom: labels.times.from,
    /** The text of a cell; ages are relative to `now` (ms since 1970). */
    cell: (unit: Unit, column: Column, now: number): string =>
      isTimeColumn(column) ? when(unit, column, now) : fixed(unit, column),
    dateTime,
    exactTime,
    ...createSparkTexts(sparks, labels),
    /** The tags and the note, each on lines of its own, as a search looks through them; empty without any. */
    noted(unit: Unit): string {
      const { tags, note } = notes.of(unit.id);
      if (tags.length === 0 && note === '') return '';
      return [...tags, note].map((text) => (text === '' ? '' : `\n${text}`)).join('');
    },
    /** The text that a search looks through in a column. */
    searched(unit: Unit, column: Column): string {
      if (isTimeColumn(column)) return dateTime(unit, column);
      switch (column) {
        case 'status':
          // The service's own word stays searchable where a translation is shown.
          return `${status(unit)}\n${unit.status}`;
        case 'direction':
          return unit.direction === null ? '' : labels.direction[unit.direction];
        default:
          return fixed(unit, column);
      }
    },
    sortValue(unit: Unit, column: Column): SortValue {
      if (isTimeColumn(column)) return timeAt(unit, column);
      if (column === 'availability') return unit.availability;
      if (!isSortable(column)) return null;
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

/** True if the status is a number or a short code, such as "OOS" or "E04", whose meaning is known: nobody reads that. */
function isCode({ status, condition }: Unit): boolean {
  return condition !== 'unknown' && /^(?:\d{1,9}|[A-Z]{1,3}\d{0,4})$/.test(status);
}

/** The texts of services that the language has another word for, by their plain words. */
function statusWordsIn(locale: string): ReadonlyMap<string, string> {
  const isGerman = /^de\b/.test(locale);
  return new Map(
    statusWords.map(([en, de]): [string, string] => (isGerman ? [plainWord(en), de] : [plainWord(de), en])),
  );
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
