import { type SigningKey, signingKeyOf, signingKeyText } from '../../core/agent/keys.ts';
import { agentPairingEntry } from '../../core/connection/stored-entries.ts';
import { isRecord, jsonIn } from '../../core/json.ts';
import type { Context } from '../context.ts';

/** How this command line is known to the window, and the window to it. */
export interface AgentPairing {
  key: SigningKey;
  /** The public key of the window's agent. */
  agentKey: string;
  socket: string;
}

/** Undefined if there is none. Throws `storage`, `storage-locked`. */
export async function readPairing({ home }: Pick<Context, 'home'>): Promise<AgentPairing | undefined> {
  const { store, assertKept } = home();
  const text = await store.read(agentPairingEntry);
  if (text === undefined) assertKept();
  const pairing = pairingIn(text);
  if (text !== undefined && !pairing) await store.discard(agentPairingEntry);
  return pairing;
}

function pairingIn(text: string | undefined): AgentPairing | undefined {
  const json = jsonIn(text);
  if (!isRecord(json)) return undefined;
  const { key, agentKey, socket } = json;
  if (typeof key !== 'string' || typeof agentKey !== 'string' || typeof socket !== 'string') return undefined;
  try {
    return { key: signingKeyOf(key), agentKey, socket };
  } catch {
    return undefined;
  }
}

/** Throws `storage`, `storage-locked`. */
export async function keepPairing(
  { home }: Pick<Context, 'home'>,
  { key, agentKey, socket }: AgentPairing,
): Promise<void> {
  const { store, assertKept } = home();
  await store.write(agentPairingEntry, JSON.stringify({ key: signingKeyText(key), agentKey, socket }));
  assertKept();
}

/** Throws `storage`. */
export async function removePairing({ home }: Pick<Context, 'home'>): Promise<void> {
  const { store, assertKept } = home();
  await store.remove(agentPairingEntry);
  assertKept();
}
