import { describe, expect, it, vi } from 'vitest';
import type { DeskState } from '../../../../../electron/contract/desk.ts';
import type { DeskStore } from '../../../../../renderer/desk-store.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { followSession } from '../../../../../renderer/units/loading/follow-session.ts';
import type { UnitsList } from '../../../../../renderer/units/loading/units-list.ts';
import { deskState, signedIn } from '../../desk-state.ts';

function setUp() {
  const state = observable<DeskState | null>(null);
  const list = { refresh: vi.fn(() => Promise.resolve()), clear: vi.fn() };
  followSession({ state } as Partial<DeskStore> as DeskStore, list as Partial<UnitsList> as UnitsList);
  return { state, list };
}

describe('the list of units', () => {
  it('is loaded once when somebody is signed in', () => {
    const { state, list } = setUp();
    state.set(deskState());
    expect(list.refresh).not.toHaveBeenCalled();
    state.set(deskState({ session: signedIn('anna') }));
    state.set(
      deskState({
        session: signedIn('anna'),
        settings: { ...deskState().settings, language: 'de', theme: 'dark' },
      }),
    );
    expect(list.refresh).toHaveBeenCalledTimes(1);
  });

  it('waits for the subscription key', () => {
    const { state, list } = setUp();
    state.set(deskState({ session: signedIn('anna'), subscriptionKey: 'missing' }));
    expect(list.refresh).not.toHaveBeenCalled();
    state.set(deskState({ session: signedIn('anna') }));
    expect(list.refresh).toHaveBeenCalledTimes(1);
  });

  it('is cleared on sign-out', () => {
    const { state, list } = setUp();
    state.set(deskState({ session: signedIn('anna') }));
    list.clear.mockClear();
    state.set(deskState());
    expect(list.clear).toHaveBeenCalledTimes(1);
  });

  it('stays while the same person adds another account, even if that comes to nothing', () => {
    const { state, list } = setUp();
    state.set(deskState({ session: signedIn('anna') }));
    list.clear.mockClear();
    state.set(deskState({ session: { ...signedIn('anna'), phase: 'waiting' } }));
    state.set(deskState({ session: { ...signedIn('anna'), phase: 'completing' } }));
    state.set(deskState({ session: signedIn('anna', 'ben') }));
    expect(list.clear).not.toHaveBeenCalled();
    expect(list.refresh).toHaveBeenCalledTimes(1);
  });

  it('is loaded anew for another connection, and stays when one is renamed or painted', () => {
    const { state, list } = setUp();
    const { connection } = deskState();
    if (connection === null) throw new Error('The sample has a connection.');
    const session = signedIn('anna');
    state.set(deskState({ session }));
    list.clear.mockClear();
    state.set(deskState({ session, connection: { ...connection, name: 'Other name', color: 'red' } }));
    expect(list.clear).not.toHaveBeenCalled();
    expect(list.refresh).toHaveBeenCalledTimes(1);
    state.set(deskState({ session, connection: { ...connection, id: 'other' } }));
    expect(list.clear).toHaveBeenCalledTimes(1);
    expect(list.refresh).toHaveBeenCalledTimes(2);
  });

  it('is loaded anew for the account switched to', () => {
    const { state, list } = setUp();
    state.set(deskState({ session: signedIn('anna', 'ben') }));
    list.clear.mockClear();
    state.set(deskState({ session: signedIn('ben', 'anna') }));
    expect(list.clear).toHaveBeenCalledTimes(1);
    expect(list.refresh).toHaveBeenCalledTimes(2);
  });

  it('of one person never stays for the next', () => {
    const { state, list } = setUp();
    state.set(deskState({ session: signedIn('anna') }));
    list.clear.mockClear();
    state.set(deskState({ session: signedIn('ben') }));
    expect(list.clear).toHaveBeenCalledTimes(1);
    expect(list.refresh).toHaveBeenCalledTimes(2);
  });
});
