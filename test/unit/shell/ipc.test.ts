import { EventEmitter } from 'node:events';
import type { IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Call, calls, type Handlers, type Reply } from '../../../electron/contract/calls.ts';
import { setupFields } from '../../../electron/contract/names.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { answerCalls, sendTo } from '../../../electron/shell/ipc.ts';
import { fuzz, hostileValue } from '../../fakes/fuzz.ts';
import { type FakeLog, fakeLog } from '../../fakes/ports.ts';
import { plainView } from '../../fakes/views.ts';

type Frame = Pick<WebFrameMain, 'detached' | 'parent' | 'origin' | 'isDestroyed'>;
type Listener = (event: IpcMainEvent, ...args: unknown[]) => unknown;
interface Sent {
  channel: string;
  message: unknown;
}

const names = Object.keys(calls) as Call[];
const ourPage: Frame = { detached: false, parent: null, origin: 'app://max-desk', isDestroyed: () => false };
let listeners: Map<string, Listener>;
let handled: { call: string; input: unknown }[];
let outcome: (call: Call) => unknown;
let log: FakeLog;
let contents: EventEmitter & { mainFrame: Frame };
let sent: Sent[];
let refusal: unknown;

beforeEach(() => {
  listeners = new Map();
  handled = [];
  sent = [];
  refusal = undefined;
  outcome = () => undefined;
  log = fakeLog();
  const ipc = { on: (channel: string, listener: Listener) => void listeners.set(channel, listener) };
  const postMessage = (channel: string, message: unknown) => {
    if (refusal !== undefined) {
      const error = refusal;
      refusal = undefined;
      throw error;
    }
    sent.push({ channel, message });
  };
  contents = Object.assign(new EventEmitter(), {
    ipc,
    mainFrame: ourPage,
    isDestroyed: () => false,
    postMessage,
  });
  const handlers = Object.fromEntries(
    names.map((call) => [
      call,
      (input: unknown) => {
        handled.push({ call, input });
        return outcome(call);
      },
    ]),
  );
  answerCalls(contents as unknown as WebContents, handlers as unknown as Handlers, log);
});

/** Promises that are settled have told everybody. */
const everythingDone = () => new Promise((resolve) => setImmediate(resolve));

/** A message of a frame, as it comes in. */
function receive(call: string, id: unknown, args: unknown[], senderFrame: Frame | null = ourPage): void {
  const listener = listeners.get(call);
  if (!listener) throw new Error(`nobody listens to ${call}`);
  listener({ senderFrame, sender: contents } as unknown as IpcMainEvent, id, ...args);
}

/** A call of our page, and the answer to it. */
async function ask(call: string, args: unknown[]): Promise<Reply<unknown>> {
  sent.length = 0;
  receive(call, 7, args);
  await everythingDone();
  const [answer, ...more] = sent;
  if (answer?.channel !== 'answer' || more.length > 0)
    throw new Error(`${JSON.stringify(sent)} is no answer`);
  const { id, reply } = answer.message as { id: number; reply: Reply<unknown> };
  if (id !== 7) throw new Error(`${id} is another call`);
  return reply;
}

const view: UnitsView = { ...plainView, widths: { name: 320 }, density: 'compact' };

const answers = Object.fromEntries(setupFields.map((field) => [field, 'x']));

