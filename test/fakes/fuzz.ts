import fc from 'fast-check';
import { rounds } from './rounds.ts';

/** `FUZZ_SEED=… npm test` repeats a failure; without it, every run uses another seed. */
const given = process.env['FUZZ_SEED'];

/**
 * Checks a property with generated values. The error message contains the smallest counterexample and the seed.
 * @param runs number of values in continuous integration; everyday runs try a quarter
 */
export async function fuzz(
  property: fc.IAsyncProperty<unknown> | fc.IProperty<unknown>,
  runs: number,
): Promise<void> {
  const seed = given === undefined ? Date.now() & 0x7fff_ffff : Number(given);
  try {
    await fc.assert(property as fc.IAsyncProperty<unknown>, { seed, numRuns: rounds(runs) });
  } catch (error) {
    throw new Error(`FUZZ_SEED=${seed}\n${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Values that structured clone accepts and JSON does not, and texts that often cause bugs. */
export const oddLeaf = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown[]>(
      undefined,
      null,
      -0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      '',
      '\0',
      '\uD800',
      '../../etc/passwd',
      'x'.repeat(600),
      'dark',
      'de',
      new Date(0),
      /x/,
      new Uint8Array(4),
      Symbol.iterator,
      () => 1,
    ),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  );

/** Any value that structured clone can create, with these keys and the prototype's names in its objects. */
export function hostileValue(keys: readonly string[]): fc.Arbitrary<unknown> {
  const key = fc.oneof(
    fc.constantFrom(...keys, '__proto__', 'constructor', 'toString', 'then', 'length', ''),
    fc.string({ maxLength: 8 }),
  );
  const { value } = fc.letrec<{ value: unknown; object: unknown; list: unknown[] }>((tie) => ({
    value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, oddLeaf(), tie('object'), tie('list')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((entries) => entries.reduce(defineOwn, {})),
  }));
  return value;
}

function defineOwn(object: object, [key, value]: [string, unknown]): object {
  // Assigning `__proto__` would set the prototype instead of a key.
  return Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
