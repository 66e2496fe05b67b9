import { randomUUID } from 'node:crypto';
import type { AgentChoice } from '../../contract/agent.ts';
import { sameAccount } from '../auth/accounts.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import type { AgentAccess } from './access.ts';
import type { AgentMessage } from './frames.ts';
import type { Grants } from './grants.ts';
import { createNonce, isSignedBy, keySignature, type SigningKey } from './keys.ts';
import { type AgentLink, linkTimes } from './link.ts';
import {
  HelloMessage,
  messageAs,
  operationIn,
  PairMessage,
  RequestMessage,
  RevealMessage,
} from './messages.ts';
import type { AllowedPairing, Pairing, PairingProgram } from './pairing.ts';
import {
  type AgentErrorMessage,
  type AgentHello,
  commitmentOf,
  helloText,
  pairingCode,
  pairingText,
  protocolVersion,
  requestProof,
} from './protocol.ts';
import { AgentRefusal } from './refusals.ts';
import type { AgentRequests } from './requests.ts';

/** How long what is granted for eight hours lasts, ms. */
const eightHours = 8 * 60 * 60_000;

export interface ConversationParts {
  clock: Clock;
  log: Log;
  /** The agent's own key; made when first needed. */
  key: () => Promise<SigningKey>;
  grants: Grants;
  access: Pick<AgentAccess, 'about' | 'choices'>;
  pairing: Pick<Pairing, 'ask'>;
  requests: AgentRequests;
}

/** How a connection stands with the agent: others are closed before one of a known program, or one that is asked about. */
export type Standing = 'stranger' | 'asked' | 'known';

/**
 * Talks with a program until one of both closes the connection. Never rejects.
 * @param onStanding called when it is another one
 */
export async function converse(
  link: AgentLink,
  parts: ConversationParts,
  onStanding: (standing: Standing) => void,
): Promise<void> {
  try {
    const key = await parts.key();
    let challenge = await greet(link, key);
    for (;;) {
      const message = await link.next(linkTimes.idle);
      if (message['type'] === 'pair') {
        await pair(link, parts, { agentKey: key.publicKey, message, onShown: () => onStanding('asked') });
        onStanding('stranger');
      } else {
        challenge = await answer(link, parts, { challenge, message, onKnown: () => onStanding('known') });
      }
    }
  } catch (error) {
    if (link.closed.aborted) return;
    const failure = toAppError(error);
    parts.log.debug('a program was refused', { code: failure.code });
    await link.send(errorMessage(failure)).catch(() => undefined);
    link.end();
  }
}

/** The agent shows first who it is: a program tells nothing to another one in its place. */
async function greet(link: AgentLink, key: SigningKey): Promise<string> {
  const { versions, nonce } = messageAs(HelloMessage, await link.next(linkTimes.answer));
  if (!versions.includes(protocolVersion))
    throw new AgentRefusal(
      'agent-version',
      `This MAX Desk speaks version ${protocolVersion} of the protocol only.`,
      'Use a version of the program that fits this MAX Desk.',
    );
  const challenge = createNonce();
  const hello: AgentHello = {
    type: 'hello',
    version: protocolVersion,
    publicKey: key.publicKey,
    signature: keySignature(helloText(nonce, challenge), key),
    challenge,
  };
  await link.send(hello);
  return challenge;
}

/** Neither side can choose its nonce by the other's, so nobody in between finds two that give the same code. */
async function pair(
  link: AgentLink,
  { clock, grants, access, pairing }: ConversationParts,
  { agentKey, message, onShown }: { agentKey: string; message: AgentMessage; onShown: () => void },
): Promise<void> {
  const { name, path, publicKey, commitment } = messageAs(PairMessage, message);
  async function prove(): Promise<PairingProgram> {
    const agentNonce = createNonce();
    await link.send({ type: 'nonce', nonce: agentNonce });
    const { nonce, signature } = messageAs(RevealMessage, await link.next(linkTimes.answer));
    const facts = { agentKey, publicKey, agentNonce, nonce, name, path };
    if (
      commitmentOf(nonce, publicKey) !== commitment ||
      !isSignedBy(publicKey, pairingText(facts), signature)
    )
      throw notProven();
    return { name, path, code: pairingCode(facts) };
  }
  const allowed = await pairing.ask(prove, {
    signal: link.closed,
    onShown() {
      onShown();
      link.send({ type: 'asking' }).catch(link.close);
    },
  });
  const about = await access.about(allowed.connectionId);
  if (!about || !isAmong(await access.choices(), allowed))
    throw new AppError('sign-in-needed', 'The account is not signed in to MAX Desk any more.');
  link.closed.throwIfAborted();
  const now = clock.now();
  const { right, term } = allowed;
  const until = term === 'eight-hours' ? now + eightHours : null;
  const id = randomUUID();
  await grants.add({ id, publicKey, ...allowed, ...about, until, pairedAt: now, lastUsed: null });
  await link.send({ type: 'paired', id, right, term, until });
}

/** The account may sign out while the user is asked: its sign-out could not take a grant that was not there yet. */
function isAmong(choices: readonly AgentChoice[], { connectionId, accountId }: AllowedPairing): boolean {
  return choices.some((each) => each.connectionId === connectionId && sameAccount(each.accountId, accountId));
}

interface Asking {
  challenge: string;
  message: AgentMessage;
  onKnown: () => void;
}

/** Returns the next challenge: each is good for one request. */
async function answer(
  link: AgentLink,
  { grants, requests }: ConversationParts,
  { challenge, message, onKnown }: Asking,
): Promise<string> {
  const { publicKey, request, signature } = messageAs(RequestMessage, message);
  if (!isSignedBy(publicKey, requestProof(challenge, request), signature)) throw notProven();
  const grant = await grants.find(publicKey);
  onKnown();
  const next = createNonce();
  const last = await requests
    .run(grant, operationIn(request), link)
    .catch((error: unknown) => errorMessage(toAppError(error)));
  await link.send({ ...last, challenge: next });
  return next;
}

function notProven(): AppError {
  return new AppError('forbidden', 'The signature does not fit.', {
    hint: 'Sign the challenge of this connection with the key of the program, as docs/agent.md of MAX Desk says.',
  });
}

function errorMessage(failure: AppError): AgentErrorMessage {
  const { code, message, hint } = failure;
  if (!(failure instanceof AgentRefusal)) return { type: 'error', code, message, hint };
  const { refusal, seconds } = failure;
  return { type: 'error', code: refusal, message, hint, ...(seconds === undefined ? {} : { seconds }) };
}
