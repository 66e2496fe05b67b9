import { z } from 'zod';
import type { KeyValue } from '../ports.ts';

/** Pixels, from the upper left corner of the main screen. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the window was left. Without `x` and `y` the system chooses. */
export interface WindowPlace {
  bounds: Pick<Area, 'width' | 'height'> & Partial<Area>;
  isMaximized: boolean;
}

const entry = 'window-place';
/** As much of the title bar must be on a screen that it can be taken hold of. */
const reach = { width: 120, height: 24 };

const length = z.number().int().positive();
const Kept = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: length,
  height: length,
  isMaximized: z.boolean(),
});

/**
 * Where the window was left, if it can be reached there: screens come and go. Its size is kept in any case, as far as a screen
 * has room for it. Undefined when nothing is known.
 * @param areas what panels leave free of each screen, the main one first
 */
export function readWindowPlace(store: KeyValue, areas: readonly Area[]): WindowPlace | undefined {
  const { data } = Kept.safeParse(parse(store.get(entry)));
  const [main] = areas;
  if (!data || !main) return undefined;
  const { isMaximized, ...bounds } = data;
  const area = areas.find((each) => isReachable(bounds, each));
  const { width, height } = area ?? main;
  const size = { width: Math.min(bounds.width, width), height: Math.min(bounds.height, height) };
  return { bounds: area ? { x: bounds.x, y: bounds.y, ...size } : size, isMaximized };
}

/** Keeps where a window is, or was before it was maximized. Throws when the disk refuses. */
export function writeWindowPlace(store: KeyValue, bounds: Area, isMaximized: boolean): void {
  const { x, y, width, height } = bounds;
  const value = JSON.stringify({ x, y, width, height, isMaximized });
  if (value !== store.get(entry)) store.set(entry, value);
}

/** Whether enough of the title bar is in this area. */
function isReachable({ x, y, width }: Area, area: Area): boolean {
  const shown = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return shown >= reach.width && y >= area.y && y + reach.height <= area.y + area.height;
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
