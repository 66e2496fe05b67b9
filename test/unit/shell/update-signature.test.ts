import { expect, test, vi } from 'vitest';
import { type RunPowerShell, verifyPublisher } from '../../../electron/shell/update-signature.ts';

const file = String.raw`C:\Users\o'neil\Temp\"; calc;.exe`;
const says = (answer: unknown): RunPowerShell => vi.fn(async () => JSON.stringify(answer));
const ours = 'E=info@example.com, CN="Example, Ltd", O="Example, Ltd", C=DE';

test.each([
  ['its common name', ['Somebody', 'Example, Ltd'], ours],
  ['its whole subject', [ours], ours],
  ['a plain common name', ['Example'], 'CN=Example, O=Other'],
])('a signature is ours by %s', async (_what, publishers, subject) => {
  expect(await verifyPublisher(publishers, file, says({ status: 0, subject }))).toBeNull();
});

test.each([
  ['somebody else', { status: 0, subject: 'CN=Somebody, O=Example' }],
  ['somebody who puts our name into another field', { status: 0, subject: 'O="x, CN=Example", CN=Somebody' }],
  ['somebody whose name begins like ours', { status: 0, subject: 'CN=Example Evil' }],
  ['ours but broken', { status: 3, subject: 'CN=Example' }],
  ['nobody', { status: 2, subject: null }],
  ['an answer that is none', {}],
])('a signature of %s is refused', async (_what, answer) => {
  expect(await verifyPublisher(['Example'], file, says(answer))).toEqual(expect.stringMatching(/sign/));
});

test.each([
  ['PowerShell is forbidden', () => Promise.reject(new Error('blocked by group policy'))],
  ['PowerShell says nonsense', async () => 'WARNING: …'],
])('nothing passes where %s', async (_what, run) => {
  expect(await verifyPublisher(['Example'], file, run)).toContain('cannot be checked');
});

test('the file’s name is no part of the command', async () => {
  const run = says({ status: 0, subject: 'CN=Example' });
  await verifyPublisher(['Example'], file, run);
  const [command, env] = vi.mocked(run).mock.calls[0] ?? [];
  expect(command).not.toContain('calc');
  expect(env).toEqual({ MAX_DESK_UPDATE: file });
});