/** One good argument of each call. */
const goodInput: Partial<Record<Call, unknown>> = {
  copyToken: { as: 'curl' },
  showMenu: { menus: [{ role: null, label: 'File', items: [{ kind: 'separator' }] }] },
  watchUnits: { ids: ['DE-1'], watched: true },
  listUnits: { run: 1 },
  cachedUnits: { from: 0 },
  copyClaim: { name: 'oid' },
  unitFields: { id: 'unit' },
  followUnits: { ids: ['unit'] },
  pauseLive: { paused: true },
  keepView: view,
  unitNotes: { from: 0 },
  unitHistory: { id: 'unit', from: 0, to: 1 },
  fleetHistory: { from: 0, to: 1, ids: ['unit'] },
  unitSparks: { ids: ['unit'], days: 7 },
  changeNotes: { ids: ['DE-1'], add: ['VIP'], remove: [], note: null },
  keepFolds: { grouping: 'site', folds: { all: false, except: ['Berlin'] } },
  setIncidents: {
    incidents: [
      {
        ...{ id: 'DE-1', outageAt: 1, acknowledgedAt: 2, note: '', snoozedUntil: null },
        maintenance: [{ from: 1, to: null }],
      },
    ],
  },
  saveHandOver: { incidents: [], lack: { part: null, asOf: null, left: 0, endedFrom: null } },
  saveViews: { views: [{ name: 'Berlin', view }] },
  listRows: { run: 1, resource: 'work-orders', unitId: 'US-1', from: 0 },
  saveDocument: { run: 1, row: 0 },
  groupAvailability: { from: 1, to: 2, groups: [['1', '2'], ['3']] },
  savePage: { suggestedName: 'Availability' },
  startExport: { suggestedName: 'units.csv', format: 'csv' },
  exportRows: { export: 1, rows: [['a', 'b']] },
  finishExport: { export: 1 },
  cancelExport: { export: 1 },
  cancelUnits: { run: 0 },
  checkPastedToken: { token: 'pasted' },
  usePastedToken: { token: 'pasted' },
  sendRequest: { run: 1, method: 'GET', path: '/units', headers: [], body: null },
  cancelRequest: { run: 1 },
  consoleBody: { run: 1, from: 0, to: 10 },
  runDoctor: { run: 1 },
  saveReport: { as: 'text' },
  saveConsoleBody: { run: 1 },
  copyConsoleBody: { run: 1 },
  copyRequest: { method: 'GET', path: '/units', headers: [], body: null, as: 'curl' },
  keepFavourites: { favourites: [] },
  setSubscriptionKey: { key: 'k' },
  answerProxy: { user: 'sam', password: '' },
  grantProgram: { id: 'p', connectionId: 'c', accountId: 'a', right: 'calls', term: 'once' },
  refuseProgram: { id: 'p' },
  withdrawProgram: { id: 'p' },
  changeSettings: { theme: 'dark' },
  unitShown: { id: 'u-1' },
  changeWall: { isOn: true, viewSeconds: 30 },
  switchAccount: { id: 'account' },
  switchConnection: { id: 'connection' },
  changeConnection: { id: 'connection', color: 'red' },
  removeConnection: { id: 'connection' },
  addConnection: { text: '{}', name: 'max.json' },
  exportConnection: { id: 'connection' },
  setupAnswers: { region: 'ea' },
  checkConnection: { answers, ask: 'api', confirm: true, replaces: null },
  setUpConnection: { answers, replaces: 'connection' },
  learnUnits: { connection: 'connection', chosen: null, step: 'read' },
  acceptProposal: { id: 1 },
  declineProposal: { id: 1 },
  reportPageError: { where: 'render', name: 'TypeError', at: ['at f (x:1:2)'] },
};

describe('a call of the window', () => {
  test('is answered on every channel of the contract, and no other', () => {
    expect([...listeners.keys()].sort()).toEqual([...names].sort());
  });

  test.each(names)('%s reaches its handler with its argument', async (call) => {
    outcome = () => 'value';
    expect(await ask(call, [goodInput[call]])).toEqual({ ok: true, value: 'value' });
    expect(handled).toEqual([{ call, input: goodInput[call] }]);
  });

  test('may come without any argument where there is none', async () => {
    expect(await ask('getState', [])).toEqual({ ok: true, value: undefined });
  });

  test('that fails answers with our failure, and is logged by its code only', async () => {
    outcome = async () => {
      throw new AppError('offline', 'No network.', { hint: 'Plug it in.', details: { host: 'a.example' } });
    };
    expect(await ask('signIn', [])).toEqual({
      ok: false,
      failure: {
        code: 'offline',
        message: 'No network.',
        hint: 'Plug it in.',
        details: { host: 'a.example' },
      },
    });
    expect(log.lines).toEqual([
      JSON.stringify({ message: 'a call failed', call: 'signIn', code: 'offline' }),
    ]);
  });

  test.each([
    new TypeError('token eyJ… is wrong'),
    'swordfish',
    undefined,
    { code: 'offline', message: 'eyJ' },
  ])('that fails in an unknown way keeps its text to itself (R29): %s', async (error) => {
    outcome = () => {
      throw error;
    };
    const reply = await ask('getToken', []);
    expect(reply).toMatchObject({
      ok: false,
      failure: { code: 'unexpected', message: 'Something went wrong.' },
    });
    expect(JSON.stringify(reply) + log.lines.join()).not.toMatch(/eyJ|swordfish/);
  });
});

