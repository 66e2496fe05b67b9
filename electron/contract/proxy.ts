/** A proxy that wants a user name and a password. */
import { z } from 'zod';
import { type CallsOf, done, nothing } from './shapes.ts';

/**
 * A proxy that has asked for a user name and a password in this run, as `host:port`. While it is `asking` a person is to answer;
 * `rejected` says that the last answer, or what was kept, was wrong.
 */
export const ProxyState = z.object({
  address: z.string(),
  phase: z.enum(['asking', 'trying', 'declined', 'signed-in']),
  rejected: z.boolean(),
});
export type ProxyState = z.output<typeof ProxyState>;

export const proxyCalls = {
  /** The user name and the password for the proxy that asks. They go to that proxy, and into the store of secrets, only. */
  answerProxy: {
    input: z.object({ user: z.string().min(1).max(256), password: z.string().max(1_024) }),
    output: done,
  },
  declineProxy: { input: nothing, output: done },
  /** Has the proxy's question asked once more. */
  askProxyAgain: { input: nothing, output: done },
  /** Forgets the user names and passwords of all proxies. */
  forgetProxies: { input: nothing, output: done },
} satisfies CallsOf<'proxy'>;
