import { expect, test, vi } from 'vitest';

const powerSaveBlocker = vi.hoisted(() => ({ start: vi.fn(() => 7), stop: vi.fn() }));
vi.mock('electron', () => ({ powerSaveBlocker }));

import { createScreenKeeper } from '../../../electron/shell/wall-screen.ts';

test('the screen is kept on once, however often that is asked for, and given back once', () => {
  const keepOn = createScreenKeeper();
  keepOn(false);
  expect(powerSaveBlocker.stop).not.toHaveBeenCalled();
  keepOn(true);
  keepOn(true);
  expect(powerSaveBlocker.start).toHaveBeenCalledExactlyOnceWith('prevent-display-sleep');
  keepOn(false);
  keepOn(false);
  expect(powerSaveBlocker.stop).toHaveBeenCalledExactlyOnceWith(7);
});
