import { beforeEach, expect, test, vi } from 'vitest';
import { createPairing, type Pairing } from '../../../../electron/core/agent/pairing.ts';
import { type FakeClock, fakeClock } from '../../../fakes/ports.ts';

const choice = { connectionId: 'c', connection: 'MAX', accountId: 'a', account: 'sam' };
let clock: FakeClock;
let pairing: Pairing;
let onAsked: ReturnType<typeof vi.fn<() => void>>;
let onChange: ReturnType<typeof vi.fn<() => void>>;
let offered: (typeof choice)[];
beforeEach(() => {
  clock = fakeClock();
  offered = [choice];
  onAsked = vi.fn();
  onChange = vi.fn();
  pairing = createPairing({ clock, choices: async () => offered, onChange, onAsked });
});

const program = { name: 'Report', path: '/opt/report', code: '123456' };
function ask(name = 'Report', signal = new AbortController().signal) {
  const shown = Promise.withResolvers<void>();
  const answer = pairing.ask(async () => ({ ...program, name }), { signal, onShown: shown.resolve });
  answer.catch(() => undefined);
  return { answer, shown: Promise.race([shown.promise, answer.catch(() => undefined)]) };
}
const idOf = () => pairing.state()?.id ?? '';
const yes = { connectionId: 'c', accountId: 'a', right: 'calls', term: 'once' } as const;

test('the user sees who asks until when, and what is allowed goes to the program', async () => {
  const { answer, shown } = ask();
  await shown;
  expect(pairing.state()).toMatchObject({
    ...program,
    endsAt: clock.now() + 120_000,
    choices: [choice],
  });
  expect(onAsked).toHaveBeenCalledOnce();
  pairing.allow({ id: idOf(), ...yes });
  expect(await answer).toEqual({
    ...choice,
    name: 'Report',
    path: '/opt/report',
    right: 'calls',
    term: 'once',
  });
  expect(pairing.state()).toBeNull();
});

test('only what was offered can be allowed, and only to who asks', async () => {
  const { answer, shown } = ask();
  await shown;
  expect(() => pairing.allow({ ...yes, id: idOf(), accountId: 'b' })).toThrow('not among those');
  expect(() => pairing.allow({ ...yes, id: 'another' })).toThrow('does not ask any more');
  expect(() => pairing.refuse('another')).toThrow('does not ask any more');
  pairing.refuse(idOf());
  await expect(answer).rejects.toMatchObject({ code: 'agent-refused' });
});

test('a name does nothing to the window', async () => {
  const { shown } = ask('\u202eevil\n\u0007 ');
  await shown;
  expect(pairing.state()?.name).toBe('evil');
});

test('one that does not prove itself has the place while it does not, and counts as refused: nobody can try codes', async () => {
  const proof = Promise.withResolvers<typeof program>();
  const waiting = { signal: new AbortController().signal, onShown: () => undefined };
  const first = pairing.ask(() => proof.promise, waiting);
  await expect(ask().answer).rejects.toMatchObject({ refusal: 'agent-busy' });
  proof.reject(new Error('It has left.'));
  await expect(first).rejects.toThrow('It has left.');
  for (const _ of [2, 3])
    await expect(
      pairing.ask(async () => {
        throw new Error('It has left.');
      }, waiting),
    ).rejects.toThrow('It has left.');
  await expect(ask().answer).rejects.toMatchObject({ refusal: 'agent-quiet' });
  expect(onAsked).not.toHaveBeenCalled();
});

test('nobody is asked about an account where none is signed in, and that is no refusal', async () => {
  offered = [];
  for (let count = 0; count < 4; count++)
    await expect(ask().answer).rejects.toMatchObject({ code: 'sign-in-needed' });
  expect(onAsked).not.toHaveBeenCalled();
});

test('who is not answered in two minutes is refused', async () => {
  const { answer, shown } = ask();
  await shown;
  clock.move(119_999);
  expect(pairing.state()).not.toBeNull();
  clock.move(1);
  await expect(answer).rejects.toMatchObject({ code: 'agent-refused' });
  expect(pairing.state()).toBeNull();
});

async function refused() {
  const { answer, shown } = ask();
  await shown;
  pairing.refuse(idOf());
  await answer.catch(() => undefined);
}

test('a yes begins the count of refusals anew, and the silence lasts ten minutes', async () => {
  await refused();
  await refused();
  const allowed = ask();
  await allowed.shown;
  pairing.allow({ id: idOf(), ...yes });
  await allowed.answer;
  for (let count = 0; count < 3; count++) await refused();
  await expect(ask().answer).rejects.toMatchObject({ refusal: 'agent-quiet', seconds: 600 });
  clock.move(599_999);
  await expect(ask().answer).rejects.toMatchObject({ refusal: 'agent-quiet', seconds: 1 });
  clock.move(1);
  const again = ask();
  await again.shown;
  expect(pairing.state()).not.toBeNull();
});

test('the silence is told while it lasts, and its end too, by itself or because the user wants it', async () => {
  for (let count = 0; count < 3; count++) await refused();
  expect(pairing.quiet.until()).toBe(clock.now() + 600_000);
  onChange.mockClear();
  clock.move(600_000);
  expect(onChange).toHaveBeenCalledOnce();
  expect(pairing.quiet.until()).toBeNull();

  for (let count = 0; count < 3; count++) await refused();
  onChange.mockClear();
  pairing.quiet.end();
  expect(onChange).toHaveBeenCalledOnce();
  expect(pairing.quiet.until()).toBeNull();
  await refused();
  expect(onAsked).toHaveBeenCalledTimes(7);
  // What was ended does not end what begins later.
  await refused();
  await refused();
  clock.move(1);
  expect(pairing.quiet.until()).not.toBeNull();
});

test('after sleep, in which nobody could ask, the time that is told is the one at which it ends', async () => {
  for (let count = 0; count < 3; count++) await refused();
  clock.sleep(8 * 3_600_000);
  pairing.quiet.wake();
  expect(pairing.quiet.until()).toBe(clock.now() + 600_000);
});
