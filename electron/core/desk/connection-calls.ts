import type { HandlersOf } from '../../contract/calls.ts';
import type { ConnectionText } from '../connection/known-connections.ts';
import type { Connections } from '../connections.ts';
import type { TokenCopy } from '../token-copy.ts';
import type { Workplace } from '../workplace.ts';

export interface ConnectionCallsParts {
  connections: Connections;
  /** Throws `configuration` where there is no connection. */
  current: () => Workplace;
  tokenCopy: TokenCopy;
  /** Lets the person choose a connection file; undefined when they think better of it. */
  chooseConnectionFile: () => Promise<ConnectionText | undefined>;
}

/** The calls about the connections that there are; those by which they come are `createSetups`'. */
export function createConnectionCalls(parts: ConnectionCallsParts): HandlersOf<'connections'> {
  const { connections, current, tokenCopy } = parts;
  return {
    async setSubscriptionKey({ key }) {
      const here = current();
      await here.setSubscriptionKey(key.trim());
      connections.forgetGivenKey(here);
    },
    switchConnection: ({ id }) => connections.switchTo(id),
    changeConnection: ({ id, color }) => connections.paint(id, color),
    // What was copied may be of whoever was signed in there (R30).
    async removeConnection({ id }) {
      const cleared = tokenCopy.clear();
      await connections.remove(id);
      await cleared;
    },
    async openConnectionFile() {
      const file = await parts.chooseConnectionFile();
      if (file) await connections.open(file, { remember: true });
    },
  };
}
