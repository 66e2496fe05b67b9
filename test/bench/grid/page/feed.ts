import type { UnitUpdate } from '../../../../electron/contract/live.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import type { Candidate, Material } from './candidate.ts';
import type { Frames } from './frames.ts';

/** Main sends what has come together at most once for each frame, ms. */
const interval = 16;
const states: readonly [status: string, condition: Unit['condition']][] = [
  ['In Service', 'in-service'],
  ['Limited Service', 'limited'],
  ['Out Of Service', 'out-of-service'],
];
const directions = ['up', 'down', 'none'] as const;

/** Sends `rate` changes a second for a while, to units chosen by chance; the same chances for every candidate. */
export async function runFeed(
  { units }: Material,
  { update, isFilled }: Candidate,
  rate: number,
  ms: number,
): Promise<Frames & { sent: number }> {
  if (update === undefined) throw new Error('this table takes no changes');
  const random = chances(7);
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * rate);
    const updates: UnitUpdate[] = [];
    for (; sent < due; sent += 1) updates.push(changeOf(units, random));
    if (updates.length > 0) update(updates);
  }, interval);
  const intervals: number[] = [];
  let blank = 0;
  for (let last = await frameTime(); performance.now() - started < ms; ) {
    const time = await frameTime();
    intervals.push(time - last);
    last = time;
    if (!isFilled()) blank += 1;
  }
  clearInterval(timer);
  return { intervals, blank, sent };
}

const frameTime = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

function changeOf(units: readonly Unit[], random: () => number): UnitUpdate {
  const unit = units[Math.floor(random() * units.length)];
  // Nine of ten are in service.
  const [status, condition] = states[Math.max(0, Math.floor(random() * 30) - 27)] ?? ['', 'unknown' as const];
  const direction = directions[Math.floor(random() * 3)] ?? 'none';
  return {
    id: unit?.id ?? '',
    at: Date.now(),
    status,
    condition,
    floor: String(Math.floor(random() * 40) - 2),
    direction,
  };
}

/** Mulberry32: the same numbers every time. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
