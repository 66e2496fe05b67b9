/**
 * Which values may be shown: only of fields that name a status, a direction or a type, and there only words of
 * elevators, and short words that several items have in common (docs/shapes.md).
 */
import { conditionOf } from '../../units/unit-status.ts';
import { directionIn } from '../../units/unit-values.ts';

/** Behind what is named, for instance in `status.name` and `statusCode`. */
const trailing = /(?:[._/-]?(?:code|name|text|value))+$/;
const enumName =
  /(?:status|direction|type|mode|condition|category|severity|priority|zustand|richtung|modus|typ|state)$/;
/** Where these stand in a name, its values may be those of a person or a place. */
const privateName =
  /address|city|town|countr|region|street|locat|place|site|building|area|zone|contact|person|user|customer|client|owner|operator|tenant|employee|technician|mechanic|manager|company|account|mail|phone|login|author|geb(?:ae|ä)ude|adress|stadt|strasse|straße|land(?![a-z])|kunde|betreiber/;
/** A state may be one of the United States. */
const stateName = /state$/;

/** Words of elevators beside those that the reader takes for a status or a direction. */
const words = new Set(
  `in out of no not non and or at by on to the is for under with without order service operation use mode stop state status
  unknown unbekannt other none default unit car cabin door doors call load elevator elevators lift lifts escalator escalators moving walk
  walkway travelator dumbwaiter platform passenger freight goods hydraulic traction aufzug aufzüge fahrtreppe rolltreppe
  online offline connected disconnected connection communication lost standby idle waiting ready busy open opening opened
  closed closing locked unlocked travelling traveling standing parked parking independent priority fire fireman firefighter
  emergency power overload full empty manual automatic auto remote local initializing starting learning
  modernization installation construction scheduled planned unplanned pending active operating relevel levelling leveling
  critical high medium low minor major info information außer ausser in betrieb kein keine ohne nicht und oder`.split(
    /\s+/,
  ),
);

/** So many values of a field are needed before a word that is not known here counts as one of an enum. */
const leastValues = 20;
/** So many items have such a word in common. */
const leastShared = 3;
/** An enum has no more values. */
const mostValues = 20;
const longestWord = 24;
const longestText = 48;

/** So many words of other fields are kept; with more, every word is taken for one of them. */
const mostWords = 50_000;

/** The words of all fields that are no enums, such as names of people and places. */
export function createOtherWords() {
  const said = new Set<string>();
  return {
    add(text: string): void {
      if (said.size > mostWords) return;
      for (const word of text
        .slice(0, 500)
        .toLowerCase()
        .match(/\p{L}+/gu) ?? [])
        said.add(word);
    },
    has: (word: string) => said.size > mostWords || said.has(word.toLowerCase()),
  };
}
export type OtherWords = ReturnType<typeof createOtherWords>;

/** Whether the values of a field may be looked at. @param path the names that lead to it */
export function isEnumField(path: readonly string[]): boolean {
  const name = headOf(path);
  return enumName.test(name) && !privateName.test(name);
}

/** The path without what stands behind the name, in lower case. */
function headOf(path: readonly string[]): string {
  return path.join('/').toLowerCase().replace(trailing, '');
}

/**
 * What may be shown of the values of an enum field: how often each occurs. The rest is `hidden`.
 * @param total how many values there are, those included that are not in `counts` any more
 * @param others a word that is known from them is not shown
 */
export function shownValues(
  path: readonly string[],
  counts: ReadonlyMap<string | number, number>,
  total: number,
  others: Pick<OtherWords, 'has'>,
) {
  const all = [...counts];
  const isEnum = all.length <= mostValues && all.every(([value]) => isShort(value));
  const isState = stateName.test(headOf(path));
  const isShared = isEnum && total >= leastValues && !isState;
  const isOfAll = (value: string, count: number) =>
    isShared && count >= leastShared && isWord(value) && !others.has(value);
  const isShown = (value: string | number, count: number) =>
    typeof value === 'number'
      ? isEnum
      : isKnown(value) || (isEnum && isDigits(value)) || isOfAll(value, count);
  const shown = all.filter(([value, count]) => isShown(value, count) && !(isState && isStateCode(value)));
  return { shown, hidden: total - shown.reduce((sum, [, count]) => sum + count, 0) };
}

/** OR, IN and 75 may be parts of a country, whatever else they mean. */
function isStateCode(value: string | number): boolean {
  return typeof value === 'number' || isDigits(value) ? Math.abs(Number(value)) > 9 : value.length <= 3;
}

function isShort(value: string | number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 100;
  return isDigits(value) || (value.length <= longestText && /^\p{L}+(?:[ _-]{1,3}\p{L}+){0,5}$/u.test(value));
}

const isDigits = (value: string) => /^\d{1,2}$/.test(value);

/** A single word, in one letter case or with a capital at its beginning. */
function isWord(value: string): boolean {
  return value.length <= longestWord && /^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(value);
}

/** Whether each word of a text is one of elevators. */
function isKnown(value: string): boolean {
  const spaced = value.slice(0, longestText + 1).replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  if (spaced.length > longestText || !/^[\p{L} _,/-]+$/u.test(spaced)) return false;
  return spaced
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .every((word) => word === '' || words.has(word) || hasMeaning(word));
}

function hasMeaning(word: string): boolean {
  return conditionOf(word) !== 'unknown' || directionIn(word) !== undefined;
}
