import { expect, it, vi } from 'vitest';
import { createSlices } from '../../../../../renderer/units/table/slices.ts';

/** Slices of one step each, which go on when the test says so. */
function oneByOne() {
  const waiting = new Set<() => void>();
  const later = (run: () => void) => {
    waiting.add(run);
    return () => void waiting.delete(run);
  };
  const goOn = () => {
    for (const run of [...waiting]) {
      waiting.delete(run);
      run();
    }
  };
  return { slices: createSlices({ budget: 0, now: () => 0, later }), waiting, goOn };
}

/** Work of so many steps, which notes each. */
function* work(steps: number, note: () => void): Generator<undefined, void> {
  for (let step = 0; step < steps; step += 1) {
    note();
    yield;
  }
}

it('work goes on slice by slice and is done once', () => {
  const { slices, goOn } = oneByOne();
  const [note, paused, done] = [vi.fn(), vi.fn(), vi.fn()];
  slices.run(work(2, note), { paused, done });
  expect([note.mock.calls.length, slices.busy]).toEqual([1, true]);
  for (let slice = 0; slice < 5; slice += 1) goOn();
  expect([note, paused, done].map(({ mock }) => mock.calls.length)).toEqual([2, 1, 1]);
  expect(slices.busy).toBe(false);
});

it('work that was replaced does not go on, and nothing of it waits beside the new', () => {
  const { slices, waiting, goOn } = oneByOne();
  const [old, oldDone, note, done] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  for (let each = 0; each < 10; each += 1) slices.run(work(3, old), { done: oldDone });
  slices.run(work(3, note), { done });
  expect(waiting.size).toBe(1);
  const begun = old.mock.calls.length;
  goOn();
  expect(note).toHaveBeenCalledTimes(2);
  while (waiting.size > 0) goOn();
  expect([note, done].map(({ mock }) => mock.calls.length)).toEqual([3, 1]);
  expect(old).toHaveBeenCalledTimes(begun);
  expect(oldDone).not.toHaveBeenCalled();
});

it('work that was cancelled leaves nothing behind', () => {
  const { slices, waiting } = oneByOne();
  const done = vi.fn();
  slices.run(work(3, vi.fn()), { done });
  slices.cancel();
  expect([slices.busy, waiting.size]).toEqual([false, 0]);
  expect(done).not.toHaveBeenCalled();
});

it('what somebody waits for gets a longer first slice', () => {
  let time = 0;
  const clock = { budget: 10, now: () => time, later: () => () => undefined };
  const stepsOf = (answer: boolean) => {
    const note = vi.fn(() => {
      time += 1;
    });
    createSlices(clock).run(work(100, note), { answer, done: vi.fn() });
    return note.mock.calls.length;
  };
  expect([stepsOf(false), stepsOf(true)]).toEqual([10, 20]);
});
