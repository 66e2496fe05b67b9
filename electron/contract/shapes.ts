/** Building blocks of the feature contracts. */
import { z } from 'zod';
import type { callNames, Feature } from './names.ts';

/** Input of a call that takes none. */
export const nothing = z.undefined();
/** Output of a call that returns nothing. */
export const done = z.void();
/** Identifies one run of what the window may start again, so that late results of a cancelled one are ignored. */
export const Run = z.object({ run: z.number().int().nonnegative() });

/** The schemas of a feature's calls: a compile error if one is missing or has no name in `callNames`. */
export type CallsOf<F extends Feature> = Record<
  (typeof callNames)[F][number],
  { input: z.ZodType; output: z.ZodType }
>;
