/** No view shows more pages of outages: the newest ones, and how many more there are. */
const mostPages = 4;

/** What the wall display shows at the moment: a view, and a page of its outages, both counted from 0. */
export interface ViewTurn {
  readonly view: number;
  readonly page: number;
  readonly pages: number;
}

/** How many pages so many outages have, if so many fit on one. */
export function pagesOf(outages: number, fitting: number): number {
  return Math.min(mostPages, Math.max(1, Math.ceil(outages / Math.max(1, fitting))));
}

/**
 * Takes turns: the pages of a view, then the next view, round and round. Views and pages come and go at any time.
 * @param onTurn called after each turn
 */
export function createViewTurns(onTurn: () => void) {
  let turn: ViewTurn = { view: 0, page: 0, pages: 1 };
  let views = 1;
  let seconds = 20;
  let isPaused = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(): void {
    clearTimeout(timer);
    timer = isPaused ? undefined : setTimeout(() => go(1), seconds * 1_000);
  }

  function go(by: 1 | -1): void {
    const page = turn.page + by;
    const isInside = page >= 0 && page < turn.pages;
    // Of the view that it comes to, the number of pages is not known yet.
    turn = isInside
      ? { ...turn, page }
      : { view: views <= 1 ? 0 : (turn.view + by + views) % views, page: 0, pages: 1 };
    wait();
    onTurn();
  }

  return {
    turn: () => turn,
    isPaused: () => isPaused,
    /** To be called when what takes turns may have changed; `time` is how long each stays, s. */
    set(count: number, time: number): void {
      views = Math.max(1, count);
      if (turn.view >= views) turn = { view: 0, page: 0, pages: 1 };
      if (time === seconds && timer !== undefined) return;
      seconds = time;
      wait();
    },
    /** The view that is shown has so many pages. */
    setPages(pages: number): void {
      if (pages !== turn.pages) turn = { ...turn, pages, page: Math.min(turn.page, pages - 1) };
    },
    /** The next page or view, or the one before. */
    go,
    pause(paused: boolean): void {
      isPaused = paused;
      wait();
    },
    stop(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
