import { localMinute } from '../../electron/contract/local-time.ts';
import type { WallSettings } from '../../electron/contract/wall.ts';

/** Whether the screen is dimmed at this time of day, "HH:MM" of this computer's clock. `to` itself is day again. */
export function isNight({ isOn, from, to }: WallSettings['night'], at: Date): boolean {
  const time = localMinute(at.getTime());
  if (!isOn || from === to) return false;
  return from < to ? time >= from && time < to : time >= from || time < to;
}
