import type { AgentProgram } from '../../contract/agent.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import {
  type AgentGrant,
  type GrantEnding,
  type KeptGrants,
  readGrants,
  writeGrants,
} from './kept-grants.ts';
import { grantEnded } from './refusals.ts';

/** Of ended grants, so that a program can be told; older ones are not known any more. */
const mostEnded = 200;
/** What was used is written to the disk and shown this much later at most, ms. */
const notingInterval = 60_000;

export interface GrantsParts {
  /** Asked for the first time when there is something to read or to keep (R24). */
  store: () => SealedStore;
  clock: Clock;
  /** Called after every change of `programs()`. */
  onChange: () => void;
}

export type Grants = ReturnType<typeof createGrants>;

/** What programs have been granted, one grant a key, sealed on the disk. */
export function createGrants({ store, clock, onChange }: GrantsParts) {
  let kept: KeptGrants = { grants: [], ended: [] };
  let loading: Promise<void> | undefined;
  let isRead = false;
  const underWay = createUnderWay();
  const noting = createNoting(clock);

  async function read(): Promise<void> {
    const found = await readGrants(store());
    if (found === undefined) {
      // Locked: looked at again at the next question.
      loading = undefined;
      return;
    }
    isRead = true;
    const meanwhile = kept;
    kept = merged(found, meanwhile);
    onChange();
    if (meanwhile.grants.length + meanwhile.ended.length > 0) await writeGrants(store(), kept);
  }

  function change(grants: AgentGrant[], ended = kept.ended): Promise<void> {
    kept = { grants, ended: ended.slice(-mostEnded) };
    onChange();
    // What could not be read must not be overwritten.
    return isRead ? writeGrants(store(), kept) : Promise.resolve();
  }

  const isOver = ({ until }: AgentGrant) => until !== null && until <= clock.now();

  /** Ends all that are meant; what is under way by them fails at once, the disk follows. */
  async function end(isMeant: (grant: AgentGrant) => boolean, why: GrantEnding): Promise<void> {
    const meant = kept.grants.filter(isMeant);
    if (meant.length === 0) return;
    const at = clock.now();
    const changed = change(
      kept.grants.filter((grant) => !meant.includes(grant)),
      [...kept.ended, ...meant.map(({ publicKey }) => ({ publicKey, why, at }))],
    );
    for (const { id } of meant) underWay.stop(id, why);
    await changed;
  }

  function load(): Promise<void> {
    loading ??= read();
    return loading;
  }

  return {
    /** Reads what is on the disk, once. */
    load,
    /** The grant of this key. Throws `agent-withdrawn` if it has ended, `agent-refused` if there was none. */
    async find(publicKey: string): Promise<AgentGrant> {
      await load();
      await end(isOver, 'expired');
      const grant = kept.grants.find((each) => each.publicKey === publicKey);
      if (grant) return grant;
      const ended = kept.ended.findLast((each) => each.publicKey === publicKey);
      if (ended) throw grantEnded(ended.why);
      throw new AppError('agent-refused', 'This program is not paired with MAX Desk.');
    },
    /** Aborted with the reason when the grant ends. */
    ending: ({ id }: AgentGrant): AbortSignal =>
      kept.grants.some((each) => each.id === id)
        ? underWay.signal(id)
        : AbortSignal.abort(grantEnded('withdrawn')),
    /** Keeps it instead of an earlier one of the same key. */
    async add(grant: AgentGrant): Promise<void> {
      await load();
      const isOther = (each: { publicKey: string }) => each.publicKey !== grant.publicKey;
      for (const each of kept.grants) if (!isOther(each)) underWay.stop(each.id, 'withdrawn');
      await change([...kept.grants.filter(isOther), grant], kept.ended.filter(isOther));
    },
    /** Notes that it was used just now. Neither the disk nor the page hears of each use. */
    noteUse({ id }: AgentGrant): void {
      const lastUsed = clock.now();
      const grants = kept.grants.map((each) => (each.id === id ? { ...each, lastUsed } : each));
      if (noting.isNews(id)) void change(grants);
      else kept = { ...kept, grants };
    },
    end,
    /** Without those that are over, the latest pairing first. */
    programs: () => shownPrograms(kept.grants.filter((grant) => !isOver(grant))),
  };
}

/** What was granted while the disk could not be read is the later one. */
function merged(disk: KeptGrants, { grants, ended }: KeptGrants): KeptGrants {
  const later = new Set([...grants, ...ended].map(({ publicKey }) => publicKey));
  const isEarlier = ({ publicKey }: { publicKey: string }) => !later.has(publicKey);
  return {
    grants: [...disk.grants.filter(isEarlier), ...grants],
    ended: [...disk.ended.filter(isEarlier), ...ended],
  };
}

/** What is under way by a grant ends with it. */
function createUnderWay() {
  const running = new Map<string, AbortController>();
  return {
    signal(id: string): AbortSignal {
      const controller = running.get(id) ?? new AbortController();
      running.set(id, controller);
      return controller.signal;
    },
    stop(id: string, why: GrantEnding): void {
      running.get(id)?.abort(grantEnded(why));
      running.delete(id);
    },
  };
}

function shownPrograms(grants: readonly AgentGrant[]): AgentProgram[] {
  return grants.map(shownProgram).reverse();
}

function shownProgram(grant: AgentGrant): AgentProgram {
  const { publicKey, connectionId, identityId, accountId, simulated, ...program } = grant;
  return program;
}

/** Which uses are written and shown. */
function createNoting(clock: Clock) {
  const noted = new Map<string, number>();
  return {
    isNews(id: string): boolean {
      const now = clock.steady();
      const isNews = now - (noted.get(id) ?? Number.NEGATIVE_INFINITY) >= notingInterval;
      if (isNews) noted.set(id, now);
      return isNews;
    },
  };
}
