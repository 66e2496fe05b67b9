import { expect, test } from 'vitest';
import { zoomSteps } from '../../../../electron/contract/names.ts';
import { Settings } from '../../../../electron/contract/settings.ts';
import { readZoom } from '../../../../electron/core/settings/zoom.ts';

const read = (settings: string | undefined) =>
  readZoom({ get: (key) => (key === 'settings' ? settings : undefined) });

test('the window is made in the size that was kept', () => expect(read('{"zoom":150}')).toBe(150));

test.each([
  undefined,
  '',
  'nonsense',
  '[]',
  '{}',
  '{"zoom":"150"}',
  '{"zoom":49}',
  '{"zoom":301}',
  '{"zoom":120.5}',
])('and in its usual size with %s', (settings) => expect(read(settings)).toBe(100));

test('every step is a size that is kept, from half to three times', () => {
  for (const zoom of zoomSteps) {
    expect(Settings.shape.zoom.safeParse(zoom).success).toBe(true);
    expect(read(JSON.stringify({ zoom }))).toBe(zoom);
  }
  expect([zoomSteps[0], zoomSteps.at(-1)]).toEqual([50, 300]);
});
