import { randomUUID } from 'node:crypto';
import type { AgentChoice, AgentRequest } from '../../contract/agent.ts';
import type { AgentRight, GrantTerm } from '../../contract/names.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { printable } from '../printable.ts';
import { createAgentQuiet } from './agent-quiet.ts';
import { agentBusy, agentQuiet } from './refusals.ts';

/** How long a program waits for the answer, ms. */
const patience = 120_000;
/** So many programs in a row that nobody has allowed are followed by silence. */
const mostRefusals = 3;

/** A program that asks, with the code that it shows too. */
export interface PairingProgram {
  name: string;
  path: string;
  code: string;
}

/** The answer of the user; `id` is that of the question. */
export interface PairingAnswer {
  id: string;
  connectionId: string;
  accountId: string;
  right: AgentRight;
  term: GrantTerm;
}

/** What the user has allowed a program of this name. */
export type AllowedPairing = AgentChoice &
  Pick<AgentRequest, 'name' | 'path'> &
  Pick<PairingAnswer, 'right' | 'term'>;

/** A program that waits for the answer. */
interface Waiting {
  /** Aborted when the program is gone. */
  signal: AbortSignal;
  /** Called when the user is asked. */
  onShown: () => void;
}

interface PairingParts {
  clock: Clock;
  /** What may be granted. */
  choices: () => Promise<AgentChoice[]>;
  /** Called after every change of `state()`. */
  onChange: () => void;
  /** A program asks: the window may be hidden. */
  onAsked: () => void;
}

interface Asked {
  request: AgentRequest;
  answer: PromiseWithResolvers<AllowedPairing>;
}

export type Pairing = ReturnType<typeof createPairing>;

/**
 * The question whether a program may have access, one at a time. Whoever asks in vain again and again, whether refused,
 * gone or not answered, is heard no more for a while: nobody is worn down to a yes.
 */
export function createPairing({ clock, choices, onChange, onAsked }: PairingParts) {
  let isTaken = false;
  let asked: Asked | undefined;
  let refusals = 0;
  const quiet = createAgentQuiet(clock, onChange);

  function find(id: string): Asked {
    if (asked?.request.id === id) return asked;
    throw new AppError('agent-refused', 'This program does not ask any more.');
  }

  async function put(program: PairingProgram, { signal, onShown }: Waiting): Promise<AllowedPairing> {
    const offered = await choices();
    signal.throwIfAborted();
    if (offered.length === 0)
      throw new AppError('sign-in-needed', 'Nobody is signed in to MAX Desk.', {
        hint: 'Sign in to its window, then try again.',
      });
    const answer = Promise.withResolvers<AllowedPairing>();
    const refuse = () => answer.reject(signal.reason);
    const stopWaiting = clock.later(patience, () => answer.reject(refused('Nobody has answered in time.')));
    signal.addEventListener('abort', refuse, { once: true });
    asked = { answer, request: requestOf(program, offered, clock.now() + patience) };
    onChange();
    onAsked();
    onShown();
    try {
      const decision = await answer.promise;
      refusals = 0;
      return decision;
    } catch (error) {
      noteRefusal();
      throw error;
    } finally {
      stopWaiting();
      signal.removeEventListener('abort', refuse);
      asked = undefined;
      onChange();
    }
  }

  function noteRefusal(): void {
    refusals += 1;
    if (refusals < mostRefusals) return;
    refusals = 0;
    quiet.begin();
  }

  return {
    /**
     * Asks the user about the program that `prove` tells. The place is taken before, and a proof that does not come counts as a
     * refusal: else whoever stands in between could try until the two codes are the same by chance. Throws `agent-refused`,
     * as a refusal of the protocol where another program is asked about or nobody is to be asked now, `sign-in-needed`,
     * what `prove` throws, and the reason of the signal.
     */
    async ask(prove: () => Promise<PairingProgram>, waiting: Waiting): Promise<AllowedPairing> {
      if (isTaken) throw agentBusy();
      const left = quiet.left();
      if (left > 0) throw agentQuiet(left);
      isTaken = true;
      try {
        const program = await prove().catch((error: unknown) => {
          noteRefusal();
          throw error;
        });
        return await put(program, waiting);
      } finally {
        isTaken = false;
      }
    },
    /** Throws `agent-refused` if it does not ask any more, `bad-request` for what it was not offered. */
    allow({ id, connectionId, accountId, right, term }: PairingAnswer): void {
      const { request, answer } = find(id);
      const choice = request.choices.find(
        (each) => each.connectionId === connectionId && each.accountId === accountId,
      );
      if (!choice) throw new AppError('bad-request', 'This account is not among those that were offered.');
      const { name, path } = request;
      answer.resolve({ ...choice, name, path, right, term });
    },
    /** Throws `agent-refused` if it does not ask any more. */
    refuse: (id: string) => find(id).answer.reject(refused('The user of MAX Desk has refused it.')),
    state: (): AgentRequest | null => asked?.request ?? null,
    quiet,
  };
}

function refused(message: string): AppError {
  return new AppError('agent-refused', message);
}

/** The texts come from the program: no control characters, and no other direction of writing. */
function requestOf(
  { name, path, code }: PairingProgram,
  choices: AgentChoice[],
  endsAt: number,
): AgentRequest {
  return {
    id: randomUUID(),
    name: printable(name).trim(),
    path: printable(path).trim(),
    code,
    endsAt,
    choices,
  };
}
