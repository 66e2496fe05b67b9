/** What "max-desk agent" does. */
import { createNonce, createSigningKey, keySignature, type SigningKey } from '../../core/agent/keys.ts';
import {
  type AgentStatus,
  commitmentOf,
  type GrantFacts,
  pairingCode,
  pairingText,
} from '../../core/agent/protocol.ts';
import { agentSocketPath } from '../../core/agent/socket-place.ts';
import { AppError, toAppError } from '../../core/errors.ts';
import { stateFolder } from '../../core/storage/state-folder.ts';
import type { Context } from '../context.ts';
import { sayLine } from '../output.ts';
import { printRows } from '../rows.ts';
import type { Columns, RowFormat } from '../table.ts';
import { createAgentClient } from './agent-client.ts';
import { type AgentConnection, connectToAgent } from './agent-connection.ts';
import { type AgentPairing, keepPairing, readPairing, removePairing } from './pairing-store.ts';

/** From the first message of a pairing until the user is asked, ms. */
const proofLimit = 10_000;

/**
 * Asks the user in the window for access, and keeps the key. Throws `agent-unavailable`, `agent-refused`, `sign-in-needed`,
 * `storage`, `storage-locked`.
 */
export async function pairWithWindow(context: Context, name: string): Promise<void> {
  // Before anybody is asked.
  await context.home().assertUsable();
  const key = (await readPairing(context))?.key ?? createSigningKey();
  const socket = agentSocketPath(context.env, stateFolder);
  const connection = await connectToAgent(socket, context.signal);
  try {
    const granted = await ask(connection, key, { name, clock: context.clock });
    await keepPairing(context, { key, agentKey: connection.agentKey, socket });
    context.tell(`Allowed: ${rightText(granted)}, ${untilText(granted)}.`);
  } finally {
    connection.close();
  }
}

/** The code is shown on both sides: only the user can tell that they are the same. */
async function ask(
  connection: AgentConnection,
  key: SigningKey,
  { name, clock }: { name: string; clock: Context['clock'] },
): Promise<GrantFacts> {
  // An agent asks at once: whoever needs longer may be looking for a code that fits.
  const stop = clock.later(proofLimit, connection.close);
  const nonce = createNonce();
  const { publicKey } = key;
  const path = process.argv[1] ?? process.execPath;
  const commitment = commitmentOf(nonce, publicKey);
  connection.send({ type: 'pair', name, path, publicKey, commitment });
  const agentNonce = String((await connection.next())['nonce']);
  const facts = { agentKey: connection.agentKey, publicKey, agentNonce, nonce, name, path };
  connection.send({ type: 'reveal', nonce, signature: keySignature(pairingText(facts), key) });
  await connection.next();
  stop();
  const code = pairingCode(facts);
  // Also with --quiet: without it nobody could compare.
  sayLine(
    `The code is ${code.slice(0, 3)} ${code.slice(3)}. Allow this program in the window of MAX Desk if it shows the same.`,
  );
  return (await connection.next()) as unknown as GrantFacts;
}

/** Throws `agent-refused` if this command line is not paired, and as the agent does. */
export async function printAgentStatus(context: Context, format: RowFormat): Promise<void> {
  const pairing = await paired(context);
  const status = await createAgentClient(pairing, context).status();
  const { connection, account, right, term, until } = status;
  const end = until === null ? null : new Date(until).toISOString();
  const row = {
    connection: { id: connection.id, name: connection.name },
    account: { id: account.id, name: account.name, email: account.email },
    right,
    term,
    until: end,
    socket: pairing.socket,
  };
  const columns: Columns<typeof row> = {
    Connection: (each) => each.connection.name,
    Account: (each) => each.account.email ?? each.account.name,
    May: () => rightText(status),
    Until: () => untilText(status),
  };
  await printRows(context, format, [row], { columns, nothing: '' });
}

/** Gives the access back, and forgets the key. Throws `agent-refused` if this command line is not paired, `storage`. */
export async function forgetPairing(context: Context): Promise<void> {
  const pairing = await paired(context);
  try {
    await createAgentClient(pairing, context).forget();
  } catch (error) {
    const { code } = toAppError(error);
    if (code !== 'agent-unavailable' && code !== 'agent-withdrawn' && code !== 'agent-refused') throw error;
    if (code === 'agent-unavailable')
      context.tell('The window of MAX Desk is not there: take the access back in its settings, too.');
  }
  await removePairing(context);
  context.tell('The access by the window of MAX Desk is given back.');
}

async function paired(context: Context): Promise<AgentPairing> {
  const pairing = await readPairing(context);
  if (pairing) return pairing;
  throw new AppError('agent-refused', 'This command line is not paired with the window of MAX Desk.', {
    hint: 'Run "max-desk agent pair".',
  });
}

function rightText({ right }: Pick<AgentStatus, 'right'>): string {
  return right === 'token' ? 'access token' : 'calls only';
}

function untilText({ term, until }: Pick<AgentStatus, 'term' | 'until'>): string {
  if (until !== null) return `until ${new Date(until).toISOString()}`;
  return term === 'once' ? 'once' : 'until it is taken back';
}
