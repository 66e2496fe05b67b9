/** True in CI, with `MAX_DESK_ALL=1`: what takes long and seldom fails is tried in full. */
export const inFull = process.env['MAX_DESK_ALL'] !== undefined;

/** How often a test that looks for a rare failure repeats itself: each time in CI, else a quarter of it. */
export function rounds(all: number): number {
  return inFull ? all : Math.ceil(all / 4);
}
