import type { RowTexts } from './row-texts.ts';
import { larger } from './rows.ts';

/** The results of a search so far, by row. */
export interface SearchIndex {
  /** Forgets the result of a new or changed row. */
  reopen(index: number): void;
  /** Forgets all results, because the language has changed. */
  reopenAll(): void;
  /** Sets the folded words, all of which must occur. */
  setWords(words: readonly string[]): void;
  /** True without a search. */
  open(): boolean;
  matches(index: number): boolean;
  /** True if the row is known to match; false also if it has not been checked yet. */
  known(index: number): boolean;
}

const open = 0;
const no = 1;
const yes = 2;

/** Keeps each result until the words or the row change. */
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
      // Words were only extended, so a row that did not match still does not.
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
  /** Requires that the row's texts exist. */
  finds(index: number): boolean;
}

/** Checks each shared text once; for a row it then looks up the numbers of its texts. */
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
