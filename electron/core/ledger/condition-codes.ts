/** How the ledger writes what a unit is: a code of three bits, and one for who told it. */
import { unitConditions } from '../../contract/names.ts';

type Condition = (typeof unitConditions)[number];

/** The unit is not in the list: it has no history then. */
export const absent = 0;
/** The unit is in the list, but nobody knows what it was: between two lists that say different things. */
export const unwatched = 6;
/** Added to the code of what an event told. */
export const byEvent = 8;

const codes = Object.fromEntries(unitConditions.map((each, index) => [each, index + 1])) as Record<
  Condition,
  number
>;

export const conditionCode = (condition: Condition): number => codes[condition];

/** The condition of a code; undefined for `absent` and `unwatched`. */
export const conditionOfCode = (code: number): Condition | undefined => unitConditions[(code & 7) - 1];

export const entrapmentCode = codes.entrapment;
const outOfService = codes['out-of-service'];
export const limitedCode = codes.limited;
const inService = codes['in-service'];

export const isOutCode = (code: number): boolean => code === entrapmentCode || code === outOfService;
export const isUpCode = (code: number): boolean => code === limitedCode || code === inService;
