import { expect, it, vi } from 'vitest';
import { watchUnits } from '../../../../renderer/units/watch.tsx';

it('many units are watched in messages that main takes, each unit once', async () => {
  const sent: string[][] = [];
  const call = vi.fn(async (_name: string, { ids }: { ids: string[] }) => void sent.push(ids));
  const ids = Array.from({ length: 12_000 }, (_, index) => String(index));
  await watchUnits({ call: call as never }, ids, true);
  expect(sent.map((each) => each.length)).toEqual([5_000, 5_000, 2_000]);
  expect(sent.flat()).toEqual(ids);
  expect(call).toHaveBeenLastCalledWith('watchUnits', { ids: ids.slice(10_000), watched: true });
});
