import { z } from 'zod';
import { agentRights, grantTerms } from '../../contract/names.ts';
import { jsonIn } from '../json.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

const entry = 'agent-grants';

const endings = ['withdrawn', 'signed-out', 'used', 'expired'] as const;
/** Why a grant has ended. */
export type GrantEnding = (typeof endings)[number];

const KeptGrant = z.object({
  id: z.string(),
  publicKey: z.string(),
  name: z.string(),
  path: z.string(),
  connectionId: z.string(),
  identityId: z.string(),
  connection: z.string(),
  accountId: z.string(),
  account: z.string(),
  right: z.enum(agentRights),
  term: z.enum(grantTerms),
  until: z.number().nullable(),
  pairedAt: z.number(),
  lastUsed: z.number().nullable(),
  /** Of the simulator, whose accounts end with this run: not kept on the disk. */
  simulated: z.boolean().default(false),
});
/** What a program may do, and for whom. Only its key identifies it. */
export type AgentGrant = z.output<typeof KeptGrant>;

const EndedGrant = z.object({ publicKey: z.string(), why: z.enum(endings), at: z.number() });
const KeptGrants = z.object({ grants: z.array(KeptGrant), ended: z.array(EndedGrant) });
/** The latest are at the end. What has ended is kept so that its program can be told. */
export type KeptGrants = z.output<typeof KeptGrants>;

/**
 * What was kept; undefined while it cannot be read, because the keyring is locked or a newer version has written it. What
 * is not understood stays until it is overwritten.
 */
export async function readGrants(store: SealedStore): Promise<KeptGrants | undefined> {
  const text = store.has(entry) ? await store.read(entry) : undefined;
  // A damaged one is gone after it was read.
  if (text === undefined && store.has(entry)) return undefined;
  const { data } = KeptGrants.safeParse(jsonIn(text));
  if (text !== undefined && !data) store.notUnderstood(entry);
  return data ?? { grants: [], ended: [] };
}

export async function writeGrants(store: SealedStore, { grants, ended }: KeptGrants): Promise<void> {
  const lasting = { ended, grants: grants.filter(({ simulated }) => !simulated) };
  if (lasting.grants.length > 0 || ended.length > 0) await store.write(entry, JSON.stringify(lasting));
  else if (store.has(entry)) await store.remove(entry);
}
