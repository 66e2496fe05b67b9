import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { deskPorts } from '../fakes/desk.ts';
import { directNetwork } from '../fakes/network.ts';
import { fakeKeyValue, fakeLog, fakeVault } from '../fakes/ports.ts';
import { type ProxiedNetwork, proxiedNetwork } from '../fakes/proxied-network.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

const right = { user: 'sam', password: 'Pr0xy-password' };
let simulator: Simulator;
let network: ProxiedNetwork;
let vault: ReturnType<typeof fakeVault>;
let secrets: ReturnType<typeof fakeKeyValue>;
let stores: number;
const desks: Desk[] = [];

beforeEach(async () => {
  simulator = await start({ units: 10 });
  network = proxiedNetwork(right.password, fetch);
  vault = fakeVault();
  secrets = fakeKeyValue();
  stores = 0;
});
afterEach(async () => {
  for (const desk of desks.splice(0)) desk.close();
  await simulator.close();
});

/** The desk of a new start behind the proxy, with its connection. */
async function begin(): Promise<Desk> {
  const log = fakeLog();
  const { connection, subscriptionKey } = simulator;
  network.hasTaken = false;
  const desk = createDesk(
    deskPorts({
      settings: fakeKeyValue(),
      secrets(events) {
        stores += 1;
        return createSealedStore({ ...events, keyValue: secrets, vault, log });
      },
      http: network.http,
      proxyDoor: network.door,
      browser: systemBrowser({ press: 'Continue as Sam Sample' }).open,
      log,
      network: { ...directNetwork, proxyFor: async () => network.challenge?.address },
    }),
  );
  desks.push(desk);
  const file = { text: JSON.stringify(connection), origin: '/files/max.json' };
  await desk.open(file, { remember: true, subscriptionKey });
  return desk;
}

const signedIn = (desk: Desk) => vi.waitFor(() => expect(desk.state().session.phase).toBe('signed-in'));

async function checkOf(desk: Desk): Promise<Record<string, string>> {
  const results = await desk.handlers.runDoctor({ run: 1 });
  return Object.fromEntries(results.map(({ check, outcome, finding }) => [check, `${outcome}: ${finding}`]));
}

test('a sign-in that a proxy stands in the way of names it, and goes on by itself after the answer', async () => {
  const desk = await begin();
  await expect(desk.handlers.signIn(undefined)).rejects.toMatchObject({ code: 'proxy-sign-in' });
  expect(desk.state()).toMatchObject({
    proxy: { address: 'proxy.example:3128', phase: 'asking' },
    session: { phase: 'signed-out', problem: { code: 'proxy-sign-in' } },
  });
  await desk.handlers.answerProxy(right);
  await signedIn(desk);
  expect(desk.state().session.problem).toBeNull();
  await expect(desk.handlers.listUnits({ run: 1 })).resolves.toMatchObject({ received: 10 });
  // Two over the same files would not know of each other's data key.
  expect(stores).toBe(1);
});

test('the next start goes through with what is kept, and nobody is asked', async () => {
  const desk = await begin();
  await expect(desk.handlers.signIn(undefined)).rejects.toMatchObject({ code: 'proxy-sign-in' });
  await desk.handlers.answerProxy(right);
  await signedIn(desk);
  const next = await begin();
  await expect(next.handlers.listUnits({ run: 1 })).resolves.toMatchObject({ received: 10 });
  expect(next.state()).toMatchObject({ proxy: { phase: 'signed-in' }, session: { phase: 'signed-in' } });
});

test('nobody is signed out because a proxy asks for a password', async () => {
  const desk = await begin();
  await expect(desk.handlers.signIn(undefined)).rejects.toMatchObject({ code: 'proxy-sign-in' });
  await desk.handlers.answerProxy(right);
  await signedIn(desk);
  network.password = 'changed';
  const next = await begin();
  await expect(next.handlers.listUnits({ run: 1 })).rejects.toMatchObject({ code: 'proxy-sign-in' });
  expect(next.state()).toMatchObject({ proxy: { rejected: true }, session: { phase: 'signed-in' } });
});

test('the check says that the proxy wants a password, and nothing of what rests on it; then that it has one', async () => {
  const desk = await begin();
  expect(await checkOf(desk)).toMatchObject({
    names: 'passed: resolved',
    proxy: 'failed: failed',
    tls: 'skipped: rests-on',
    discovery: 'skipped: rests-on',
  });
  await desk.handlers.declineProxy(undefined);
  await checkOf(desk);
  expect(desk.state().proxy).toMatchObject({ phase: 'asking' });
  await desk.handlers.answerProxy(right);
  expect(await checkOf(desk)).toMatchObject({
    proxy: 'passed: proxied-signed-in',
    discovery: 'passed: described',
  });
});
