import { beforeEach, describe, expect, test, vi } from 'vitest';
import { WallState } from '../../../../electron/contract/wall.ts';
import { createWall } from '../../../../electron/core/wall/wall.ts';
import { startsInWall } from '../../../../electron/core/wall/wall-start.ts';
import { deskPorts } from '../../../fakes/desk.ts';
import { type FakeKeyValue, fakeKeyValue } from '../../../fakes/ports.ts';

let disk: FakeKeyValue;
const fillScreen = vi.fn<(on: boolean) => void>();
const onChange = vi.fn();
const wallOf = () =>
  createWall(deskPorts({ settings: disk, browser: async () => undefined, fillScreen }), onChange);

beforeEach(() => {
  disk = fakeKeyValue();
  vi.clearAllMocks();
});

describe('the wall display', () => {
  test('fills the screen while it is on, and is told once for each change', () => {
    const wall = wallOf();
    expect(wall.state().wall.isOn).toBe(false);
    wall.calls.changeWall({ isOn: true });
    wall.calls.changeWall({ isOn: true });
    expect(fillScreen.mock.calls).toEqual([[true]]);
    expect(wall.state().wall.isOn).toBe(true);
    wall.calls.changeWall({ isOn: false });
    expect(fillScreen.mock.calls).toEqual([[true], [false]]);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  test('fills the screen again after sleep, and takes it from nobody else', () => {
    const wall = wallOf();
    wall.wake();
    expect(fillScreen).not.toHaveBeenCalled();
    wall.calls.changeWall({ isOn: true });
    wall.wake();
    expect(fillScreen.mock.calls).toEqual([[true], [true]]);
  });

  test('keeps how it is set, and not that it is on', () => {
    const night = { isOn: true, from: '21:30', to: '05:45' };
    wallOf().calls.changeWall({ isOn: true, startsIn: true, viewSeconds: 60, night });
    expect(wallOf().state().wall).toEqual({ isOn: false, startsIn: true, viewSeconds: 60, night });
  });

  test('is entered and left without a disk; what the disk refuses applies, and is said', () => {
    const wall = wallOf();
    disk.refuse = new Error('full');
    wall.calls.changeWall({ isOn: true });
    expect(() => wall.calls.changeWall({ viewSeconds: 30 })).toThrow('full');
    expect(wall.state().wall).toMatchObject({ isOn: true, viewSeconds: 30 });
  });

  test('takes what it does not understand as not set, and keeps it for the version that does', () => {
    disk.set('wall', JSON.stringify({ viewSeconds: 1e9, night: 'always', startsIn: true, song: 7 }));
    const wall = wallOf();
    expect(wall.state().wall).toMatchObject({ viewSeconds: 20, startsIn: true, night: { isOn: false } });
    wall.calls.changeWall({ startsIn: false });
    expect(JSON.parse(disk.get('wall') ?? '')).toEqual({
      viewSeconds: 1e9,
      night: 'always',
      startsIn: false,
      song: 7,
    });
  });

  test('has hours of the day only, and times in which somebody can read', () => {
    const takes = (part: object) => WallState.partial().safeParse(part).success;
    expect(takes({ night: { isOn: true, from: '00:00', to: '23:59' } })).toBe(true);
    for (const from of ['24:00', '7:00', '07:60', '']) {
      expect([from, takes({ night: { isOn: true, from, to: '06:00' } })]).toEqual([from, false]);
    }
    expect([4, 5, 600, 601].map((viewSeconds) => takes({ viewSeconds }))).toEqual([false, true, true, false]);
  });
});

test('a start is one of the wall display by its argument or as it is set, whatever is in the file', () => {
  const start = (kept: unknown, ...argv: string[]) =>
    startsInWall(argv, { get: () => (kept === undefined ? undefined : JSON.stringify(kept)) });
  expect(start(undefined)).toBe(false);
  expect(start(undefined, '--hidden', '--wall')).toBe(true);
  expect(start({ startsIn: true }, '--hidden')).toBe(true);
  for (const kept of [{ startsIn: false }, { startsIn: 'true' }, [], null, 7])
    expect(start(kept)).toBe(false);
  expect(startsInWall([], { get: () => '{' })).toBe(false);
});
