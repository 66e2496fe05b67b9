/** What the app's own processes have in their environment, where whoever takes one over would look first. */
import { readFileSync } from 'node:fs';
import { processesOf } from '../fakes/linux-processes.ts';
import { executable } from './desktop.ts';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.skip(process.platform !== 'linux', 'Only Linux shows the environment of a process in a file.');

test('none of them has the subscription key that is in use @full', async ({ desktop, simulator }) => {
  await signIn(desktop);
  await expect(desktop.page.getByRole('status')).toContainText('units');
  const kinds = processesOf(executable()).map(({ pid, arguments: words }) => {
    const kind = words.find((word) => word.startsWith('--type=')) ?? 'main';
    return { kind, hasKey: environmentOf(pid).includes(simulator.subscriptionKey) };
  });
  expect(kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['main', '--type=zygote', '--type=renderer', '--type=utility']),
  );
  expect(kinds.filter(({ hasKey }) => hasKey)).toEqual([]);
});

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // A process of another spec has ended.
    return '';
  }
}
