import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Connections } from '../connections/connections.ts';
import type { ConnectionText } from '../connections/known-connections.ts';
import { AppError } from '../errors.ts';
import type { Policy } from '../settings/policy.ts';
import type { TokenCopy } from '../token-copy.ts';
import type { ConnectionChoice, Workplace } from '../workplace.ts';

export interface ConnectionCallsParts {
  connections: Connections;
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  tokenCopy: TokenCopy;
  policy: Pick<Policy, 'simulator'>;
  /** Lets the user choose a connection file; undefined when the user cancels. */
  chooseConnectionFile: () => Promise<ConnectionText | undefined>;
  /** Absent if the package does not include it. */
  startSimulator?: (() => Promise<ConnectionChoice>) | undefined;
}

/** The known connections; `createSetups` handles adding them. */
export interface ConnectionCalls {
  calls: HandlersOf<'connections'>;
  state(): Pick<DeskState, 'simulator'>;
}

export function createConnectionCalls(parts: ConnectionCallsParts): ConnectionCalls {
  const { connections, current, tokenCopy, policy, startSimulator } = parts;
  return {
    state: () => ({ simulator: policy.simulator && startSimulator !== undefined }),
    calls: {
      async setSubscriptionKey({ key }) {
        const here = current();
        await here.setSubscriptionKey(key.trim());
        connections.forgetGivenKey(here);
      },
      switchConnection: ({ id }) => connections.switchTo(id),
      changeConnection: ({ id, color }) => connections.paint(id, color),
      // The clipboard may hold data of an account that was signed in there (R30).
      async removeConnection({ id }) {
        const cleared = tokenCopy.clear();
        await connections.remove(id);
        await cleared;
      },
      async openConnectionFile() {
        const file = await parts.chooseConnectionFile();
        if (file) await connections.open(file, { remember: true });
      },
      /** Throws `managed` if the organisation forbids it, `configuration` if the package does not include it. */
      async exploreSimulator() {
        if (!policy.simulator)
          throw new AppError('managed', 'Your organisation has switched the simulated service off.', {
            details: { key: 'simulator' },
          });
        if (!startSimulator)
          throw new AppError('configuration', 'This installation has no simulated service.');
        await connections.use(await startSimulator());
      },
    },
  };
}