describe('the sender (R8)', () => {
  const strangers: [string, Frame | null][] = [
    ['no frame any more', null],
    ['a subframe of our own page', { ...ourPage, parent: ourPage as WebFrameMain }],
    ['a page of ours that was replaced', { ...ourPage, detached: true }],
    ['a frame of another window', { ...ourPage }],
  ];
  const origins = [
    'app://max-desk.example.com',
    'app://max-desk:1',
    'app://MAX-DESK',
    'app://other',
    'https://max-desk',
    'file://',
    'null',
    '',
    'data:text/html,x',
    'app://max-desk/',
  ];

  test.each(strangers)('is refused, and hears nothing, with %s, whatever it calls', async (_what, frame) => {
    for (const call of names) receive(call, 7, [goodInput[call]], frame);
    await everythingDone();
    expect({ handled, sent }).toEqual({ handled: [], sent: [] });
    expect(log.lines).toContain(JSON.stringify({ message: 'a call was refused', call: 'getToken' }));
  });

  test.each(origins)('is refused with the origin "%s" in the window’s own frame', async (origin) => {
    contents.mainFrame = { ...ourPage, origin };
    for (const call of names) receive(call, 7, [goodInput[call]], contents.mainFrame);
    await everythingDone();
    expect({ handled, sent }).toEqual({ handled: [], sent: [] });
  });

  test('is our page after a crash as well, whose frame Electron 33 goes on calling detached', async () => {
    contents.emit('render-process-gone');
    contents.mainFrame = { ...ourPage, detached: true };
    contents.emit('did-navigate');
    receive('getState', 1, [], contents.mainFrame);
    expect(sent).toEqual([{ channel: 'answer', message: { id: 1, reply: { ok: true, value: undefined } } }]);
  });

  test('is looked at before anything is waited for, because the page may go meanwhile', () => {
    let frame: Frame | null = ourPage;
    const event = {
      get senderFrame() {
        return frame;
      },
    };
    listeners.get('getState')?.(event as unknown as IpcMainEvent, 1, undefined);
    frame = null;
    expect(handled).toHaveLength(1);
  });
});

describe('the id of a call', () => {
  test.each([undefined, null, '1', 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, {}, 1n])(
    'that is %s is refused: there is nobody to answer',
    async (id) => {
      receive('getToken', id, []);
      await everythingDone();
      expect({ handled, sent }).toEqual({ handled: [], sent: [] });
    },
  );

  test('comes back with the answer', async () => {
    outcome = (call) => (call === 'getToken' ? Promise.resolve('later') : 'now');
    receive('getToken', -5, []);
    receive('getState', 0, []);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent).toMatchObject([
      { message: { id: 0, reply: { value: 'now' } } },
      { message: { id: -5, reply: { value: 'later' } } },
    ]);
  });
});

describe('the answer (R38)', () => {
  const state = 'a state' as never;

  test('that is known at once is sent at once: nothing newer can be pushed before it', () => {
    outcome = () => 'older';
    receive('getState', 1, []);
    sendTo(contents as unknown as WebContents, 'stateChanged', state);
    expect(sent.map(({ channel }) => channel)).toEqual(['answer', 'stateChanged']);
  });

  test('comes after what its handler has pushed', async () => {
    outcome = async () => sendTo(contents as unknown as WebContents, 'stateChanged', state);
    receive('signIn', 1, []);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ channel }) => channel)).toEqual(['stateChanged', 'answer']);
  });

  test.each(['did-navigate', 'render-process-gone'])(
    'is sent to nobody after "%s": who asked is not there any more',
    async (event) => {
      const handler = Promise.withResolvers();
      outcome = () => handler.promise;
      receive('getToken', 1, []);
      contents.emit(event);
      handler.resolve('token');
      await everythingDone();
      expect(sent).toEqual([]);
    },
  );

  test('that cannot be cloned becomes a failure, so that the page does not wait for ever', async () => {
    refusal = new Error('An object could not be cloned.');
    expect(await ask('getState', [])).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
    expect(log.lines.join()).toContain('a call failed');
  });
});

