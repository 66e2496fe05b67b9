import { createElement } from 'react';
import { expect, test } from 'vitest';
import type { ViewSight } from '../../../../renderer/units/table/view-sight.ts';
import { WallNumbers } from '../../../../renderer/wall/wall-numbers.tsx';
import { markupOf, wordsIn } from '../markup.ts';

const tiles = (running: number) => {
  const conditions = { 'in-service': running, limited: 0, 'out-of-service': 1, entrapment: 0, unknown: 0 };
  const sight = { total: running + 1, conditions, outages: [] } as unknown as ViewSight;
  return markupOf(createElement(WallNumbers, { sight }));
};

test('a number of many digits is smaller, and none is cut off, nor its share', () => {
  for (const [running, size, text] of [
    [999, 'large', '999'],
    [1_000, 'medium', '1,000'],
    [99_999, 'medium', '99,999'],
    [1_000_000, 'small', '1,000,000'],
  ] as const) {
    const html = tiles(running);
    expect(html).toContain(`data-size="${size}">${text}</strong>`);
    expect(html).not.toMatch(/class="[^"]*cut[^"]*figures/u);
    expect(wordsIn(html)).toContain(text);
  }
});
