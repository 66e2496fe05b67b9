/** How often a test that looks for a rare failure repeats itself: each time with `MAX_DESK_ALL=1`, as in CI, else a quarter. */
export function rounds(all: number): number {
  return process.env['MAX_DESK_ALL'] === undefined ? Math.ceil(all / 4) : all;
}
