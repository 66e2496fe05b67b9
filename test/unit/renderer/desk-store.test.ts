import { describe, expect, it } from 'vitest';
import type { Desktop, Reply } from '../../../electron/contract/calls.ts';
import type { DeskState } from '../../../electron/contract/desk.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { createDeskStore } from '../../../renderer/desk-store.ts';
import { createDesktopClient, DesktopError } from '../../../renderer/desktop.ts';
import { deskState } from './desk-state.ts';

const failure: Failure = { code: 'storage-locked', message: 'locked', hint: '', details: {} };

/** What the preload exposes, as far as a desk needs it. */
function fakeDesktop(getState: () => Promise<Reply<DeskState>>) {
  let push: (state: DeskState) => void = () => undefined;
  const on = (event: string, listener: (state: DeskState) => void) => {
    if (event === 'stateChanged') push = listener;
    return () => undefined;
  };
  const client = createDesktopClient({ getState, on } as Partial<Desktop> as Desktop);
  return { client, push: (state: DeskState) => push(state) };
}

describe('a call to main', () => {
  it('gives the value of the reply', async () => {
    const { client } = fakeDesktop(async () => ({ ok: true, value: deskState({ version: '1' }) }));
    await expect(client.call('getState')).resolves.toMatchObject({ version: '1' });
  });

  it('throws the failure of the reply', async () => {
    const { client } = fakeDesktop(async () => ({ ok: false, failure }));
    const thrown = await client.call('getState').catch((cause: unknown) => cause);
    expect(thrown).toBeInstanceOf(DesktopError);
    expect(thrown).toMatchObject({ failure });
  });

  it('that is not answered at all is an unexpected failure', async () => {
    const { client } = fakeDesktop(() => Promise.reject(new Error('no handler')));
    await expect(client.call('getState')).rejects.toMatchObject({
      failure: { code: 'unexpected', message: 'no handler' },
    });
  });
});

describe('the desk', () => {
  it('has no state before main has spoken', async () => {
    const desk = createDeskStore(fakeDesktop(async () => ({ ok: true, value: deskState() })).client);
    expect(desk.state.get()).toBeNull();
    await desk.load();
    expect(desk.state.get()).toEqual(deskState());
  });

  it('takes what came last, answer or push: main sent it last (R38)', async () => {
    const { client, push } = fakeDesktop(async () => ({ ok: true, value: deskState({ version: 'answer' }) }));
    const desk = createDeskStore(client);
    const loading = desk.load();
    push(deskState({ version: 'pushed before' }));
    await loading;
    expect(desk.state.get()?.version).toBe('answer');
    push(deskState({ version: 'pushed after' }));
    expect(desk.state.get()?.version).toBe('pushed after');
  });

  it('keeps the failure of the first question until there is a state', async () => {
    const { client, push } = fakeDesktop(async () => ({ ok: false, failure }));
    const desk = createDeskStore(client);
    await desk.load();
    expect(desk.failure.get()).toEqual(failure);
    push(deskState());
    expect(desk.failure.get()).toBeNull();
  });
});
