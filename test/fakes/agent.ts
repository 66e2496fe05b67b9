import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import type { AgentProgram, AgentRequest } from '../../electron/contract/agent.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { AgentRight, GrantTerm } from '../../electron/contract/names.ts';
import { type AgentMessage, createFrameReader, encodeFrame } from '../../electron/core/agent/frames.ts';
import { createSigningKey, keySignature, type SigningKey } from '../../electron/core/agent/keys.ts';
import {
  type AgentOperation,
  commitmentOf,
  pairingCode,
  pairingText,
  requestProof,
} from '../../electron/core/agent/protocol.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { type DeskFakes, deskPorts } from './desk.ts';
import { fakeKeyValue, fakeLog, fakeVault } from './ports.ts';
import type { Simulator } from './simulator.ts';
import { systemBrowser } from './system-browser.ts';

/** The core of a window whose agent is switched on, in a folder of its own. */
export interface AgentWindow {
  desk: Desk;
  folder: string;
  socket: string;
  secrets: ReturnType<typeof fakeKeyValue>;
  log: ReturnType<typeof fakeLog>;
  state(): DeskState;
  /** Waits for the question, and answers it. */
  allow(choice?: { right?: AgentRight; term?: GrantTerm; account?: string }): Promise<AgentRequest>;
  refuse(): Promise<void>;
  /** Waits for a question. */
  asked(): Promise<AgentRequest>;
  programs(): AgentProgram[];
  signIn(person: string): Promise<void>;
  close(): void;
}

interface WindowOptions {
  /** What is on the disk already. */
  secrets?: ReturnType<typeof fakeKeyValue>;
  folder?: string;
  parts?: Partial<DeskFakes>;
  /** Who is signed in, one after the other. */
  people?: readonly string[];
}

/** A window on this simulator that listens. */
export async function agentWindow(
  simulator: Simulator,
  {
    folder = mkdtempSync(path.join(tmpdir(), 'max-desk-agent-')),
    parts = {},
    secrets = fakeKeyValue(),
    people = ['Sam Sample'],
  }: WindowOptions = {},
): Promise<AgentWindow> {
  const window = openWindow(folder, secrets, parts);
  await window.desk.open(
    { text: JSON.stringify(simulator.connection), origin: '/files/max.json' },
    { remember: true, subscriptionKey: simulator.subscriptionKey },
  );
  for (const person of people) await window.signIn(person);
  window.desk.handlers.changeSettings({ agent: true });
  await vi.waitFor(() => {
    if (window.state().agent.phase === 'off') throw new Error('The agent is not up yet.');
  });
  return window;
}

