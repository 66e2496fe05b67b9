import type { AgentRequest } from '../../electron/contract/agent.ts';
import type { DeskStore } from '../desk-store.ts';
import { observable } from '../observable.ts';

/**
 * Which request of a program the dialog shows. Only the person opens it: a dialog that opens by itself would take the next
 * keys of whoever types.
 * @param onLost called with a request that has ended without an answer while the dialog did not show it
 */
export function createProgramRequests(
  desk: Pick<DeskStore, 'state'>,
  onLost: (request: AgentRequest) => void,
) {
  const shown = observable<AgentRequest | null>(null);
  let waiting: AgentRequest | null = null;
  /** The id of the request that the person has answered or is answering. */
  let answered: string | undefined;
  desk.state.subscribe(() => {
    const before = waiting;
    waiting = desk.state.get()?.agent.request ?? null;
    if (before === null || before.id === waiting?.id) return;
    if (before.id !== answered && before.id !== shown.get()?.id) onLost(before);
  });
  return {
    /** It stays after the request has ended, until the person closes the dialog. */
    shown,
    /** Opens the dialog, if a program waits. */
    open: () => shown.set(desk.state.get()?.agent.request ?? null),
    close: () => shown.set(null),
    /** Sends the answer to the request of the dialog; its end is no news then. Rejects as `send` does. */
    async answer(send: (id: string) => Promise<unknown>): Promise<void> {
      const request = shown.get();
      if (request === null) return;
      answered = request.id;
      try {
        await send(request.id);
      } catch (error) {
        answered = undefined;
        throw error;
      }
    },
  };
}
