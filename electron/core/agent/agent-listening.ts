import type { AgentState } from '../../contract/agent.ts';
import { toFailure } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { AgentListener } from './listener.ts';

type Listening = Pick<AgentState, 'phase' | 'socket' | 'problem'>;
const off: Listening = { phase: 'off', socket: null, problem: null };

/** How often to look whether the other window is gone, ms. */
const lookingInterval = 60_000;

interface ListeningParts {
  clock: Clock;
  log: Log;
  /** The path of the socket. Throws AppError. */
  socket: () => string;
  /** Undefined where another window serves. Throws AppError. */
  listen: (socket: string) => Promise<AgentListener>;
  /** Called after every change of `state()`. */
  onChange: () => void;
}

/** Opens and closes the socket, one after the other. */
export function createAgentListening({ clock, log, socket, listen, onChange }: ListeningParts) {
  let state = off;
  let isWanted = false;
  let listener: AgentListener;
  let stopLooking: () => void = () => undefined;
  const inTurn = createQueue();

  function show(next: Listening): void {
    state = next;
    onChange();
  }

  async function open(): Promise<void> {
    stopLooking();
    if (!isWanted || listener) return;
    try {
      const path = socket();
      listener = await listen(path);
      show(listener ? { phase: 'listening', socket: path, problem: null } : { ...off, phase: 'elsewhere' });
      if (!listener) stopLooking = clock.later(lookingInterval, () => void inTurn(open));
    } catch (error) {
      const problem = toFailure(error);
      log.warn('the agent cannot listen', { code: problem.code, reason: problem.details['text'] });
      show({ ...off, phase: 'failed', problem });
    }
  }

  async function end(): Promise<void> {
    if (isWanted) return;
    await listener?.close();
    listener = undefined;
    show(off);
  }

  return {
    state: () => state,
    start(): void {
      isWanted = true;
      void inTurn(open);
    },
    stop(): void {
      isWanted = false;
      void inTurn(end);
    },
    /** At once: the process may end. The socket goes with it. */
    close(): void {
      isWanted = false;
      void listener?.close();
    },
    /** The other window, or what was in the way, may be gone. */
    tryAgain(): void {
      if (isWanted) void inTurn(open);
    },
  };
}
