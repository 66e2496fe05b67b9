/** A proxy that requires a user name and a password. */
import { z } from 'zod';
import { type CallsOf, done, nothing } from './shapes.ts';

/**
 * The proxy (`host:port`) that has asked for credentials in this run. While it is `asking`, the user must answer;
 * `rejected` means that the last or the stored credentials were wrong.
 */
export const ProxyState = z.object({
  address: z.string(),
  phase: z.enum(['asking', 'trying', 'declined', 'signed-in']),
  rejected: z.boolean(),
});
export type ProxyState = z.output<typeof ProxyState>;

export const proxyCalls = {
  /** Credentials for the proxy that is asking. They go only to that proxy and into the secret store. */
  answerProxy: {
    input: z.object({ user: z.string().min(1).max(256), password: z.string().max(1_024) }),
    output: done,
  },
  declineProxy: { input: nothing, output: done },
  /** Asks again after the user has declined. */
  askProxyAgain: { input: nothing, output: done },
  /** Forgets the credentials of all proxies. */
  forgetProxies: { input: nothing, output: done },
} satisfies CallsOf<'proxy'>;
