/** True in CI, with `MAX_DESK_ALL=1`: what takes long and seldom fails is tried in full. */
export const inFull = process.env['MAX_DESK_ALL'] !== undefined;

/** The title of a spec that runs every day if it is the main one of its variants; the others have `@full`. */
export function everydayIf(isMain: boolean, title: string): string {
  return isMain ? title : `${title} @full`;
}

/** How often a test that looks for a rare failure repeats itself: each time in CI, else a quarter of it. */
export function rounds(all: number): number {
  return inFull ? all : Math.ceil(all / 4);
}
