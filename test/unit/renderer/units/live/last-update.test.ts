import { describe, expect, it } from 'vitest';
import type { EventValue } from '../../../../../electron/contract/calls.ts';
import type { DesktopClient } from '../../../../../renderer/desktop.ts';
import { createLastUpdate } from '../../../../../renderer/units/live/last-update.ts';

/** A window whose computer's clocks stand still until they are moved. */
function start() {
  let send: (value: EventValue<'unitUpdates'>) => void = () => undefined;
  const on = (event: string, listener: typeof send) => {
    if (event === 'unitUpdates') send = listener;
    return () => undefined;
  };
  const clocks = { now: 1_000_000, steady: 0 };
  const last = createLastUpdate({ on } as unknown as DesktopClient, {
    now: () => clocks.now,
    steady: () => clocks.steady,
  });
  return { last, clocks, receive: (...updates: { id: string; at: number }[]) => send({ updates }) };
}

describe('the last update', () => {
  it('is when the window received one, by its own clock, until somebody else has the window', () => {
    const { last, clocks, receive } = start();
    expect(last.age()).toBeNull();
    receive({ id: '1', at: 5 });
    expect(last.age()).toBe(0);
    clocks.now += 2_000;
    clocks.steady += 2_000;
    receive();
    expect(last.age()).toBe(2_000);
    last.clear();
    expect(last.age()).toBeNull();
  });

  it('never looks newer than it is: neither when the time of day is set back nor after the computer has slept', () => {
    const { last, clocks, receive } = start();
    receive({ id: '1', at: 5 });
    clocks.now -= 3 * 3_600_000;
    clocks.steady += 90_000;
    expect(last.age()).toBe(90_000);
    clocks.now += 11 * 3_600_000;
    expect(last.age()).toBe(8 * 3_600_000);
  });
});
