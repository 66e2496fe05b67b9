import { random } from '../../test/fakes/random.ts';

/** `count` of these, the same ones for the same seed. In a random order, so that the first ones are a sample too. */
export function sampleOf<T>(all: readonly T[], count: number, seed: number): T[] {
  const next = random(seed);
  const ranked = all.map((item) => ({ item, rank: next() }));
  const chosen = ranked.sort((a, b) => a.rank - b.rank).slice(0, count);
  return chosen.map(({ item }) => item);
}
