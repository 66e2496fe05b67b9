import { type TestContext, test } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What has to hold whatever the attacker does. */
    promise?: string;
  }
}

/**
 * A test that attacks the product. The report of `npm test` has a line for each: held, or the promise that broke.
 * @param name what the attacker does, behind the name of the attacker, which `describe` gives
 */
export function attack(
  name: string,
  promise: string,
  run: (context: TestContext) => Promise<void> | void,
): void {
  test(name, { meta: { promise } }, run);
}
