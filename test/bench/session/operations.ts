/** The measurements of the session bench, each of them ours beside MSAL or another client. */
import { renameSync, writeFileSync } from 'node:fs';
import type { PublicClientApplication } from '@azure/msal-node';
import { Bench } from 'tinybench';
import type { Session } from '../../../electron/core/auth/session.ts';
import { identityId } from '../../../electron/core/connection/connection-ids.ts';
import { unitsEntry } from '../../../electron/core/connection/stored-entries.ts';
import { createMemoryStore } from '../../../electron/core/storage/memory-store.ts';
import type { SealedStore } from '../../../electron/core/storage/sealed-store.ts';
import { documentedPlugin, type SharedFile, turns } from '../../fakes/msal-cache.ts';
import { systemBrowser } from '../../fakes/system-browser.ts';
import { interleave, timed } from '../harness/interleave.ts';
import { loadPeer, type Peers } from '../harness/peers.ts';
import { median } from '../harness/statistics.ts';
import { people, type Stage } from './setup.ts';

/** What `peers/openid-client.ts` exports. */
interface OpenidClient {
  createRefresh(
    issuer: string,
    clientId: string,
    scope: string,
    refreshToken: string,
  ): Promise<() => Promise<object>>;
}

/** ms */
interface Latency {
  p50: number;
  p99: number;
}

/** A token that is at hand: ours with its cache on disk, MSAL's silent call from memory. */
export async function warmToken(stage: Stage, time: number): Promise<{ ours: Latency; msal: Latency }> {
  const session = await signedIn(stage, stage.store('warm'));
  const application = stage.msal();
  const account = await stage.signInMsal(application, people[0]);
  const bench = new Bench({ time, warmupTime: time / 4 });
  bench.add('ours', async () => void (await session.token()));
  bench.add(
    'msal',
    async () => void (await application.acquireTokenSilent({ account, scopes: stage.scopes })),
  );
  await bench.run();
  return { ours: latencyOf(bench, 'ours'), msal: latencyOf(bench, 'msal') };
}

function latencyOf(bench: Bench, name: string): Latency {
  const result = bench.getTask(name)?.result;
  if (!result || !('latency' in result)) throw new Error(`${name} was not measured`);
  return { p50: result.latency.p50, p99: result.latency.p99 };
}

async function signedIn(stage: Stage, store: SealedStore): Promise<Session> {
  const session = stage.session(store);
  await session.signIn();
  return session;
}

/** From the click to the moment when the browser is told its address, ms; both know their provider already. */
export async function clickToBrowser(stage: Stage, rounds: number): Promise<Record<string, number>> {
  let opened: (time: number) => void = () => undefined;
  const store = stage.store('click');
  await signedIn(stage, store);
  const session = stage.session(store, async () => opened(performance.now()));
  await session.restore();
  await session.token();
  const application = stage.msal();
  await stage.signInMsal(application, people[0]);
  const samples = await interleave(
    {
      ours: async () => {
        const clicked = performance.now();
        const at = new Promise<number>((resolve) => {
          opened = resolve;
        });
        const attempt = session.signIn({ another: true }).catch(() => undefined);
        const time = (await at) - clicked;
        session.cancelSignIn();
        await attempt;
        return time;
      },
      msal: async () => {
        const { open } = systemBrowser({ press: `Continue as ${people[0]}` });
        const clicked = performance.now();
        let time = 0;
        const openBrowser = (url: string) => {
          time = performance.now() - clicked;
          return open(url);
        };
        // It cannot be cancelled, so the sign-in is completed.
        await application.acquireTokenInteractive({ scopes: stage.scopes, openBrowser });
        return time;
      },
    },
    { rounds },
  );
  return medians(samples);
}

/** What the refresh is measured against. */
export const keptOnDisk = 'openid-client, kept on disk';

/** ms */
export interface Refreshes {
  ours: number;
  /** Ours where nothing can be kept, with the same queue and the same checks. */
  inMemory: number;
  peers: Record<string, number>;
}

/**
 * The same grant. Ours has the rotated token encrypted and on disk before it answers (R20, R26). Nothing is kept by the
 * peers, but for the one that writes what it was given into a file as safely: beside it, flushed, then renamed.
 */
export async function refresh(stage: Stage, rounds: number, peers: Peers): Promise<Refreshes> {
  const session = await signedIn(stage, stage.store('refresh'));
  const forgetful = await signedIn(stage, createMemoryStore('no-keyring'));
  const shipped = stage.msal();
  const account = await stage.signInMsal(shipped, people[0]);
  const variants: Record<string, () => Promise<number>> = {
    ours: () => renewal(session),
    inMemory: () => renewal(forgetful),
    'MSAL from memory': () =>
      timed(() => shipped.acquireTokenSilent({ account, scopes: stage.scopes, forceRefresh: true })),
  };
  if (peers.has('openid-client')) {
    const again = await openidClient(stage);
    const file = stage.file('openid-client.json');
    variants['openid-client'] = () => timed(again);
    variants[keptOnDisk] = () => timed(async () => writeSafely(file, JSON.stringify(await again())));
  }
  const warmUps = Math.min(20, rounds);
  const {
    ours = Number.NaN,
    inMemory = Number.NaN,
    ...others
  } = medians(await interleave(variants, { rounds, warmUps }));
  return { ours, inMemory, peers: others };
}

