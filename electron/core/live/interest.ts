/** Which units somebody wants to hear of. */
export interface Interest {
  wanted(): ReadonlySet<string>;
  follow(ids: readonly string[] | 'all'): void;
  /** A list is complete: these are all there are. */
  listed(ids: ReadonlySet<string>): void;
  /** Somebody else's units are others: forgets them all. */
  forget(): void;
  /** To be called when `alwaysFollow` may say something else. */
  refresh(): void;
  followsAll(): boolean;
  /** Whether it is known what is shown; of an empty list nothing is. */
  isTold(): boolean;
  /** Whether there is a list to show something of. */
  isListed(): boolean;
  /** Resolves when it is known what `wanted` is: for all of them the list has to be there. */
  ready(): Promise<void>;
}

/** @param onChange called after every change of `wanted` */
export function createInterest(alwaysFollow: () => readonly string[], onChange: () => void): Interest {
  /** Undefined until the window says what it shows. */
  let followed: readonly string[] | 'all' | undefined;
  let list: ReadonlySet<string> | undefined;
  let wanted: ReadonlySet<string> = new Set();
  let ready = Promise.withResolvers<void>();
  let isReady = false;

  function refresh(): void {
    const shown = followed === 'all' ? (list ?? []) : (followed ?? []);
    wanted = new Set([...shown, ...alwaysFollow()]);
    const known = followed !== 'all' || list !== undefined;
    if (known) ready.resolve();
    // Whoever waits already must not be left waiting.
    else if (isReady) ready = Promise.withResolvers();
    isReady = known;
    onChange();
  }

  return {
    wanted: () => wanted,
    refresh,
    followsAll: () => followed === 'all',
    isListed: () => list !== undefined,
    isTold: () => followed !== undefined || list?.size === 0,
    ready: () => ready.promise,
    follow(ids) {
      followed = ids;
      refresh();
    },
    listed(ids) {
      list = ids;
      refresh();
    },
    forget() {
      list = undefined;
      if (followed !== 'all') followed = undefined;
      refresh();
    },
  };
}
