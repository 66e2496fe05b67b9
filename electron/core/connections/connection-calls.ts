import type { TokenCopy } from '../clipboard/token-copy.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import type { Slice } from '../desk/slices.ts';
import { AppError } from '../errors.ts';
import { simulatorIsOff } from '../settings/policy-source.ts';
import type { Workplace } from '../workplace.ts';
import type { Connections } from './connections.ts';

interface Neighbours {
  connections: Connections;
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  tokenCopy: Pick<TokenCopy, 'clear'>;
}

/** The known connections; `createSetups` handles adding them. */
export function createConnectionCalls(
  { policy, dialogs, startSimulator }: Pick<DeskPorts, 'policy' | 'dialogs' | 'startSimulator'>,
  { connections, current, tokenCopy }: Neighbours,
): Slice<'connections', 'simulator'> {
  return {
    state: () => ({ simulator: policy.simulator && startSimulator !== undefined }),
    calls: {
      async setSubscriptionKey({ key }) {
        await connections.assertAgreed();
        const here = current();
        await here.subscriptionKey.set(key.trim());
        connections.removeGivenKey(here);
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
        const file = await dialogs.chooseConnectionFile();
        if (file) await connections.open(file, { remember: true });
      },
      /** Throws `managed` if the organisation forbids it, `configuration` if the package does not include it. */
      async exploreSimulator() {
        if (!policy.simulator) throw simulatorIsOff();
        if (!startSimulator)
          throw new AppError('configuration', 'This installation has no simulated service.');
        await connections.use(await startSimulator());
      },
    },
  };
}
