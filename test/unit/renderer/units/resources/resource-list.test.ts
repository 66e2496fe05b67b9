import { describe, expect, it, vi } from 'vitest';
import type { CallInput, CallOutput } from '../../../../../electron/contract/calls.ts';
import { type DesktopClient, DesktopError } from '../../../../../renderer/desktop.ts';
import { type ResourceList, readResource } from '../../../../../renderer/units/resources/resource-list.ts';

type Page = CallOutput<'listRows'>;

const asked = { resource: 'orders', unitId: 'US-1' };
const page = (count: number, more: Partial<Page> = {}): Page => ({
  columns: ['id'],
  rows: Array.from({ length: count }, (_, id) => ({ cells: [id], hasDocument: false })),
  total: null,
  last: false,
  shortfall: null,
  ...more,
});

async function read(pages: (Page | DesktopError)[], isLeft: () => boolean = () => false) {
  const shown: ResourceList[] = [];
  const call = vi.fn(async (_name: string, _input: CallInput<'listRows'>) => {
    const next = pages.shift();
    if (next instanceof DesktopError || next === undefined) throw next;
    return next;
  });
  const desktop = { call } as unknown as Pick<DesktopClient, 'call'>;
  await readResource(desktop, asked, (list) => void shown.push(list), isLeft);
  return { shown, inputs: call.mock.calls.map(([, input]) => input) };
}

describe('a further list', () => {
  it('is shown after each page, and asked for where the last page ended', async () => {
    const { shown, inputs } = await read([page(2), page(3), page(0, { last: true })]);
    expect(shown.map(({ phase, rows }) => [phase, rows.length])).toEqual([
      ['loading', 0],
      ['loading', 2],
      ['loading', 5],
      ['ready', 5],
    ]);
    expect(inputs.map(({ from }) => from)).toEqual([0, 2, 5]);
    expect(new Set(inputs.map(({ run }) => run)).size).toBe(1);
    expect(inputs[0]).toMatchObject(asked);
  });

  it('says what is missing (R41)', async () => {
    const shortfall = { received: 2, total: 3 };
    const { shown } = await read([page(2, { last: true, shortfall })]);
    expect(shown.at(-1)).toMatchObject({ phase: 'ready', shortfall });
  });

  it('that breaks off keeps what came, and says that it is not all', async () => {
    const failure = { code: 'offline', message: '', hint: '', details: {} } as const;
    const { shown } = await read([page(2, { total: 9 }), new DesktopError(failure)]);
    expect(shown.at(-1)).toMatchObject({ phase: 'failed', failure, shortfall: { received: 2, total: 9 } });
    const { shown: none } = await read([new DesktopError(failure)]);
    expect(none.at(-1)).toMatchObject({ phase: 'failed', failure, shortfall: null });
  });

  it('is neither shown nor read on when nobody looks at it any more', async () => {
    const { shown, inputs } = await read([page(2), page(2, { last: true })], () => true);
    expect(shown).toHaveLength(1);
    expect(inputs).toHaveLength(1);
  });
});
