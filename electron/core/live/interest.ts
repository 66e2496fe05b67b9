/** Which units get live updates. */
export interface Interest {
  wanted(): ReadonlySet<string>;
  follow(ids: readonly string[] | 'all'): void;
  /** A list is complete, with these units. */
  listed(ids: ReadonlySet<string>): void;
  /** The account has changed: forgets all units. */
  forget(): void;
  /** To be called when `alwaysFollow` may have changed. */
  refresh(): void;
  followsAll(): boolean;
  /** Whether it is known what is shown: also for an empty list. */
  isTold(): boolean;
  /** Whether there is a complete list. */
  isListed(): boolean;
  /** Resolves when `wanted` is known; following `all` needs the list first. */
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
    // A pending promise is kept: others await it.
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
