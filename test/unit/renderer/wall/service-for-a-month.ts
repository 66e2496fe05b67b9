import { vi } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import type { LiveState } from '../../../../electron/contract/live.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import { type DesktopClient, DesktopError } from '../../../../renderer/desktop.ts';
import { observable } from '../../../../renderer/observable.ts';
import { plainView } from '../../../fakes/views.ts';
import { deskState, signedIn } from '../desk-state.ts';
import { unit } from '../units/sample.ts';

/** What the service takes for a list, ms. */
const latency = 700;
const count = 40;

/** The main process and its service, as the page knows them, with everything that goes wrong in the long run. */
export function serviceForAMonth(random: () => number) {
  const truth = new Map<string, Unit>(
    Array.from({ length: count }, (_, at) => [`u-${at}`, unit(`u-${at}`, { site: `Site ${at % 5}` })]),
  );
  const state = observable<DeskState | null>(
    deskState({
      session: signedIn('ann'),
      savedViews: [viewOfSite('Site 1'), viewOfSite('Site 2')],
      live: { phase: 'connecting', since: 0, problem: null, cover: null },
    }),
  );
  const listeners = new Map<string, Set<(value: never) => void>>();
  let isApiDown = false;
  let isLineDown = false;
  /** Lists that are under way. */
  let lists = 0;
  /** When what the page has was the truth last. */
  let currentAt = Date.now();

  const emit = (event: string, value: object) => {
    for (const each of listeners.get(event) ?? []) each(value as never);
  };
  const change = (part: Partial<DeskState>) => {
    const now = state.get();
    if (now !== null) state.set({ ...now, ...part });
  };
  const phase = () => state.get()?.live.phase;
  const setPhase = (next: LiveState['phase']) =>
    change({ live: { phase: next, since: Date.now(), problem: null, cover: null } });

  async function listUnits({ run }: { run: number }): Promise<object> {
    lists += 1;
    const isCatchingUp = phase() === 'catching-up';
    await new Promise((resolve) => setTimeout(resolve, latency));
    lists -= 1;
    if (isApiDown) throw new DesktopError({ code: 'api-unavailable', message: '503', hint: '', details: {} });
    emit('unitsPage', { run, units: [...truth.values()], received: count, total: count });
    currentAt = Date.now();
    if (isCatchingUp && phase() === 'catching-up') setPhase('live');
    return { received: count, withoutId: 0, sameId: 0, fetchedAt: Date.now(), shortfall: null };
  }

  const desktop = {
    call: async (name: string, input: never) => (name === 'listUnits' ? listUnits(input) : null),
    on(event: string, listener: (value: never) => void) {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(listener));
      return () => void all.delete(listener);
    },
  } as unknown as DesktopClient;

  return {
    desktop,
    desk: { state, failure: observable(null), load: vi.fn() },
    truth,
    listening: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
    lists: () => lists,
    /** How old what the page has really is, ms. */
    age: () => (phase() === 'live' && !isLineDown ? 0 : Date.now() - currentAt),
    /** Lists come, whatever the line does. */
    answers: () => !isApiDown,
    isLive: () => phase() === 'live' && !isLineDown,
    /** A unit goes out of service, is back, or somebody is trapped in it; told if the line is there. */
    happen(): void {
      const id = `u-${Math.floor(random() * count)}`;
      const before = truth.get(id);
      if (before === undefined) return;
      const condition = (['in-service', 'out-of-service', 'entrapment'] as const)[Math.floor(random() * 3)];
      const at = Date.now();
      truth.set(id, { ...before, condition: condition ?? 'in-service', lastEventAt: at });
      if (!isLineDown && phase() !== 'reconnecting')
        emit('unitUpdates', { updates: [{ id, at, condition }] });
      if (phase() === 'live' && !isLineDown) currentAt = at;
    },
    /** The access token is renewed: the state is another one, nothing else. */
    renew: () => change({ clipboard: null }),
    connect: () => setPhase('catching-up'),
    /** The line breaks. It is noticed now, or only half a minute later. */
    drop(isNoticed: boolean): void {
      if (phase() === 'live' && !isLineDown) currentAt = Date.now();
      isLineDown = true;
      if (isNoticed) setPhase('reconnecting');
      else setTimeout(() => isLineDown && setPhase('reconnecting'), 30_000);
    },
    repair(): void {
      isLineDown = false;
      isApiDown = false;
      setPhase('catching-up');
    },
    /** Nothing answers lists any more. */
    breakApi(): void {
      isApiDown = true;
    },
  };
}

/** A saved view of one site, with its name. */
export function viewOfSite(site: string): DeskState['savedViews'][number] {
  return { name: site, view: { ...plainView, sites: [site] } };
}
