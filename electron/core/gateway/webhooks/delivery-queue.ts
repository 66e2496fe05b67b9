/** What is to be sent to a receiver. */
export interface Delivery {
  /** For the receiver to know a second delivery of the same by. */
  id: string;
  unit: string;
  body: string;
}

/** Failed attempts, and when the next one may be made, ms of the steady clock. */
interface Waiting {
  delivery: Delivery;
  attempts: number;
  notBefore: number;
}

/** A delivery that was taken to be sent. */
export interface Attempt {
  delivery: Delivery;
  /** Counts from 1 on. */
  number: number;
}

/**
 * What waits for a receiver, in the order in which it came. Of a unit only the oldest may be taken, so that its next one waits for
 * it; those of other units pass. The oldest that is not being sent gives way to a new one beyond `limit`.
 */
export function createDeliveryQueue(limit: number) {
  /** By unit, the oldest first. A unit that was served goes to the end. */
  const chains = new Map<string, Waiting[]>();
  /** In the order in which they came. */
  const all = new Map<string, Waiting>();
  const taken = new Set<string>();

  function removed(waiting: Waiting): void {
    const { id, unit } = waiting.delivery;
    all.delete(id);
    const rest = (chains.get(unit) ?? []).filter((each) => each !== waiting);
    chains.delete(unit);
    if (rest.length > 0) chains.set(unit, rest);
  }

  /** The oldest of each unit that is not being sent. */
  function* heads(): Generator<Waiting> {
    for (const [head] of chains.values()) if (head && !taken.has(head.delivery.id)) yield head;
  }

  return {
    size: () => all.size,
    /** Adds one; returns the one that had to give way. */
    add(delivery: Delivery): Delivery | undefined {
      const waiting = { delivery, attempts: 0, notBefore: 0 };
      all.set(delivery.id, waiting);
      const chain = chains.get(delivery.unit);
      if (chain) chain.push(waiting);
      else chains.set(delivery.unit, [waiting]);
      if (all.size <= limit) return undefined;
      const oldest = first(all.values(), ({ delivery: { id } }) => !taken.has(id));
      if (oldest) removed(oldest);
      return oldest?.delivery;
    },
    /** The next one to be sent, which `done` or `failed` gives back. @param now ms of the steady clock */
    take(now: number): Attempt | undefined {
      for (const head of heads()) {
        if (head.notBefore > now) continue;
        taken.add(head.delivery.id);
        return { delivery: head.delivery, number: head.attempts + 1 };
      }
      return undefined;
    },
    /** It was received: the next one of its unit may go. */
    done({ id }: Delivery): void {
      const waiting = all.get(id);
      taken.delete(id);
      if (waiting) removed(waiting);
    },
    /** It stays the oldest of its unit, and is not taken before this time, ms of the steady clock. */
    failed({ id }: Delivery, notBefore: number): void {
      const waiting = all.get(id);
      taken.delete(id);
      if (waiting) Object.assign(waiting, { attempts: waiting.attempts + 1, notBefore });
    },
    /** When the next one may be taken, ms of the steady clock; undefined if nothing waits for its time. */
    nextAt(): number | undefined {
      let next: number | undefined;
      for (const { notBefore } of heads()) next = Math.min(next ?? notBefore, notBefore);
      return next;
    },
    /** Removes all, and returns what it was. */
    clear(): Delivery[] {
      const ended = [...all.values()].map(({ delivery }) => delivery);
      all.clear();
      chains.clear();
      taken.clear();
      return ended;
    },
  };
}

function first<T>(all: Iterable<T>, isIt: (each: T) => boolean): T | undefined {
  for (const each of all) if (isIt(each)) return each;
  return undefined;
}
