import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

const unit = (number: number) => ({
  t: 0,
  unit: {
    id: `XK-7132094${number}`,
    name: `Qpdw zuvmnoat – Xqvbrtzk ${number}`,
    site: 'Krmq Zulbv',
    address: '',
    city: '',
    country: '',
    type: 'elevator',
    condition: 'in-service',
    floor: number,
    direction: 'none',
  },
});
const lines = [
  { format: 'max-desk-recording', version: 1, ids: 'pseudonyms' },
  ...[1, 2, 3, 4, 5].map(unit),
  { t: 100_000, event: { id: 'XK-71320943', condition: 'entrapment' } },
  { t: 300_000, event: { id: 'XK-71320943', condition: 'in-service' } },
  { t: 300_000, list: { id: 'XK-71320945', condition: 'out-of-service' } },
  { t: 400_000, end: 'stopped' },
];
const recording = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
test.use({ simulatorOptions: { recording, speed: 1_000 } });

test('the window shows the units of a recording, and what happened to them, at 1,000 times the speed', async ({
  desktop,
  simulator,
}) => {
  await signIn(desktop);
  const { page } = desktop;
  await expect(page.getByRole('status')).toContainText('5 units');
  await simulator.replay?.ended;
  await expect(page.getByRole('row', { name: /Xqvbrtzk 5/ })).toContainText('Out of service');
  await expect(page.getByRole('row', { name: /Xqvbrtzk 3/ })).toContainText('In service');
});
