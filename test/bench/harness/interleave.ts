/** One thing to be measured; resolves to its sample. */
export type Variant<T> = () => Promise<T>;

/** `warmUps`: those that come first and do not count; one unless given. */
export interface Rounds {
  rounds: number;
  warmUps?: number;
}

/**
 * Runs the variants in turn, A B A B …, so that whatever the machine does meanwhile happens to all of them. Every other
 * round goes backwards, so that none always follows the same one.
 */
export async function interleave<T>(
  variants: Readonly<Record<string, Variant<T>>>,
  { rounds, warmUps = 1 }: Rounds,
): Promise<Record<string, T[]>> {
  const names = Object.keys(variants);
  const samples: Record<string, T[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const sample = await variants[name]?.();
      if (round >= 0 && sample !== undefined) samples[name]?.push(sample);
    }
  }
  return samples;
}

/** The time that something takes, ms. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
