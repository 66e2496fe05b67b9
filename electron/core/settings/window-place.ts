import { isRecord, jsonIn } from '../json.ts';
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

/** The window's last place. Without `x` and `y` the system chooses the position. */
export interface WindowPlace {
  bounds: Size & Partial<Pick<Area, 'x' | 'y'>>;
  isMaximized: boolean;
}

const entry = 'window-place';
/** How much of the title bar must be on a screen, so that it can be grabbed. */
const reach = { width: 120, height: 24 };

/**
 * The window's last place, if it can be reached there: screens come and go. Its size is kept in any case, as far as it
 * fits the screen. Undefined if nothing is stored.
 * @param areas the work area of each screen, the main one first
 */
export function readWindowPlace(
  store: Pick<KeyValue, 'get'>,
  areas: readonly Area[],
): WindowPlace | undefined {
  const kept = jsonIn(store.get(entry));
  const [main] = areas;
  if (!isPlace(kept) || !main) return undefined;
  const { isMaximized, x, y } = kept;
  const bounds = { width: kept.width, height: kept.height };
  // Wayland does not report a position.
  if (x === undefined || y === undefined) return { bounds: fitting(bounds, main), isMaximized };
  const area = areas.find((each) => isReachable({ x, y, ...bounds }, each));
  const size = fitting(bounds, area ?? main);
  return { bounds: area ? { x, y, ...size } : size, isMaximized };
}

/**
 * The centre of the main screen for a window that can no longer be reached, in its size as far as it fits. Undefined if
 * it can be reached.
 * @param areas the work area of each screen, the main one first
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
 * Tolerance, pixels: on a screen with fractional scaling a restored window is slightly off; if that were stored, it
 * would grow with each start.
 */
const rounding = 6;

/** Stores where a window is, or was before it was maximized. Throws if the disk refuses. */
export function writeWindowPlace(store: KeyValue, bounds: WindowPlace['bounds'], isMaximized: boolean): void {
  const stored = store.get(entry);
  const before = jsonIn(stored);
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

/** Checked by hand: it is needed before the window, and loading zod would take longer than all the rest. */
function isPlace(value: unknown): value is Size & Partial<Area> & { isMaximized: boolean } {
  if (!isRecord(value)) return false;
  const { x = 0, y = 0, width, height, isMaximized } = value;
  const areWhole = [x, y, width, height].every(Number.isSafeInteger);
  return areWhole && Number(width) > 0 && Number(height) > 0 && typeof isMaximized === 'boolean';
}
