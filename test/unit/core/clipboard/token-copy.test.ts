import { beforeEach, describe, expect, test } from 'vitest';
import { createTokenCopy, type TokenCopy } from '../../../../electron/core/clipboard/token-copy.ts';
import { type FakeClipboard, fakeClipboard, fakeClock, fakeLog } from '../../../fakes/ports.ts';

let clock: ReturnType<typeof fakeClock>;
let clipboard: FakeClipboard;
let log: ReturnType<typeof fakeLog>;
let states: unknown[];
let copied: TokenCopy;

beforeEach(() => {
  clock = fakeClock(1_000);
  clipboard = fakeClipboard();
  log = fakeLog();
  states = [];
  copied = createTokenCopy(
    clipboard,
    { clock, log },
    () => ({ clipboardSeconds: 60 }),
    () => void states.push(copied.state()),
  );
});
const copy = (text = 'eyJ.a.b') => copied.copy('token', async () => text);
/** Lets what a timer has begun come to its end: whatever is queued is done when this is. */
const settled = () => copied.clear();

describe('R30 a copied token', () => {
  test('is in the clipboard, marked as a secret, with the time when it goes', async () => {
    await copy();
    expect(clipboard).toMatchObject({ text: 'eyJ.a.b', secret: true });
    expect(copied.state()).toEqual({ what: 'token', clearsAt: 61_000 });
    expect(states).toEqual([copied.state()]);
  });

  test('is cleared after the countdown, not before', async () => {
    await copy();
    clock.move(59_999);
    await Promise.resolve();
    expect(copied.state()).not.toBeNull();
    clock.move(1);
    await settled();
    expect(clipboard).toMatchObject({ text: '', cleared: 1 });
    expect(states.at(-1)).toBeNull();
  });

  test('is not cleared when something else is in the clipboard by then', async () => {
    await copy();
    clipboard.text = 'a shopping list';
    clock.move(60_000);
    await settled();
    expect(clipboard).toMatchObject({ text: 'a shopping list', cleared: 0 });
    expect(copied.state()).toBeNull();
  });

  test('can be cleared before, and the countdown does nothing any more', async () => {
    await copy();
    await copied.clear();
    expect(clipboard).toMatchObject({ text: '', cleared: 1 });
    clipboard.text = 'eyJ.a.b';
    clock.move(120_000);
    await settled();
    expect(clipboard.text).toBe('eyJ.a.b');
  });

  test('that is replaced by another one starts the countdown anew', async () => {
    await copy('first');
    clock.move(40_000);
    await copied.copy('header', async () => 'second');
    expect(copied.state()).toEqual({ what: 'header', clearsAt: 101_000 });
    clock.move(40_000);
    await Promise.resolve();
    expect(clipboard.text).toBe('second');
    clock.move(20_000);
    await settled();
    expect(clipboard.text).toBe('');
  });

  test('that is still under way when everything is cleared, at a sign-out for instance, is not copied', async () => {
    let bring: (text: string) => void = () => undefined;
    const copying = copied.copy('token', () => new Promise((resolve) => (bring = resolve)));
    await copied.clear();
    bring('eyJ.a.b');
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
    expect(clipboard.text).toBe('');
    expect(copied.state()).toBeNull();
  });

  test('that is still under way at the end of the session is not copied after it', async () => {
    let bring: (text: string) => void = () => undefined;
    const copying = copied.copy('token', () => new Promise((resolve) => (bring = resolve)));
    copied.clearAtOnce();
    bring('eyJ.a.b');
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
    expect(clipboard.text).toBe('');
    expect(copied.state()).toBeNull();
  });

  test('whose countdown ends while the next one is written does not take that along', async () => {
    await copy('first');
    const writing = copy('second');
    clock.move(60_000);
    await writing;
    expect(clipboard.text).toBe('second');
    expect(copied.state()).toEqual({ what: 'token', clearsAt: 121_000 });
  });

  test('is cleared where the clipboard cannot be read', async () => {
    await copy();
    clipboard.read = async () => {
      throw new Error('not allowed');
    };
    await copied.clear();
    expect(clipboard.cleared).toBe(1);
  });

  test('is cleared at once at the end of the session', async () => {
    await copy();
    copied.clearAtOnce();
    expect(clipboard.text).toBe('');
    expect(copied.state()).toBeNull();
    copied.clearAtOnce();
    expect(clipboard.cleared).toBe(1);
  });

  test('is cleared at once also while it waits for a clipboard that does not answer', async () => {
    await copy();
    clipboard.read = () => new Promise(() => undefined);
    void copied.clear();
    await Promise.resolve();
    copied.clearAtOnce();
    expect(clipboard.text).toBe('');
  });
});

describe('nothing is copied', () => {
  test('when there is no token: what is in the clipboard stays, with its countdown', async () => {
    await copy();
    await expect(copied.copy('curl', () => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
    expect(clipboard.text).toBe('eyJ.a.b');
    expect(copied.state()).toEqual({ what: 'token', clearsAt: 61_000 });
  });

  test('when the clipboard refuses, which is said without the token', async () => {
    clipboard.write = async () => {
      throw new Error('busy: eyJ.a.b');
    };
    await expect(copy()).rejects.toMatchObject({
      code: 'unexpected',
      message: expect.not.stringContaining('eyJ'),
    });
    expect(copied.state()).toBeNull();
  });
});

test('a clipboard that cannot be cleared is logged, without the token (R29)', async () => {
  await copy();
  clipboard.clear = () => {
    throw new Error('eyJ.a.b');
  };
  await copied.clear();
  expect(copied.state()).toBeNull();
  expect(log.lines.join()).toContain('not cleared');
  expect(log.lines.join()).not.toContain('eyJ');
});
