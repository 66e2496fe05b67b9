import { expect, test, vi } from 'vitest';
import { createZoom } from '../../../electron/shell/zoom.ts';

test('the page is zoomed when the size changes, not at the start, when the window was made in it', () => {
  const setZoomFactor = vi.fn();
  const show = createZoom(() => ({ setZoomFactor }) as never);
  show(150);
  show(150);
  expect(setZoomFactor).not.toHaveBeenCalled();
  show(67);
  expect(setZoomFactor).toHaveBeenCalledExactlyOnceWith(0.67);
});

test('nothing happens while there is no page', () => {
  const show = createZoom(() => undefined);
  show(100);
  expect(() => show(150)).not.toThrow();
});
