/** A page that was taken over: it makes every call of the contract, with arguments that fit and lead to a host of its own. */

import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { z } from 'zod';
import { type Call, calls } from '../../electron/contract/calls.ts';

/** What the page knows: its own addresses, and what it has read by calls. */
export interface Loot {
  /** Addresses of its own hosts. */
  hosts: readonly string[];
  token: string;
  /** The connection in use, as JSON, and its id. */
  connection: { identity: object; api: object };
  connectionId: string;
}

/** After them nobody is signed in at the connection any more. */
const ending: readonly Call[] = [
  'exploreSimulator',
  'switchConnection',
  'signOut',
  'signOutEverywhere',
  'removeConnection',
];

/** Every call once, in random order; those that end the session come last. */
export function hostileCalls(loot: Loot, random: () => number): { call: Call; args: unknown[] }[] {
  const names = Object.keys(calls) as Call[];
  const shuffled = names
    .map((call) => ({ call, at: random() + (ending.includes(call) ? 1 : 0) }))
    .sort((a, b) => a.at - b.at);
  return shuffled.map(({ call }) => ({ call, args: argumentsOf(call, loot, random) }));
}

/** Arguments that the schema of the call accepts. */
function argumentsOf(call: Call, loot: Loot, random: () => number): unknown[] {
  const { input } = calls[call];
  if (input.safeParse(undefined).success) return [];
  const schema = z.toJSONSchema(input, { unrepresentable: 'any' }) as Schema;
  for (let tries = 0; tries < 100; tries++) {
    const value = fittingValue(schema, '', { loot, random });
    if (input.safeParse(value).success) return [value];
  }
  throw new Error(`No argument for ${call}: add what its texts are like to test/fakes/hostile-page.ts`);
}

interface Schema {
  type?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  propertyNames?: Schema;
  additionalProperties?: Schema;
  items?: Schema;
  minimum?: number;
  maximum?: number;
}

function fittingValue(schema: Schema, name: string, parts: { loot: Loot; random: () => number }): unknown {
  const { loot, random } = parts;
  const oneOf = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)];
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return fittingValue(oneOf(variants) ?? {}, name, parts);
  if (schema.enum) return oneOf(schema.enum);
  if (schema.const !== undefined) return schema.const;
  const { properties = {}, required = [], minimum = 0 } = schema;
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.7;
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? 1, Math.max(minimum, Math.floor(random() * 3)));
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, Math.floor(random() * 3)) }, () =>
        fittingValue(schema.items ?? {}, name, parts),
      );
    case 'object': {
      const keys = (schema.propertyNames?.enum as string[] | undefined) ?? Object.keys(properties);
      const of = (key: string) => properties[key] ?? schema.additionalProperties ?? {};
      const given = keys.filter((key) => required.includes(key) || schema.propertyNames || random() < 0.5);
      return Object.fromEntries(given.map((key) => [key, fittingValue(of(key), key, parts)]));
    }
    default:
      return oneOf(textsFor(name, oneOf(loot.hosts) ?? '', loot));
  }
}

/** Texts for a property of that name, with addresses that have the token in them. */
function textsFor(name: string, host: string, { token, connection, connectionId }: Loot): string[] {
  const address = `${host}/${token.slice(0, 200)}`;
  const { identity, api } = connection;
  const file = (changes: object) => JSON.stringify({ name: 'TK Elevator', ...connection, ...changes });
  const likely: Record<string, string[]> = {
    text: [
      file({ api: { ...api, baseUrl: address } }),
      file({ api: { ...api, hubUrl: address } }),
      file({ identity: { ...identity, authority: host } }),
      file({ api: { ...api, resources: { list: `/..//${token.slice(0, 100)}` }, baseUrl: host } }),
    ],
    protocol: ['b2c', 'oidc'],
    authority: [address, host],
    signInPolicy: ['B2C_1_SignIn'],
    passwordResetPolicy: ['', 'B2C_1_Reset'],
    profileEditPolicy: ['', 'B2C_1_Edit'],
    clientId: ['2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28'],
    scopes: ['openid'],
    redirectPorts: [''],
    employeeClaim: [''],
    baseUrl: [address, host],
    unitsPath: [`/${token.slice(0, 200)}`, '/units'],
    hubUrl: [address, address.replace('http', 'ws'), ''],
    path: [address, `//${host.replace(/^.*:\/\//, '')}/x`, `blob:${address}`, '/units'],
    id: [connectionId, '0', host, 'sign-out'],
    label: ['Sign in', host],
    keys: ['', 'CommandOrControl+K'],
    connection: [connectionId],
    replaces: [connectionId],
    token: [token, address],
    key: ['another-key'],
    value: [address],
    name: ['x', 'Host', 'Location', 'X-Forwarded-Host'],
    copyShortcut: [''],
  };
  return likely[name] ?? [address, host, token.slice(0, 40), 'x'];
}

/** A host that records whoever connects, and says nothing. */
export async function listeningHost(): Promise<{ url: string; arrived: string[]; close(): Promise<void> }> {
  const arrived: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const at = arrived.push('') - 1;
    socket.on('data', (bytes) => {
      arrived[at] += bytes.toString('latin1');
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
