/** Links to units from outside, and notifications of a unit that were clicked. */
import { z } from 'zod';
import { type CallsOf, done } from './shapes.ts';
import { UnitId } from './units.ts';

export const linksCalls = {
  /** The page has shown the unit that was asked for, or has said that there is none such. */
  unitShown: { input: z.object({ id: UnitId }), output: done },
} satisfies CallsOf<'links'>;
