import type { Unit } from '../../electron/contract.ts';
import { haystackOf } from './fold.ts';
import type { UnitText } from './unit-text.ts';

/** What a search looks through, row by row, and what it has found so far. */
export interface SearchIndex {
  /** Takes a new row in; `fixed` is its text of the columns that do not change, if it is known already. */
  add(index: number, fixed: string | undefined): void;
  /** A live update has changed the row. */
  touch(index: number): void;
  /** The folded words that all have to occur from now on. */
  setWords(words: readonly string[]): void;
  matches(index: number): boolean;
  /** The row was found to match; false also for one that was not looked at yet. */
  known(index: number): boolean;
  /** The text of the columns that do not change, if it was made already. */
  textOf(index: number): string | undefined;
  setText(text: UnitText): void;
  /** Makes all texts in small steps. */
  prepare(): Generator<undefined, void>;
}

const open = 0;
const no = 1;
const yes = 2;
const slice = 200;

/**
 * Texts are made when they are first needed, or in idle moments before that: making all of 100,000 takes half a second.
 * A verdict stays until the words or the row change.
 */
export function createSearchIndex(units: readonly Unit[], initialText: UnitText): SearchIndex {
  let text = initialText;
  let words: readonly string[] = [];
  let fixedTexts: (string | undefined)[] = [];
  let liveTexts: (string | undefined)[] = [];
  let verdicts = new Uint8Array(256);

  const textsOf = (index: number, unit: Unit) => {
    const fixed = fixedTexts[index] ?? haystackOf(text.searchFixed(unit));
    const live = liveTexts[index] ?? haystackOf(text.searchLive(unit));
    fixedTexts[index] = fixed;
    liveTexts[index] = live;
    return { fixed, live };
  };
  const look = (index: number): boolean => {
    const unit = units[index];
    if (unit === undefined) return false;
    const { fixed, live } = textsOf(index, unit);
    return words.every((word) => fixed.includes(word) || live.includes(word));
  };

  return {
    add(index, fixed) {
      if (index >= verdicts.length) {
        const larger = new Uint8Array(2 * verdicts.length);
        larger.set(verdicts);
        verdicts = larger;
      }
      verdicts[index] = open;
      fixedTexts[index] = fixed;
      liveTexts[index] = undefined;
    },
    touch(index) {
      verdicts[index] = open;
      liveTexts[index] = undefined;
    },
    setWords(next) {
      // Every word was only added to: what did not match does not match now either.
      const narrower = words.every((word) => next.some((longer) => longer.includes(word)));
      const first = words.length === 0;
      words = next;
      if (first || !narrower) verdicts.fill(open);
      else
        for (let index = 0; index < units.length; index += 1)
          if (verdicts[index] === yes) verdicts[index] = open;
    },
    matches(index) {
      if (words.length === 0) return true;
      if (verdicts[index] === open) verdicts[index] = look(index) ? yes : no;
      return verdicts[index] === yes;
    },
    known: (index) => words.length === 0 || verdicts[index] === yes,
    textOf: (index) => fixedTexts[index],
    setText(next) {
      text = next;
      fixedTexts = [];
      liveTexts = [];
      verdicts.fill(open);
    },
    *prepare() {
      for (const [index, unit] of units.entries()) {
        textsOf(index, unit);
        if (index % slice === 0) yield;
      }
    },
  };
}
