import { describe, expect, it } from 'vitest';
import type { EventValue } from '../../../../../electron/contract.ts';
import type { DesktopClient } from '../../../../../renderer/desktop.ts';
import { createLastUpdate } from '../../../../../renderer/units/live/last-update.ts';

describe('the last update', () => {
  it('is when the window received one, by its own clock, until somebody else has the window', () => {
    let send: (value: EventValue<'unitUpdates'>) => void = () => undefined;
    const on = (_event: string, listener: typeof send) => {
      send = listener;
      return () => undefined;
    };
    let now = 1_000;
    const last = createLastUpdate({ on } as unknown as DesktopClient, () => now);
    expect(last.get()).toBeNull();
    send({ updates: [{ id: '1', at: 5 }] });
    expect(last.get()).toBe(1_000);
    now = 2_000;
    send({ updates: [] });
    expect(last.get()).toBe(1_000);
    last.clear();
    expect(last.get()).toBeNull();
  });
});