async function renewal(session: Session): Promise<number> {
  const { accessToken } = await session.token();
  return timed(() => session.token(accessToken));
}

function writeSafely(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.tmp`, file);
}

/** A renewal with ever longer lists of units kept beside the tokens, ms by the length of the list in bytes. */
export async function besideUnits(
  stage: Stage,
  sizes: readonly number[],
  rounds: number,
): Promise<Map<number, number>> {
  const variants: Record<string, () => Promise<number>> = {};
  for (const size of sizes) {
    const store = stage.store(`beside-${size}`);
    const session = await signedIn(stage, store);
    await store.write(unitsEntry(stage.connection), 'x'.repeat(size));
    variants[size] = () => renewal(session);
  }
  const found = medians(await interleave(variants, { rounds, warmUps: Math.min(5, rounds) }));
  return new Map(sizes.map((size) => [size, found[size] ?? Number.NaN]));
}

async function openidClient(stage: Stage): Promise<() => Promise<object>> {
  const application = stage.msal();
  await stage.signInMsal(application, people[1]);
  const { identity } = stage.connection;
  const { createRefresh } = await loadPeer<OpenidClient>('openid-client.ts');
  return createRefresh(
    `${identity.authority}/${identity.signInPolicy}/v2.0`,
    identity.clientId,
    stage.scopes.join(' '),
    refreshTokenIn(application),
  );
}

function refreshTokenIn(application: PublicClientApplication): string {
  const cache: { RefreshToken: Record<string, { secret: string }> } = JSON.parse(
    application.getTokenCache().serialize(),
  );
  return Object.values(cache.RefreshToken)[0]?.secret ?? '';
}

/** How many of many overlapping operations on two accounts fail. */
export async function overlapping(stage: Stage, operations: number): Promise<{ ours: number; msal: number }> {
  const store = stage.store('overlap');
  const session = await signedIn(stage, store);
  const second = stage.session(store, systemBrowser({ press: `Continue as ${people[1]}` }).open);
  await second.restore();
  await second.signIn({ another: true });
  second.close();
  const both = stage.session(store);
  await both.restore();
  session.close();
  const ids = both.state().accounts.map(({ id }) => id);
  const ours = await failures(operations, async (index) => {
    if (index % 3 === 0) await both.switchAccount(ids[index % 2] ?? '');
    const { accessToken } = await both.token();
    if (index % 10 === 0) await both.token(accessToken);
  });

  const file: SharedFile = { text: '', refuse: undefined };
  const application = stage.msal(documentedPlugin(file));
  for (const person of people) await stage.signInMsal(application, person);
  const accounts = await application.getAllAccounts();
  const msal = await failures(operations, async (index) => {
    const account = accounts[index % 2];
    if (!account) throw new Error('nobody is signed in');
    if (index % 3 === 0) await application.getAllAccounts();
    await application.acquireTokenSilent({ account, scopes: stage.scopes, forceRefresh: index % 10 === 0 });
  });
  return { ours, msal };
}

async function failures(operations: number, run: (index: number) => Promise<void>): Promise<number> {
  const calls = Array.from({ length: operations }, (_, index) => turns(index % 13).then(() => run(index)));
  return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length;
}

export interface AtAccounts {
  accounts: number;
  /** From a new process' first look at the disk to a token, ms. */
  ours: number;
  msal: number;
  /** Bytes of MSAL's cache before it is encrypted. */
  bytes: number;
}

/** What a start costs with more and more accounts in the cache. */
export async function accountsCurve(
  stage: Stage,
  counts: readonly number[],
  rounds: number,
): Promise<AtAccounts[]> {
  const entry = `tokens.${identityId(stage.connection)}`;
  const store = stage.store('curve');
  const session = await signedIn(stage, store);
  const current = session.state().account?.id ?? '';
  const one = (await store.read(entry)) ?? '';
  session.close();
  const results: AtAccounts[] = [];
  for (const accounts of counts) {
    const text = withAccounts(one, current, accounts);
    await store.write(entry, text);
    const file: SharedFile = { text, refuse: undefined };
    const samples = await interleave(
      {
        ours: () =>
          timed(async () => {
            const next = stage.session(stage.store('curve'));
            await next.restore();
            await next.token();
            next.close();
          }),
        msal: () =>
          timed(async () => {
            const next = stage.msal(documentedPlugin(file));
            const all = await next.getAllAccounts();
            const account = all.find(({ homeAccountId }) => homeAccountId === current);
            if (account) await next.acquireTokenSilent({ account, scopes: stage.scopes });
          }),
      },
      { rounds },
    );
    const { ours = Number.NaN, msal = Number.NaN } = medians(samples);
    results.push({ accounts, ours, msal, bytes: Buffer.byteLength(text) });
  }
  return results;
}

/** MSAL's cache with copies of its one account, under other ids. */
function withAccounts(text: string, id: string, count: number): string {
  const cache: Record<string, Record<string, unknown>> = JSON.parse(text);
  const [person = ''] = id.split('.');
  for (let copy = 1; copy < count; copy += 1) {
    const other: typeof cache = JSON.parse(
      text.replaceAll(person, `${person.slice(0, -4)}${String(copy).padStart(4, '0')}`),
    );
    for (const [section, entries] of Object.entries(other)) {
      cache[section] = { ...cache[section], ...entries };
    }
  }
  return JSON.stringify(cache);
}

function medians(samples: Record<string, number[]>): Record<string, number> {
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
}
