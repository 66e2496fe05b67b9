import { afterEach, beforeEach, expect, test } from 'vitest';
import { calls } from '../../electron/contract/calls.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Question } from '../../electron/core/desk/desk-ports.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { deskPorts } from '../fakes/desk.ts';
import { hostileCalls, type Loot, listeningHost } from '../fakes/hostile-page.ts';
import { directNetwork, openSocket } from '../fakes/network.ts';
import { random } from '../fakes/random.ts';
import { rounds } from '../fakes/rounds.ts';
import { type Simulator, start } from '../fakes/simulator.ts';
import { type SystemBrowser, systemBrowser } from '../fakes/system-browser.ts';

let simulator: Simulator;
let hostile: Awaited<ReturnType<typeof listeningHost>>;
let browser: SystemBrowser;
let contacted: Set<string>;
let questions: Question[];
let answer: boolean;
let desk: Desk;

beforeEach(async () => {
  simulator = await start({ units: 3 });
  hostile = await listeningHost();
  browser = systemBrowser({ press: 'Continue as Sam Sample' });
  contacted = new Set();
  questions = [];
  answer = false;
});
afterEach(async () => {
  desk.close();
  await simulator.close();
  await hostile.close();
});

const ignore = () => undefined;
const note = (url: string) => contacted.add(new URL(url).hostname + new URL(url).port);

/** A desk on which somebody is signed in, and what a page of it can know. */
async function taken(): Promise<Loot> {
  desk = createDesk(
    deskPorts({
      browser: (url) => browser.open(url),
      // The page reports its own texts as errors, which only the real log redacts.
      log: { error: ignore, warn: ignore, info: ignore, debug: ignore },
      http(url, init) {
        note(url);
        return fetch(url, init);
      },
      sockets(url, headers) {
        note(url);
        return openSocket(url, headers);
      },
      network: {
        ...directNetwork,
        lookup(name) {
          contacted.add(name);
          return directNetwork.lookup(name);
        },
      },
      async confirm(question) {
        questions.push(question);
        return answer;
      },
    }),
  );
  const { connection, subscriptionKey } = simulator;
  await desk.open({ text: JSON.stringify(connection), origin: '' }, { remember: false, subscriptionKey });
  await desk.handlers.signIn(undefined);
  const { accessToken } = await desk.handlers.getToken(undefined);
  return {
    hosts: [hostile.url, `https://${accessToken.slice(4, 30).toLowerCase()}.evil.example`],
    token: accessToken,
    connection,
    connectionId: state().connection?.id ?? '',
  };
}
const state = () => desk.handlers.getState(undefined) as DeskState;

/** Makes the call as the IPC would, whatever comes of it. */
async function make(call: keyof typeof calls, args: unknown[]): Promise<void> {
  const handler = desk.handlers[call] as (input: unknown) => unknown;
  try {
    await handler(calls[call].input.parse(args[0]));
  } catch {
    // Most are refused.
  }
}

const seeds = Array.from({ length: rounds(40) }, (_, index) => index + 1);

test.each(seeds)(
  'a page that was taken over reaches no host of its own while everybody says no (seed %i)',
  async (seed) => {
    const loot = await taken();
    await Promise.all(hostileCalls(loot, random(seed)).map(({ call, args }) => make(call, args)));
    await make('cancelSignIn', []);
    expect(hostile.arrived).toEqual([]);
    expect([...contacted].filter((host) => host.includes('evil') || hostile.url.endsWith(host))).toEqual([]);
    expect(browser.opened.filter((url) => !url.startsWith(simulator.url))).toEqual([]);
    expect(state().connections.map(({ apiHost }) => apiHost)).not.toContain(new URL(hostile.url).host);
    for (const { detail } of questions) expect(detail).toMatch(/^[\x20-\x7e\n–’“”]+$/);
  },
);

test('the same page reaches it after a yes, which a question with the whole address was asked for; no secret goes along', async () => {
  await taken();
  answer = true;
  const empty = await desk.handlers.setupAnswers({ region: 'other' });
  const answers = { ...empty, baseUrl: hostile.url, unitsPath: '/some/path' };
  const checking = make('checkConnection', [{ answers, ask: 'api', confirm: true, replaces: null }]);
  await expect.poll(() => hostile.arrived.join()).toMatch(/^GET \/some\/path HTTP/);
  expect(questions.map(({ detail }) => detail.split('\n'))).toEqual([
    [`API: ${hostile.url}/`, `Units: ${hostile.url}/some/path`, '', expect.any(String)],
  ]);
  expect(hostile.arrived.join()).not.toMatch(/^(?:authorization|cookie|ocp-[\w-]*):/im);
  desk.close();
  await checking;
});