describe('the argument (R8)', () => {
  test.each<[Call, unknown[]]>([
    ['getState', [null]],
    ['getState', [undefined, undefined]],
    ['signIn', [{}]],
    ['listUnits', []],
    ['listUnits', [{ run: '1' }]],
    ['listUnits', [{ run: -1 }]],
    ['listUnits', [{ run: 0.5 }]],
    ['listUnits', [{ run: Number.NaN }]],
    ['listUnits', [{ run: Number.POSITIVE_INFINITY }]],
    ['listUnits', [{ run: 1 }, { run: 2 }]],
    ['setSubscriptionKey', [{ key: '' }]],
    ['setSubscriptionKey', [{ key: 'k'.repeat(513) }]],
    ['setSubscriptionKey', [{ key: ['k'] }]],
    ['switchAccount', []],
    ['switchAccount', [{ id: '' }]],
    ['switchAccount', [{ id: 'a'.repeat(513) }]],
    ['switchAccount', [{ id: { toString: 'a' } }]],
    ['addAccount', [{}]],
    ['signOutEverywhere', [{ url: 'https://evil.example' }]],
    ['answerProxy', [{ user: '', password: 'x' }]],
    ['answerProxy', [{ user: 'sam', password: 'x'.repeat(1_025) }]],
    ['grantProgram', [{ id: 'p', connectionId: 'c', accountId: 'a', right: 'all', term: 'once' }]],
    ['changeSettings', [{ theme: 'pink' }]],
    ['changeSettings', [{ language: 'fr' }]],
    ['changeSettings', [null]],
    ['changeWall', [{ viewSeconds: 0 }]],
    ['changeWall', [{ night: { isOn: true, from: '25:00', to: '06:00' } }]],
  ])('of %s is refused when it is %j', async (call, args) => {
    expect(await ask(call, args)).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(handled).toEqual([]);
  });

  test('loses what the schema does not know, the prototype’s keys among it', async () => {
    const hostile = JSON.parse('{"theme":"dark","__proto__":{"language":"de"},"constructor":1,"extra":2}');
    await ask('changeSettings', [hostile]);
    expect(handled).toEqual([{ call: 'changeSettings', input: { theme: 'dark' } }]);
    expect(({} as Record<string, unknown>)['language']).toBeUndefined();
  });

  test('of any call: thousands of hostile ones only ever get a Reply, and a handler what fits its schema', async () => {
    const args = fc.array(hostileValue(['run', 'id', 'ids', 'key', 'theme', 'language', 'token', 'path']), {
      maxLength: 2,
    });
    const property = fc.property(args, (hostile) => {
      for (const call of names) {
        handled.length = 0;
        log.lines.length = 0;
        sent.length = 0;
        // Some make the schema itself throw (a length that is no number): that is a bad request too.
        receive(call, 7, hostile);
        const reply = (sent[0]?.message as { reply: Reply<unknown> } | undefined)?.reply;
        const isRight = reply?.ok
          ? handled.length === 1 && calls[call].input.safeParse(handled[0]?.input).success
          : handled.length === 0 && reply?.failure.code === 'bad-request';
        if (!isRight || sent.length !== 1) throw new Error(`${call} answered ${JSON.stringify(sent)}`);
      }
    });
    // Every refusal makes two errors; their stacks would take most of the time.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    await fuzz(property, 10_000).finally(() => {
      Error.stackTraceLimit = stackTraceLimit;
    });
  });
});

describe('an event to the window', () => {
  const page = { run: 1, units: [], received: 0, total: null };
  const window = () => contents as unknown as WebContents;

  test('is sent while the page is there', () => {
    sendTo(window(), 'unitsPage', page);
    expect(sent).toEqual([{ channel: 'unitsPage', message: page }]);
  });

  test('is dropped when the window is closed, or its page has crashed', () => {
    contents.mainFrame = { ...ourPage, isDestroyed: () => true };
    sendTo(window(), 'unitsPage', page);
    Object.assign(contents, { isDestroyed: () => true });
    Object.defineProperty(contents, 'mainFrame', {
      get: () => {
        throw new TypeError('Object has been destroyed');
      },
    });
    sendTo(window(), 'unitsPage', page);
    expect(sent).toEqual([]);
  });
});
