import { expect, test } from 'vitest';
import { noneOpenTexts } from '../../../../renderer/incidents/incident-basis.tsx';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import { noGap } from '../../../../renderer/units/loading/list-gap.ts';

const part = { received: 3, total: 9 };

test.each([
  ['en', 'No open incidents'],
  ['de', 'Keine offenen Störungen'],
] as const)(
  'R41 only a whole and current list says that nothing is out of service: %s',
  (language, title) => {
    const { t } = createTranslations(language);
    const texts = (size: number, gap = noGap, unknown = 0) =>
      noneOpenTexts({ size, unknown }, gap, (at) => `time ${at}`, t);
    expect(texts(9).title).toBe(title);
    const others = [
      texts(0),
      texts(3, { part, asOf: null }),
      texts(9, { part: null, asOf: 5 }),
      texts(9, noGap, 2),
    ];
    for (const other of others) expect(other.title).not.toBe(title);
    expect(new Set([texts(9), ...others].map(({ meaning }) => meaning)).size).toBe(5);
    expect(others[2]?.meaning).toContain('time 5');
    // Of an old list, too, it says nothing of the units of which it knows nothing.
    expect(texts(9, { part: null, asOf: 5 }, 2)).toEqual(others[3]);
  },
);
