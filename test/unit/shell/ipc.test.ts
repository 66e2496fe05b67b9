import type { IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Call,
  calls,
  type Handlers,
  type Reply,
  setupFields,
  type UnitsView,
} from '../../../electron/contract.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { answerCalls, sendTo } from '../../../electron/shell/ipc.ts';
import { fuzz, hostileValue } from '../../fakes/fuzz.ts';
import { type FakeLog, fakeLog } from '../../fakes/ports.ts';

type Frame = Pick<WebFrameMain, 'detached' | 'parent' | 'origin'>;
type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<Reply<unknown>>;

const names = Object.keys(calls) as Call[];
const ourPage: Frame = { detached: false, parent: null, origin: 'app://max-desk' };
let listeners: Map<string, Listener>;
let handled: { call: string; input: unknown }[];
let outcome: (call: Call) => unknown;
let log: FakeLog;

beforeEach(() => {
  listeners = new Map();
  handled = [];
  outcome = () => undefined;
  log = fakeLog();
  const ipc = { handle: (channel: string, listener: Listener) => void listeners.set(channel, listener) };
  const handlers = Object.fromEntries(
    names.map((call) => [
      call,
      (input: unknown) => {
        handled.push({ call, input });
        return outcome(call);
      },
    ]),
  );
  answerCalls({ ipc } as unknown as WebContents, handlers as unknown as Handlers, log);
});

function invoke(call: string, args: unknown[], frame: Frame | null = ourPage): Promise<Reply<unknown>> {
  const listener = listeners.get(call);
  if (!listener) throw new Error(`nobody listens to ${call}`);
  return listener({ senderFrame: frame, sender: {} } as unknown as IpcMainInvokeEvent, ...args);
}

const view: UnitsView = {
  columns: ['name'],
  density: 'compact',
  sort: null,
  query: '',
  conditions: [],
  types: [],
  sites: [],
  availability: [],
  watchedOnly: false,
};

const answers = Object.fromEntries(setupFields.map((field) => [field, 'x']));

/** One good argument of each call. */
const goodInput: Partial<Record<Call, unknown>> = {
  copyToken: { as: 'curl' },
  watchUnits: { ids: ['DE-1'], watched: true },
  listUnits: { run: 1 },
  cachedUnits: { from: 0 },
  copyClaim: { name: 'oid' },
  unitFields: { id: 'unit' },
  followUnits: { ids: ['unit'] },
  pauseLive: { paused: true },
  keepView: view,
  saveViews: { views: [{ name: 'Berlin', view }] },
  startExport: { suggestedName: 'units.csv' },
  exportRows: { export: 1, rows: [['a', 'b']] },
  finishExport: { export: 1 },
  cancelExport: { export: 1 },
  cancelUnits: { run: 0 },
  checkPastedToken: { token: 'pasted' },
  usePastedToken: { token: 'pasted' },
  sendRequest: { run: 1, method: 'GET', path: '/units', headers: [], body: null },
  cancelRequest: { run: 1 },
  consoleBody: { run: 1, from: 0, to: 10 },
  saveConsoleBody: { run: 1 },
  copyConsoleBody: { run: 1 },
  copyRequest: { method: 'GET', path: '/units', headers: [], body: null },
  keepFavourites: { favourites: [] },
  setSubscriptionKey: { key: 'k' },
  changeSettings: { theme: 'dark' },
  switchAccount: { id: 'account' },
  switchConnection: { id: 'connection' },
  changeConnection: { id: 'connection', color: 'red' },
  removeConnection: { id: 'connection' },
  addConnection: { text: '{}', name: 'max.json' },
  exportConnection: { id: 'connection' },
  setupAnswers: { region: 'ea' },
  checkConnection: { answers, ask: 'api', replaces: null },
  setUpConnection: { answers, replaces: 'connection' },
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
    expect(await invoke(call, [goodInput[call]])).toEqual({ ok: true, value: 'value' });
    expect(handled).toEqual([{ call, input: goodInput[call] }]);
  });

  test('may come without any argument where there is none', async () => {
    expect(await invoke('getState', [])).toEqual({ ok: true, value: undefined });
  });

  test('that fails answers with our failure, and is logged by its code only', async () => {
    outcome = async () => {
      throw new AppError('offline', 'No network.', { hint: 'Plug it in.', details: { host: 'a.example' } });
    };
    expect(await invoke('signIn', [])).toEqual({
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
    const reply = await invoke('getToken', []);
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
    ['a frame that was taken out', { ...ourPage, detached: true }],
    ...[
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
    ].map((origin): [string, Frame] => [`the origin "${origin}"`, { ...ourPage, origin }]),
  ];

  test.each(strangers)('is refused with %s, whatever it calls', async (_what, frame) => {
    for (const call of names) {
      expect(await invoke(call, [goodInput[call]], frame)).toMatchObject({
        ok: false,
        failure: { code: 'forbidden' },
      });
    }
    expect(handled).toEqual([]);
  });

  test('is looked at before anything is waited for, because the page may go meanwhile', async () => {
    let frame: Frame | null = ourPage;
    const event = {
      get senderFrame() {
        return frame;
      },
    };
    const reply = listeners.get('getState')?.(event as unknown as IpcMainInvokeEvent, undefined);
    frame = null;
    expect(await reply).toMatchObject({ ok: true });
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
    ['changeSettings', [{ theme: 'pink' }]],
    ['changeSettings', [{ language: 'fr' }]],
    ['changeSettings', [null]],
  ])('of %s is refused when it is %j', async (call, args) => {
    expect(await invoke(call, args)).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(handled).toEqual([]);
  });

  test('loses what the schema does not know, the prototype’s keys among it', async () => {
    const hostile = JSON.parse('{"theme":"dark","__proto__":{"language":"de"},"constructor":1,"extra":2}');
    await invoke('changeSettings', [hostile]);
    expect(handled).toEqual([{ call: 'changeSettings', input: { theme: 'dark' } }]);
    expect(({} as Record<string, unknown>)['language']).toBeUndefined();
  });

  test('of any call: 10,000 hostile ones only ever get a Reply, and a handler what fits its schema', async () => {
    // Made once for all calls: making them takes longer than refusing them.
    const args = fc.array(hostileValue(['run', 'id', 'ids', 'key', 'theme', 'language', 'token', 'path']), {
      maxLength: 2,
    });
    const property = fc.asyncProperty(args, async (hostile) => {
      for (const call of names) {
        handled.length = 0;
        log.lines.length = 0;
        // Some make the schema itself throw (a length that is no number): that is a bad request too.
        const reply = await invoke(call, hostile);
        const isRight = reply.ok
          ? handled.length === 1 && calls[call].input.safeParse(handled[0]?.input).success
          : handled.length === 0 && reply.failure.code === 'bad-request';
        if (!isRight) throw new Error(`${call} answered ${JSON.stringify(reply)}`);
      }
    });
    await fuzz(property, 10_000);
  }, 120_000);
});

describe('an event to the window', () => {
  test('is sent while the window is there, and dropped when it is not', () => {
    const send = vi.fn();
    const contents = (gone: boolean) => ({ isDestroyed: () => gone, send }) as unknown as WebContents;
    const page = { run: 1, units: [], received: 0, total: null };
    sendTo(contents(true), 'unitsPage', page);
    expect(send).not.toHaveBeenCalled();
    sendTo(contents(false), 'unitsPage', page);
    expect(send).toHaveBeenCalledWith('unitsPage', page);
  });
});
