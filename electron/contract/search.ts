/**
 * How units and rows are searched, in the window and on the command line. Pure and without zod, because the page runs
 * it for every keystroke.
 */
import { folded, haystackOf } from './fold.ts';
import type { unitConditions, unitTypes } from './names.ts';

type Condition = (typeof unitConditions)[number];
type UnitType = (typeof unitTypes)[number];

/** What somebody looks for: all of it must apply. */
export interface SearchQuery {
  /** Folded words and quoted phrases; each must begin at a word of some column. */
  readonly words: readonly string[];
  /** Conditions that were named, in English or German; null for none. */
  readonly conditions: readonly Condition[] | null;
  readonly types: readonly UnitType[] | null;
}

/** The names of conditions and types, with what else people type for them. Two words may be typed in part: "out of s". */
const conditionNames: Readonly<Record<Condition, readonly string[]>> = {
  entrapment: [
    'entrapment',
    'entrapments',
    'person trapped',
    'people trapped',
    'personeneinschluss',
    'personeneinschlüsse',
    'person eingeschlossen',
  ],
  'out-of-service': [
    'out of service',
    'out of order',
    'außer betrieb',
    'outage',
    'outages',
    'ausfall',
    'ausfälle',
  ],
  limited: ['limited', 'limited service', 'eingeschränkt'],
  'in-service': ['in service', 'in operation', 'in betrieb'],
  unknown: ['unknown', 'unbekannt'],
};
/** Only plurals: "Lift 3" is the name of a unit, and "lift" is found as the text of its type. */
const typeNames: Readonly<Record<UnitType, readonly string[]>> = {
  elevator: ['elevators', 'lifts', 'aufzüge'],
  escalator: ['escalators', 'moving walks', 'fahrtreppen', 'rolltreppen'],
  other: [],
};

/** Each name by its folded words. */
function spelled<T extends string>(names: Readonly<Record<T, readonly string[]>>): (readonly [string, T])[] {
  return (Object.keys(names) as T[]).flatMap((key) =>
    names[key].flatMap((name) => haystackOf(name).split('\n')).map((name) => [name, key] as const),
  );
}
/** Every folded name of a condition, with the condition. */
export const conditionPhrases = spelled(conditionNames);
/** The same of types: plurals only. */
export const typePhrases = spelled(typeNames);
/** The most words of a name. */
const longest = 3;

/**
 * Reads what was typed: words between spaces or commas, phrases between quotes, and the names of conditions and types,
 * which find the status or the type and nothing else. Quotes turn a name into a text.
 */
export function parseQuery(query: string): SearchQuery {
  const terms = termsOf(query);
  const words: string[] = [];
  const conditions: Condition[] = [];
  const types: UnitType[] = [];
  for (let at = 0; at < terms.length; ) {
    const condition = named(terms, at, conditionPhrases);
    const type = condition ? undefined : named(terms, at, typePhrases);
    if (condition) conditions.push(condition.key);
    else if (type) types.push(type.key);
    else words.push(terms[at]?.text ?? '');
    at += (condition ?? type)?.length ?? 1;
  }
  return {
    words,
    conditions: conditions.length > 0 ? conditions : null,
    types: types.length > 0 ? types : null,
  };
}

/** The folded words and phrases of what was typed, without any meaning. */
export function searchWords(query: string): string[] {
  return termsOf(query).map(({ text }) => text);
}

/** The last words of what was typed, as the beginning of a value, and what stands before them. */
export interface QueryEnding {
  /** Folded words and quoted phrases, at least one. */
  readonly words: readonly string[];
  /** As it was typed, without blanks and commas at its end. */
  readonly rest: string;
}

/** The last words that may name one value, for instance "out of" in "paris out of": the longest ending first. */
export function queryEndings(query: string): QueryEnding[] {
  const terms = termsOf(query).slice(-longestValue);
  return terms.map(({ start }, at) => ({
    words: terms.slice(at).map(({ text }) => text),
    rest: query.slice(0, start).replace(/[\s,;]+$/u, ''),
  }));
}
/** The most words of a value that are looked at. */
const longestValue = 6;

interface Term {
  readonly text: string;
  readonly quoted: boolean;
  /** Its place in what was typed. */
  readonly start: number;
}

/** A quote that is not closed yet is one to the end. */
function termsOf(query: string): Term[] {
  const found = query.matchAll(/["“„»«]([^"“”„»«]*)["”“»«]?|[^\s,;"“”„»«]+/gu);
  return Array.from(found, ({ 0: all, 1: quotedText, index }) => ({
    text: folded(quotedText ?? all)
      .trim()
      .replace(/\s+/gu, ' '),
    quoted: quotedText !== undefined,
    start: index,
  })).filter(({ text }) => text !== '');
}

/** The name that begins at this term: the longest one; its last word may be typed in part if there is one before it. */
function named<T>(terms: readonly Term[], at: number, phrases: readonly (readonly [string, T])[]) {
  for (let length = Math.min(longest, terms.length - at); length > 0; length -= 1) {
    const part = terms.slice(at, at + length);
    if (part.some(({ quoted }) => quoted)) continue;
    const text = part.map((term) => term.text).join(' ');
    const isEnd = at + length === terms.length;
    const match =
      phrases.find(([phrase]) => phrase === text) ??
      phrases.find(([phrase]) => isEnd && length > 1 && phrase.startsWith(text));
    if (match) return { key: match[1], length };
  }
  return undefined;
}

/** Whether a folded word begins at a word of the folded text: "1001" does in "u-1001", "001" does not. */
export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || startsAt(text, at)) return true;
  return false;
}

const none = 0;
const digit = 1;
const letter = 2;

function startsAt(text: string, at: number): boolean {
  const kind = kindOf(text.charCodeAt(at));
  return kind === none || kind !== kindOf(text.charCodeAt(at - 1));
}

function kindOf(code: number): number {
  if (code >= 48 && code <= 57) return digit;
  if (code >= 97 && code <= 122) return letter;
  // From Thai on, many scripts write no spaces between words: each of their characters may begin one.
  return code >= 0xc0 && code < 0x0e00 ? letter : none;
}
