import type { UnitUpdate } from '../../../../electron/contract/live.ts';
import { whenIdle } from '../../../../renderer/units/loading/idle.ts';
import { UnitStore } from '../../../../renderer/units/table/unit-store.ts';
import type { Candidate, Material } from './candidate.ts';

/** Units in a message from main. */
const pageSize = 1_000;
/** Rows whose place has changed are moved this often, as the product does under hands that rest, ms. */
const renewal = 2_000;

/** The product's store with what the product does around it: pages one by one, and sorting prepared in idle moments. */
export interface StoreFeed extends Pick<Candidate, 'load' | 'prepare' | 'setQuery' | 'update'> {
  store: UnitStore;
}

export function feedStore({ units, text }: Material): StoreFeed {
  const store = new UnitStore(text);
  let timer = 0;
  const renew = () => {
    timer = 0;
    store.renew();
  };
  // Our own table renews it, too, once nobody works in it: no store is renewed more often than the others.
  let layout = store.layout();
  store.subscribe(() => {
    if (store.layout() === layout) return;
    layout = store.layout();
    clearTimeout(timer);
    timer = 0;
  });
  return {
    store,
    async load() {
      store.begin();
      for (let start = 0; start < units.length; start += pageSize) {
        store.append(units.slice(start, start + pageSize));
        await nextTask();
      }
      store.end();
    },
    prepare: () =>
      new Promise((resolve) => {
        whenIdle(
          (function* () {
            yield* store.prepare();
            resolve();
          })(),
        );
      }),
    setQuery: (query) => store.setQuery(query),
    update(updates: readonly UnitUpdate[]) {
      store.apply(updates);
      if (store.stale) timer ||= window.setTimeout(renew, renewal);
    },
  };
}

/** As far apart as two messages from main are: the browser may paint between them. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
