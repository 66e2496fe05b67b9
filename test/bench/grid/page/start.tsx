/** The page around every candidate, and the measurements that have to be made inside of it. */
import { createRoot } from 'react-dom/client';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { groupings } from '../../../../electron/contract/table.ts';
import { unitMapping } from '../../../../electron/core/units/unit-mapping.ts';
import { createFleet } from '../../../../electron/simulator/fleet/fleet.ts';
import { createTranslations, strings } from '../../../../renderer/ui/i18n.ts';
import type { Column } from '../../../../renderer/units/table/columns.ts';
import { createUnitText } from '../../../../renderer/units/table/unit-text.ts';
import type { Candidate, CreateCandidate, Material } from './candidate.ts';
import { createExpectations, type Expectations } from './expectations.ts';
import { runFeed } from './feed.ts';
import { afterPaint, type Frames, frames, until } from './frames.ts';
import './styles.ts';

/** What the runner finds at `window.bench`. */
export interface BenchPage {
  expect: Expectations;
  /** Shows the candidate; ms until the first rows were painted, and until all units were in. */
  mount(): Promise<{ first: number; all: number }>;
  prepare(): Promise<void>;
  order(): Candidate['order'];
  header(column: Column): { x: number; y: number } | null;
  /** Waits for the answer to the next key or click; `answered` gives the ms from that to the painted answer. */
  awaitCount(count: number, first: string | null): void;
  awaitTop(column: Column, text: string): void;
  answered(): Promise<number>;
  /** Scrolls `steps` times, once for each frame: by 120 px as a wheel does, or from the top to the very end. */
  scroll(way: 'wheel' | 'drag', steps: number): Promise<Frames>;
  painted(): Promise<number>;
  /** Groups the rows by each of what they can be grouped by, folds and unfolds all; ms to each paint. Null if it cannot. */
  group(): Promise<number[] | null>;
  canUpdate(): boolean;
  feed(rate: number, ms: number): Promise<Frames & { sent: number }>;
  /** Durations of the tasks of more than 50 ms since the last question, ms. */
  longTasks(): number[];
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

/** Builds the page. `?units=N` says how many there are. */
export function start(create: CreateCandidate): void {
  const material = createMaterial(Number(new URLSearchParams(location.search).get('units') ?? 100_000));
  const candidate = create(material);
  const tasks: number[] = [];
  /** Since when the right result is known: finding that takes long, and is not the candidate's. */
  let armed = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) if (startTime >= armed) tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  let input = 0;
  let answer: Promise<number> = Promise.resolve(0);
  const note = (event: Event) => {
    input = event.timeStamp;
  };
  addEventListener('keydown', note, true);
  addEventListener('pointerup', note, true);
  const await_ = (isRight: () => boolean) => {
    input = 0;
    armed = performance.now();
    answer = until(() => input > 0 && isRight()).then((painted) => painted - input);
    // The runner asks for it later.
    answer.catch(() => undefined);
  };

  window.bench = {
    expect: createExpectations(material, candidate),
    async mount() {
      await afterPaint();
      const started = performance.now();
      render(candidate);
      const loaded = candidate.load();
      const first = await until(() => Boolean(candidate.topCell('id')));
      await loaded;
      const all = await until(() => candidate.count() === material.units.length);
      return { first: first - started, all: all - started };
    },
    prepare: () => candidate.prepare(),
    order: () => candidate.order,
    header: (column) => candidate.header(column),
    awaitCount: (count, first) =>
      await_(() => candidate.count() === count && (first === null || candidate.topCell('id') === first)),
    awaitTop: (column, text) => await_(() => candidate.topCell(column) === text),
    answered: () => answer,
    async scroll(way, steps) {
      const scroller = candidate.scroller();
      if (scroller === null) throw new Error('nothing scrolls here');
      scroller.scrollTop = 0;
      await afterPaint();
      const end = scroller.scrollHeight - scroller.clientHeight;
      return frames(steps, candidate.isFilled, (step) => {
        scroller.scrollTop = way === 'drag' ? (end * step) / steps : step * 120;
      });
    },
    painted: afterPaint,
    group: () => groupAll(candidate),
    canUpdate: () => candidate.update !== undefined,
    feed: (rate, ms) => runFeed(material, candidate, rate, ms),
    longTasks: () => tasks.splice(0),
  };
}

async function groupAll({ grouping }: Candidate): Promise<number[] | null> {
  if (grouping === undefined) return null;
  const times: number[] = [];
  const measure = async (change: () => void) => {
    const started = performance.now();
    change();
    times.push((await until(grouping.isDone)) - started);
  };
  await grouping.tag();
  for (const by of [...groupings, null]) {
    await measure(() => grouping.set(by));
    for (const folded of [true, false]) await measure(() => grouping.foldAll(folded));
  }
  return times;
}

/** Units that are made at a time. */
const pageSize = 10_000;

function createMaterial(count: number): Material {
  const now = Date.now();
  const toUnit = unitMapping();
  const fleet = createFleet(count, 1, now);
  // Page by page: all items of a million at once would not fit into memory beside their units.
  const pages = Array.from({ length: Math.ceil(count / pageSize) }, (_, page) =>
    fleet.page(page * pageSize, pageSize).flatMap((item) => toUnit(item) ?? []),
  );
  const units = pages.flat();
  return { units, text: createUnitText('en-GB', strings.en.units.labels), now };
}

function render(candidate: Candidate): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <I18nextProvider i18n={createTranslations('en')}>
      <Screen candidate={candidate} />
    </I18nextProvider>,
  );
}

/** The screen around the table. It is translated, so that what translates belongs to the page and not to a candidate. */
function Screen({ candidate }: { readonly candidate: Candidate }) {
  const { t } = useTranslation();
  return (
    <div className="shell">
      <main className="screen">
        <div className="units-screen">
          <div className="command-bar">
            <div className="search">
              <input
                id="search"
                className="text-field"
                type="search"
                aria-label={t('units.search')}
                onInput={(event) => candidate.setQuery(event.currentTarget.value)}
              />
            </div>
          </div>
          <div className="unit-table">{candidate.element}</div>
        </div>
      </main>
    </div>
  );
}
