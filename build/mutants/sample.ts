import { random } from '../../test/fakes/random.ts';

/** `count` of these in their order, or all if there are no more; the same ones for the same seed. */
export function sampleOf<T>(all: readonly T[], count: number, seed: number): T[] {
  const next = random(seed);
  const ranked = all.map((item, place) => ({ item, place, rank: next() }));
  const chosen = ranked.sort((a, b) => a.rank - b.rank).slice(0, count);
  return chosen.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
