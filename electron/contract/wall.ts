/** The wall display: the window as a screen on the wall, which nobody operates. */
import { z } from 'zod';
import { type CallsOf, done } from './shapes.ts';

/** A time of day by this computer's clock, "HH:MM". */
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** How the wall display is set; it is kept. */
export const WallSettings = z.object({
  /** MAX Desk starts in the wall display, also when the system starts it hidden. */
  startsIn: z.boolean(),
  /** How long a view stays before the next one comes, seconds. */
  viewSeconds: z.number().int().min(5).max(600),
  /** When the screen is dimmed; `from` may be later than `to`: then midnight lies between. */
  night: z.object({ isOn: z.boolean(), from: TimeOfDay, to: TimeOfDay }),
});
export type WallSettings = z.output<typeof WallSettings>;

export const WallState = WallSettings.extend({
  /** The window is the wall display now. Not kept: a start begins as `startsIn` or `--wall` say. */
  isOn: z.boolean(),
});
export type WallState = z.output<typeof WallState>;

export const wallCalls = {
  /** Enters and leaves the wall display, and sets it. */
  changeWall: { input: WallState.partial(), output: done },
} satisfies CallsOf<'wall'>;
