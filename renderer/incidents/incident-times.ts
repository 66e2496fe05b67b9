/** Times that people choose for incidents; all are ms since 1970, by the clock on this computer's wall. */
import { localDate, localMinute } from '../../electron/contract/local-time.ts';

const minute = 60_000;

/** How long an incident can be snoozed in one step. */
export const snoozeSteps = ['halfHour', 'twoHours', 'tomorrow'] as const;
export type SnoozeStep = (typeof snoozeSteps)[number];

/** The end of a snooze that begins now; `tomorrow` is seven in the morning, whatever the clocks do in the night. */
export function snoozeEnd(step: SnoozeStep, now: number): number {
  if (step === 'halfHour') return now + 30 * minute;
  if (step === 'twoHours') return now + 120 * minute;
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1, 7).getTime();
}

/** The text of a field for date and time, to the minute. */
export function fieldText(at: number): string {
  return `${localDate(at)}T${localMinute(at)}`;
}

/** The time of such a field; null while it is empty or not complete. */
export function fieldTime(text: string): number | null {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}

/** The text of a field for a time of day; `minutes` are since midnight. */
export function clockText(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The minutes since midnight of such a field; null while it is empty or not complete. */
export function clockMinutes(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
