import type { RowTexts } from './row-texts.ts';
import { larger } from './rows.ts';

/** What a search has found so far, row by row. */
export interface SearchIndex {
  /** A row is new, or has changed. */
  reopen(index: number): void;
  /** Every verdict is wrong: the language has changed. */
  reopenAll(): void;
  /** The folded words that all have to occur from now on. */
  setWords(words: readonly string[]): void;
  /** Nothing is looked for. */
  open(): boolean;
  matches(index: number): boolean;
  /** The row was found to match; false also for one that was not looked at yet. */
  known(index: number): boolean;
}

const open = 0;
const no = 1;
const yes = 2;

/** A verdict stays until the words or the row change. */
export function createSearchIndex(texts: RowTexts): SearchIndex {
  let words: readonly string[] = [];
  let searches: WordSearch[] = [];
  let verdicts = new Uint8Array(256);

  const look = (index: number): boolean => {
    texts.make(index);
    for (const search of searches) if (!search.finds(index)) return false;
    return true;
  };
  const reopenAll = () => {
    searches = words.map((word) => createWordSearch(word, texts));
    verdicts.fill(open);
  };

  return {
    reopen(index) {
      if (index >= verdicts.length) verdicts = larger(verdicts);
      verdicts[index] = open;
    },
    reopenAll,
    setWords(next) {
      // Every word was only added to: what did not match does not match now either.
      const narrower =
        words.length > 0 && words.every((word) => next.some((longer) => longer.includes(word)));
      words = next;
      if (!narrower) return reopenAll();
      searches = words.map((word) => createWordSearch(word, texts));
      for (let index = 0; index < verdicts.length; index += 1)
        if (verdicts[index] === yes) verdicts[index] = open;
    },
    open: () => words.length === 0,
    matches(index) {
      if (words.length === 0) return true;
      if (verdicts[index] === open) verdicts[index] = look(index) ? yes : no;
      return verdicts[index] === yes;
    },
    known: (index) => words.length === 0 || verdicts[index] === yes,
  };
}

interface WordSearch {
  /** The row's texts have been made. */
  finds(index: number): boolean;
}

/** Looks through each of the shared texts once, so that most of a row is answered by its numbers. */
function createWordSearch(word: string, texts: RowTexts): WordSearch {
  const hits = texts.shared.map((): boolean[] => []);
  /** The columns in which the word occurs at all. */
  const places: number[] = [];
  let looked = 0;
  const look = () => {
    for (const [place, { haystacks }] of texts.shared.entries()) {
      const found = hits[place] ?? [];
      for (let number = found.length; number < haystacks.length; number += 1) {
        const hit = haystacks[number]?.includes(word) === true;
        found.push(hit);
        if (hit && !places.includes(place)) places.push(place);
      }
    }
    looked = texts.count;
  };
  return {
    finds(index) {
      if (looked !== texts.count) look();
      for (const place of places) if (hits[place]?.[texts.number(index, place)] === true) return true;
      return texts.own(index).includes(word);
    },
  };
}
