import { EventEmitter } from 'node:events';
import { runInNewContext } from 'node:vm';
import type { WebContents } from 'electron';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calls, type Desktop, type Handlers, type Reply } from '../../electron/contract/calls.ts';
import { answerCalls, sendTo } from '../../electron/shell/ipc.ts';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { fuzz } from '../fakes/fuzz.ts';
import { fakeLog } from '../fakes/ports.ts';

let preload: Bundled;
beforeAll(async () => {
  preload = await bundle('preload', 'preload.cjs');
});
afterAll(() => preload.remove());

/** Everything main has to say is numbered as it is sent. */
interface Heard {
  number: number;
  /** Of an answer: the page that asked. */
  asker?: number;
}

/** A page of the window, or a frame in it: the built preload with a way to main and one from it, each in order. */
interface Frame {
  /** Counts them; a stranger has none. */
  page: number;
  alive: boolean;
  origin: string;
  desktop: Desktop;
  toMain: { channel: string; args: unknown[] }[];
  fromMain: { channel: string; message: unknown }[];
  /** What the page's own script got, in its order. */
  heard: Heard[];
  calls: number;
  answered: number;
  isDestroyed(): boolean;
  deliver(): void;
}

function createFrame(page: number, origin = 'app://max-desk'): Frame {
  const ipcRenderer = new EventEmitter();
  const frame = { page, alive: true, origin, toMain: [], fromMain: [], heard: [], calls: 0, answered: 0 };
  const made = frame as unknown as Frame;
  Object.assign(frame, {
    isDestroyed: () => !made.alive,
    deliver() {
      const next = made.fromMain.shift();
      if (next && made.alive) ipcRenderer.emit(next.channel, {}, next.message);
    },
  });
  const contextBridge = {
    exposeInMainWorld: (_: string, desktop: Desktop) => Object.assign(made, { desktop }),
  };
  const send = (channel: string, ...args: unknown[]) =>
    void made.toMain.push({ channel, args: structuredClone(args) });
  const require = () => ({ contextBridge, ipcRenderer: Object.assign(ipcRenderer, { send }) });
  runInNewContext(preload.code, { require, module: { exports: {} }, exports: {}, Intl });
  made.desktop.on('stateChanged', (state) => void made.heard.push(state as unknown as Heard));
  return made;
}

/** The shell's real wrapper over these frames; `numbers` is what main has sent, in its order. */
function createMain() {
  let number = 0;
  const open: (() => void)[] = [];
  let page = createFrame(0);
  const contents = Object.assign(new EventEmitter(), {
    ipc: new EventEmitter(),
    isDestroyed: () => false,
    mainFrame: page,
    postMessage(channel: string, message: unknown) {
      if (!contents.mainFrame.alive) throw new Error('Render frame was disposed');
      contents.mainFrame.fromMain.push({ channel, message: structuredClone(message) });
    },
  });
  // The preload looks for somebody in a state.
  const say = (about = {}) => ({ number: number++, session: { account: null }, ...about });
  const names = Object.keys(calls);
  const handle = (name: string) => () => {
    const about = { asker: page.page };
    if (name !== 'getToken') return say(about);
    return new Promise((resolve) => open.push(() => resolve(say(about))));
  };
  const handlers = Object.fromEntries(names.map((name) => [name, handle(name)]));
  const log = fakeLog();
  const window = contents as unknown as WebContents;
  answerCalls(window, handlers as unknown as Handlers, log);
  return {
    log,
    page: () => page,
    push: () => sendTo(window, 'stateChanged', say() as never),
    /** Ends a call that takes time, whoever asked. */
    end: () => open.shift()?.(),
    receive(from: Frame) {
      const message = from.toMain.shift();
      // Electron has no frame for a process that has ended.
      const senderFrame = from.alive ? from : null;
      if (message) contents.ipc.emit(message.channel, { senderFrame, sender: contents }, ...message.args);
    },
    crash() {
      if (!page.alive) return;
      page.alive = false;
      contents.emit('render-process-gone');
    },
    /** Electron keeps the frame of a page that is loaded anew, so what is on its way reaches the new one. */
    reload() {
      const onTheWay = page.alive ? page.fromMain : [];
      page.alive = false;
      page = createFrame(page.page + 1);
      page.fromMain.push(...onTheWay);
      contents.mainFrame = page;
      contents.emit('did-navigate');
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

function ask(frame: Frame, name: 'getToken' | 'getIdentity'): void {
  frame.calls += 1;
  void frame.desktop[name]().then((reply: Reply<unknown>) => {
    frame.answered += 1;
    if (!reply.ok) throw new Error(reply.failure.message);
    const heard = reply.value as Heard;
    if (heard.asker !== frame.page)
      throw new Error(`page ${frame.page} got an answer to page ${heard.asker}`);
    frame.heard.push(heard);
  });
}

const step = fc.constantFrom(
  'ask',
  'ask',
  'ask slowly',
  'ask as a stranger',
  'push',
  'push',
  'receive',
  'receive',
  'deliver',
  'deliver',
  'end',
  'crash',
  'reload',
);

test('the pipe keeps its order, and its pages apart, whatever happens on the way (R38)', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
    const main = createMain();
    const stranger = createFrame(-1, 'https://elsewhere.example');
    const pages = new Set<Frame>();
    const doStep: Record<string, () => void> = {
      ask: () => ask(main.page(), 'getIdentity'),
      'ask slowly': () => ask(main.page(), 'getToken'),
      'ask as a stranger': () => {
        ask(stranger, 'getToken');
        main.receive(stranger);
      },
      push: main.push,
      receive: () => main.receive(main.page()),
      deliver: () => main.page().deliver(),
      end: main.end,
      crash: main.crash,
      reload: main.reload,
    };
    for (const each of steps) {
      pages.add(main.page());
      doStep[each]?.();
      await settle();
    }
    // At last everything is delivered, and whoever is still there has all its answers.
    main.reload();
    const last = main.page();
    ask(last, 'getIdentity');
    ask(last, 'getToken');
    while (last.toMain.length > 0) main.receive(last);
    for (let left = steps.length + 1; left > 0; left--) main.end();
    await settle();
    while (last.fromMain.length > 0) last.deliver();
    await settle();
    expect(last.answered).toBe(2);
    expect({ answered: stranger.answered, got: stranger.fromMain }).toEqual({ answered: 0, got: [] });
    for (const { heard } of [...pages, last]) {
      const numbers = heard.map(({ number }) => number);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
    expect(main.log.lines.filter((line) => !line.includes('refused'))).toEqual([]);
  });
  await fuzz(property, 200);
});
