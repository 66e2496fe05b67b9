import type { KeyValue } from '../ports.ts';
import { withUnknownParts } from '../storage/unknown-parts.ts';

/** Pixels, from the upper left corner of the main screen. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Size = Pick<Area, 'width' | 'height'>;

/** Where the window was left. Without `x` and `y` the system chooses. */
export interface WindowPlace {
  bounds: Size & Partial<Pick<Area, 'x' | 'y'>>;
  isMaximized: boolean;
}

const entry = 'window-place';
/** As much of the title bar must be on a screen that it can be taken hold of. */
const reach = { width: 120, height: 24 };

/**
 * Where the window was left, if it can be reached there: screens come and go. Its size is kept in any case, as far as a screen
 * has room for it. Undefined when nothing is known.
 * @param areas what panels leave free of each screen, the main one first
 */
export function readWindowPlace(store: KeyValue, areas: readonly Area[]): WindowPlace | undefined {
  const kept = parse(store.get(entry));
  const [main] = areas;
  if (!isPlace(kept) || !main) return undefined;
  const { isMaximized, x, y } = kept;
  const bounds = { width: kept.width, height: kept.height };
  // Wayland has told us no place.
  if (x === undefined || y === undefined) return { bounds: fitting(bounds, main), isMaximized };
  const area = areas.find((each) => isReachable({ x, y, ...bounds }, each));
  const size = fitting(bounds, area ?? main);
  return { bounds: area ? { x, y, ...size } : size, isMaximized };
}

/**
 * The middle of the main screen for a window that cannot be reached any more, as large as it was if there is room for that.
 * Undefined for one that can.
 * @param areas what panels leave free of each screen, the main one first
 */
export function reachablePlace(bounds: Area, areas: readonly Area[]): Area | undefined {
  const [main] = areas;
  if (!main || areas.some((each) => isReachable(bounds, each))) return undefined;
  const { width, height } = fitting(bounds, main);
  const middle = (from: number, room: number, length: number) => from + Math.round((room - length) / 2);
  return {
    x: middle(main.x, main.width, width),
    y: middle(main.y, main.height, height),
    width,
    height,
  };
}

function fitting({ width, height }: Size, room: Area): Size {
  return { width: Math.min(width, room.width), height: Math.min(height, room.height) };
}

/**
 * A window that is put where it was left lands a little beside it on a screen that is scaled by a fraction: if that were kept, it
 * would grow with each start. Pixels
 */
const rounding = 6;

/** Keeps where a window is, or was before it was maximized. Throws when the disk refuses. */
export function writeWindowPlace(store: KeyValue, bounds: WindowPlace['bounds'], isMaximized: boolean): void {
  const stored = store.get(entry);
  const before = parse(stored);
  const { x, y, width, height } = unlessRounded(bounds, isPlace(before) ? before : undefined);
  const value = JSON.stringify(withUnknownParts(before, undefined, { x, y, width, height, isMaximized }));
  if (value !== stored) store.set(entry, value);
}

function unlessRounded(bounds: WindowPlace['bounds'], kept: WindowPlace['bounds'] | undefined) {
  const isNear = (key: keyof Area) => {
    const [now, then] = [bounds[key], kept?.[key]];
    return now === then || (now !== undefined && then !== undefined && Math.abs(now - then) <= rounding);
  };
  return kept && (['x', 'y', 'width', 'height'] as const).every(isNear) ? kept : bounds;
}

/** Whether enough of the title bar is in this area. */
function isReachable({ x, y, width }: Area, area: Area): boolean {
  const shown = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return shown >= reach.width && y >= area.y && y + reach.height <= area.y + area.height;
}

/** Checked by hand: it is needed before the window, and to load zod for it would take longer than everything else there. */
function isPlace(value: unknown): value is Size & Partial<Area> & { isMaximized: boolean } {
  if (typeof value !== 'object' || value === null) return false;
  const { x = 0, y = 0, width, height, isMaximized } = value as Record<string, unknown>;
  const areWhole = [x, y, width, height].every(Number.isSafeInteger);
  return areWhole && Number(width) > 0 && Number(height) > 0 && typeof isMaximized === 'boolean';
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