function openWindow(
  folder: string,
  secrets: ReturnType<typeof fakeKeyValue>,
  parts: Partial<DeskFakes>,
): AgentWindow {
  const log = fakeLog();
  const socket = path.join(folder, 'max-desk', 'agent.sock');
  let press = '';
  const browser = systemBrowser({
    get press() {
      return press;
    },
  });
  const desk = createDesk(
    deskPorts({
      log,
      secrets: (events) => createSealedStore({ ...events, keyValue: secrets, vault: fakeVault(), log }),
      browser: (url) => browser.open(url),
      agentSocket: () => socket,
      ...parts,
    }),
  );
  const state = () => desk.state();
  const asked = () =>
    vi.waitFor(() => {
      const { request } = state().agent;
      if (!request) throw new Error('Nobody is asked about.');
      return request;
    });
  let isFirst = true;
  return {
    desk,
    folder,
    socket,
    secrets,
    log,
    state,
    asked,
    async allow({ right = 'token', term = 'until-withdrawn', account } = {}) {
      const request = await asked();
      const choice = request.choices.find((each) => account === undefined || each.account === account);
      if (!choice) throw new Error(`There is no account "${account}".`);
      const { connectionId, accountId } = choice;
      await desk.handlers.grantProgram({ id: request.id, connectionId, accountId, right, term });
      return request;
    },
    async refuse() {
      await desk.handlers.refuseProgram({ id: (await asked()).id });
    },
    programs: () => state().agent.programs,
    async signIn(person) {
      press = `Continue as ${person}`;
      await (isFirst ? desk.handlers.signIn(undefined) : desk.handlers.addAccount(undefined));
      isFirst = false;
    },
    close() {
      desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A program that says what a test wants it to say, in the right frames or in wrong ones. */
export interface TestProgram {
  socket: Socket;
  key: SigningKey;
  /** The last challenge, and what else the hello said. */
  hello: AgentMessage;
  send(message: object): void;
  next(): Promise<AgentMessage>;
  /** The message that a request would be sent as. */
  requestOf(operation: AgentOperation | string, challenge?: string): object;
  ask(operation: AgentOperation): Promise<AgentMessage>;
  /** Says all of a pairing but waits for no answer of the user; returns the code. */
  pair(name?: string): Promise<string>;
  /** Resolves when the connection is closed. */
  closed: Promise<void>;
  end(): void;
}

/** Connects without a word. */
export function testProgram(socketPath: string, key = createSigningKey()): TestProgram {
  const socket = createConnection(socketPath);
  const arrived: AgentMessage[] = [];
  let wake = Promise.withResolvers<void>();
  let isClosed = false;
  const reader = createFrameReader((message) => void arrived.push(message));
  const stir = () => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  socket.on('data', (chunk) => {
    reader.push(chunk);
    stir();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      isClosed = true;
      stir();
      resolve();
    }),
  );
  const program: TestProgram = {
    socket,
    key,
    hello: {},
    closed,
    send: (message) => void socket.write(encodeFrame(message)),
    async next() {
      for (;;) {
        const message = arrived.shift();
        if (message) return message;
        if (isClosed) return { type: 'closed' };
        await wake.promise;
      }
    },
    requestOf(operation, challenge = String(program.hello['challenge'])) {
      const request = typeof operation === 'string' ? operation : JSON.stringify(operation);
      const signature = keySignature(requestProof(challenge, request), key);
      return { type: 'request', publicKey: key.publicKey, request, signature };
    },
    async ask(operation) {
      program.send(program.requestOf(operation));
      const answer = await program.next();
      if (answer['challenge'] !== undefined)
        program.hello = { ...program.hello, challenge: answer['challenge'] };
      return answer;
    },
    async pair(name = 'Test') {
      const nonce = randomBytes(32).toString('base64url');
      const { publicKey } = key;
      const path = '/opt/test';
      program.send({ type: 'pair', name, path, publicKey, commitment: commitmentOf(nonce, publicKey) });
      const answer = await program.next();
      if (answer['type'] !== 'nonce') {
        // It is not asked about: whoever waits for the answer gets this one.
        arrived.unshift(answer);
        return '';
      }
      const agentNonce = String(answer['nonce']);
      const facts = {
        agentKey: String(program.hello['publicKey']),
        publicKey,
        agentNonce,
        nonce,
        name,
        path,
      };
      program.send({ type: 'reveal', nonce, signature: keySignature(pairingText(facts), key) });
      return pairingCode(facts);
    },
    end: () => void socket.destroy(),
  };
  return program;
}

/** The same after both have said hello. */
export async function greetedProgram(socketPath: string, key?: SigningKey): Promise<TestProgram> {
  const program = testProgram(socketPath, key);
  program.send({ type: 'hello', versions: [1], nonce: randomBytes(32).toString('base64url') });
  program.hello = await program.next();
  return program;
}

/** A program that has been granted this. */
export async function pairedProgram(
  window: AgentWindow,
  choice: Parameters<AgentWindow['allow']>[0] = {},
): Promise<TestProgram> {
  const program = await greetedProgram(window.socket);
  await program.pair();
  await window.allow(choice);
  await program.next();
  const paired = await program.next();
  if (paired['type'] !== 'paired') throw new Error(`It was not paired: ${paired['type']}`);
  return program;
}
