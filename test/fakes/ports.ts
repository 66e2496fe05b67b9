import type { Clipboard, Clock, EntryStore, Log, Vault } from '../../electron/core/ports.ts';
import { VaultError, type VaultFault } from '../../electron/core/ports.ts';
import { noteForCanary } from './canary.ts';

export interface FakeClock extends Clock {
  move(ms: number): void;
  /** The computer sleeps: no timer runs meanwhile, and each keeps its remaining time. */
  sleep(ms: number): void;
  /** Changes the time of day only. */
  set(ms: number): void;
}

/** A clock that stands still until it is moved; moving it fires the timers of `later`. */
export function fakeClock(start = Date.now()): FakeClock {
  /** The time of day minus the steady clock, which the timers use. */
  let ahead = start;
  let steady = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  return {
    sleep(ms) {
      ahead += ms;
    },
    set(ms) {
      ahead += ms;
    },
    now: () => steady + ahead,
    steady: () => steady,
    later(ms, run) {
      const timer = { at: steady + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    move(ms) {
      steady += ms;
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        if (timer.at > steady || !timers.delete(timer)) continue;
        timer.run();
      }
    },
  };
}

export interface FakeClipboard extends Clipboard {
  text: string;
  /** Whether the text was excluded from the history. */
  secret: boolean;
  cleared: number;
}

/** A clipboard that other programs may also write to, through `text`. */
export function fakeClipboard(): FakeClipboard {
  const clipboard: FakeClipboard = {
    text: '',
    secret: false,
    cleared: 0,
    async write(text, { secret } = { secret: false }) {
      Object.assign(clipboard, { text, secret });
    },
    read: async () => clipboard.text,
    clear() {
      clipboard.text = '';
      clipboard.cleared += 1;
    },
  };
  return clipboard;
}

export interface FakeLog extends Log {
  lines: string[];
}

/**
 * Keeps lines as JSON, so that tests can search them; they are also checked for secrets after every test, before the
 * real log's redaction. `lines` does not contain debug messages.
 */
export function fakeLog(): FakeLog {
  const lines: string[] = [];
  const textOf = (message: string, fields?: Record<string, unknown>) => {
    const text = JSON.stringify({ message, ...fields });
    noteForCanary(text);
    return text;
  };
  const line = (message: string, fields?: Record<string, unknown>) =>
    void lines.push(textOf(message, fields));
  return { lines, error: line, warn: line, info: line, debug: textOf };
}

export interface FakeKeyValue extends EntryStore {
  entries: Map<string, string>;
  quarantined: Map<string, string>[];
  /** The next writes throw this error, like a full or read-only disk. */
  refuse: Error | undefined;
}

export function fakeKeyValue(): FakeKeyValue {
  const entries = new Map<string, string>();
  const store: FakeKeyValue = {
    entries,
    quarantined: [],
    refuse: undefined,
    get: (key) => entries.get(key),
    keys: () => [...entries.keys()],
    set(key, value) {
      if (store.refuse) throw store.refuse;
      entries.set(key, value);
    },
    remove(key) {
      if (store.refuse) throw store.refuse;
      entries.delete(key);
    },
    quarantine: (keys) =>
      void store.quarantined.push(new Map([...entries].filter(([key]) => keys.includes(key)))),
    removeQuarantined() {
      if (store.refuse) throw store.refuse;
      store.quarantined.length = 0;
    },
  };
  return store;
}

export interface FakeVault extends Vault {
  fault: VaultFault | undefined;
  stale: boolean;
  asked: number;
}

/** Wraps by inverting all bits; `fault` makes it fail. */
export function fakeVault(): FakeVault {
  const turn = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
  const vault: FakeVault = {
    fault: undefined,
    stale: false,
    asked: 0,
    async wrap(secret) {
      vault.asked += 1;
      if (vault.fault) throw new VaultError(vault.fault);
      return Buffer.from(turn(secret)).toString('base64');
    },
    async unwrap(wrapped) {
      vault.asked += 1;
      if (vault.fault) throw new VaultError(vault.fault);
      return { secret: turn(new Uint8Array(Buffer.from(wrapped, 'base64'))), stale: vault.stale };
    },
  };
  return vault;
}
