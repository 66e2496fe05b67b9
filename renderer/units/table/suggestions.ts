import { haystackOf } from '../../../electron/contract/fold.ts';
import { unitConditions, unitTypes } from '../../../electron/contract/names.ts';
import { conditionPhrases, hasWord, queryEndings, typePhrases } from '../../../electron/contract/search.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { ScopeSummary } from './fleet-summary.ts';
import { createForemost } from './foremost.ts';
import type { UnitFilters } from './unit-filters.ts';
import type { UnitStore } from './unit-store.ts';
import type { ValueNumbers } from './value-numbers.ts';

/** A value of a filter. */
export type Choice =
  | { readonly kind: 'conditions'; readonly value: Unit['condition'] }
  | { readonly kind: 'types'; readonly value: Unit['type'] }
  | { readonly kind: 'cities' | 'sites'; readonly value: string };

/** A filter that the last words of a search may mean. */
export interface FilterSuggestion {
  readonly choice: Choice;
  /** How many units it shows: those that the rest of the search and the other filters leave. */
  readonly count: number;
  /** What is still searched for once the filter is on. */
  readonly rest: string;
}

/** What conditions and types are called in the window's language. */
export interface ChoiceLabels {
  readonly condition: (condition: Unit['condition']) => string;
  readonly type: (type: Unit['type']) => string;
}

/** The most of one kind, and of all. */
const mostOfKind = 3;
const mostInAll = 8;
/** Fewer characters fit nearly everything. */
const leastTyped = 2;
const slice = 256;

/** The filters with one more value. */
export function filtersWith(filters: UnitFilters, { kind, value }: Choice): Partial<UnitFilters> {
  return { [kind]: [...filters[kind], value] };
}

/**
 * Finds, in small steps, the filters that the last words of the table's search may mean: those that take up the most
 * words, and of each kind those with the most units. Filters that are on, or would show no unit, are left out.
 */
export function* suggestSteps(
  store: UnitStore,
  labels: ChoiceLabels,
): Generator<undefined, readonly FilterSuggestion[]> {
  const { query, filters, places } = store;
  for (const { words, rest } of queryEndings(query)) {
    if (words.join(' ').length < leastTyped) break;
    const kinds = [
      namedBy(words, 'conditions', unitConditions, conditionPhrases, labels.condition),
      namedBy(words, 'types', unitTypes, typePhrases, labels.type),
      yield* placesWith(words, 'cities', places.cities),
      yield* placesWith(words, 'sites', places.sites),
    ];
    if (kinds.every(({ length }) => length === 0)) continue;
    const scope = yield* store.scopeSteps(rest);
    // A list that was read again has other numbers for its cities and sites.
    if (store.places !== places) return yield* suggestSteps(store, labels);
    const offered: FilterSuggestion[] = [];
    for (const candidates of kinds) offered.push(...(yield* best(candidates, scope, filters, rest)));
    if (offered.length > 0) return offered.slice(0, mostInAll);
  }
  return [];
}

/** A choice that the words may mean, and where it is counted. */
interface Candidate {
  readonly choice: Choice;
  readonly countIn: (scope: ScopeSummary) => number;
}

const fits = (words: readonly string[], text: string) => words.every((word) => hasWord(text, word));

/** The conditions or types that one of their names in any language, or their label, fits. */
function namedBy<K extends 'conditions' | 'types', T extends keyof ScopeSummary[K] & string>(
  words: readonly string[],
  kind: K,
  values: readonly T[],
  phrases: readonly (readonly [string, T])[],
  labelOf: (value: T) => string,
): Candidate[] {
  const named = phrases.filter(([phrase]) => fits(words, phrase)).map(([, value]) => value);
  return values
    .filter((value) => named.includes(value) || fits(words, haystackOf(labelOf(value))))
    .map((value) => ({ choice: { kind, value } as Choice, countIn: (scope) => Number(scope[kind][value]) }));
}

/** The cities or sites that the words fit. */
function* placesWith(
  words: readonly string[],
  kind: 'cities' | 'sites',
  numbers: ValueNumbers,
): Generator<undefined, Candidate[]> {
  const found: Candidate[] = [];
  for (const [number, value] of numbers.values.entries()) {
    if (number % slice === 0) yield;
    if (!fits(words, numbers.haystack(number))) continue;
    const countIn = (scope: ScopeSummary) => (kind === 'cities' ? scope.cityOf : scope.siteOf)(number);
    found.push({ choice: { kind, value }, countIn });
  }
  return found;
}

function* best(
  candidates: readonly Candidate[],
  scope: ScopeSummary,
  filters: UnitFilters,
  rest: string,
): Generator<undefined, readonly FilterSuggestion[]> {
  const foremost = createForemost<FilterSuggestion>(mostOfKind, (a, b) => b.count - a.count);
  for (const [place, { choice, countIn }] of candidates.entries()) {
    if (place % slice === 0) yield;
    const count = countIn(scope);
    if (count > 0 && !isChosen(filters, choice)) foremost.add({ choice, count, rest });
  }
  return foremost.items;
}

function isChosen(filters: UnitFilters, { kind, value }: Choice): boolean {
  const chosen: readonly string[] = filters[kind];
  return chosen.includes(value);
}
