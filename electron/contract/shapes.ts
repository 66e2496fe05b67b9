/** What the files of the features are made of. */
import { z } from 'zod';
import type { callNames, Feature } from './names.ts';

/** The input of a call that needs none. */
export const nothing = z.undefined();
/** The output of a call that only does something. */
export const done = z.void();

/** The schemas of a feature's calls: one is missing or has no name in `callNames`, and it does not compile. */
export type CallsOf<F extends Feature> = Record<
  (typeof callNames)[F][number],
  { input: z.ZodType; output: z.ZodType }
>;
