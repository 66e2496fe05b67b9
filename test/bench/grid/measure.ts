/** One round of one candidate: a fresh page, then everything that an operator does with the table. */
import type { Page } from '@playwright/test';
import type { Column } from '../../../renderer/units/table/columns.ts';
import { type BenchPage, openBenchPage } from '../app/bench-page.ts';
import type { BenchElectron } from '../app/electron.ts';
import { median, quantile, sum } from '../harness/statistics.ts';

export interface Size {
  units: number;
  /** How long each live feed lasts, ms. */
  feedTime: number;
  /** Frames of a scroll; 0 leaves out scrolls and feeds. */
  frames: number;
}

/** By the names of `measures`; what a candidate cannot do is absent. */
export type Sample = Partial<Record<Measure, number>>;

export const measures = {
  firstRows: 'first rows painted, all units in memory (ms)',
  allRows: 'all units in the table (ms)',
  heap: 'heap added (MB)',
  filter: 'key in the search to painted, p50 (ms)',
  filterSlow: 'key in the search to painted, p95 (ms)',
  sort: 'click on a header to painted, p50 (ms)',
  sortSlow: 'click on a header to painted, slowest (ms)',
  inputTasks: 'longest task while searching and sorting (ms)',
  groupSlow: 'rows grouped or folded to painted, slowest (ms)',
  groupTasks: 'longest task while grouping and folding (ms)',
  wheelCpu: 'wheel: CPU of all processes (s)',
  wheelLost: 'wheel: frames lost or blank',
  dragCpu: 'drag from top to bottom: CPU of all processes (s)',
  dragLost: 'drag from top to bottom: frames lost or blank',
  restCpu: 'no updates: CPU of all processes (s)',
  feed1000Cpu: '1,000 updates/s: CPU of all processes (s)',
  feed10000Cpu: '10,000 updates/s: CPU of all processes (s)',
  feed10000Lost: '10,000 updates/s: frames lost or blank',
  feed10000Tasks: '10,000 updates/s: longest task (ms)',
  busyFeedCpu: '10,000 updates/s, searched and sorted: CPU of all processes (s)',
  busyFeedLost: '10,000 updates/s, searched and sorted: frames lost or blank',
  busyFeedTasks: '10,000 updates/s, searched and sorted: longest task (ms)',
} as const;
export type Measure = keyof typeof measures;

const words = ['hamburg', 'escalator', '4001', 'tower', 'maintenance'];
/** Not the last event: its text changes while one looks at it. */
const sorted: readonly Column[] = ['site', 'city', 'name', 'id', 'availability', 'address'];
/** ms of one frame at 60 Hz */
const frameTime = 1000 / 60;

/** Measures what is at `url`, in its own page. */
export async function measureTable(electron: BenchElectron, url: string, size: Size): Promise<Sample> {
  const address = `${url}?units=${size.units}`;
  const opened = await openBenchPage(electron, address);
  try {
    const sample = await measureFirst(opened);
    await measureInput(opened.page, sample);
    await measureGroups(opened.page, sample);
    if (size.frames === 0) return sample;
    await measureScroll(opened, sample, size);
    await opened.page.goto(address);
    await measureFeeds(opened, sample, size);
    return sample;
  } finally {
    await opened.close();
  }
}

/** A million units take a while to be made. */
const ready = (page: Page) =>
  page.waitForFunction(() => window.bench !== undefined, undefined, { timeout: 120_000 });

const longestTask = async (page: Page) =>
  Math.max(0, ...(await page.evaluate(() => window.bench.longTasks())));

async function measureFirst({ page, heap }: BenchPage): Promise<Sample> {
  await ready(page);
  const before = await heap();
  const { first, all } = await page.evaluate(() => window.bench.mount());
  await page.evaluate(() => window.bench.prepare());
  return { firstRows: first, allRows: all, heap: ((await heap()) - before) / 1024 ** 2 };
}

/** Real keys and clicks: from the event's own time to the first paint that shows the right answer. */
async function measureInput(page: Page, sample: Sample): Promise<void> {
  await longestTask(page);
  const keys: number[] = [];
  await page.focus('#search');
  for (const word of words) keys.push(...(await typeWord(page, word)));
  const clicks: number[] = [];
  for (const column of sorted) {
    for (const descending of [false, true]) clicks.push(await clickHeader(page, column, descending));
  }
  sample.filter = median(keys);
  sample.filterSlow = quantile(keys, 0.95);
  sample.sort = median(clicks);
  sample.sortSlow = Math.max(...clicks);
  sample.inputTasks = await longestTask(page);
}

/** By site, city and tag, with all groups folded and unfolded. */
async function measureGroups(page: Page, sample: Sample): Promise<void> {
  await longestTask(page);
  const times = await page.evaluate(() => window.bench.group());
  if (times === null) return;
  sample.groupSlow = Math.max(...times);
  sample.groupTasks = await longestTask(page);
}

async function typeWord(page: Page, word: string): Promise<number[]> {
  const times: number[] = [];
  const press = async (key: string, query: string) => {
    await page.evaluate((typed) => {
      const { count, first } = window.bench.expect.search(typed);
      window.bench.awaitCount(count, first);
    }, query);
    await page.keyboard.press(key);
    times.push(await page.evaluate(() => window.bench.answered()));
  };
  for (let length = 1; length <= word.length; length += 1) {
    await press(word.charAt(length - 1), word.slice(0, length));
  }
  await page.keyboard.press('ControlOrMeta+a');
  await press('Delete', '');
  return times;
}

async function clickHeader(page: Page, column: Column, descending: boolean): Promise<number> {
  const place = await page.evaluate(
    ([name, down]) => {
      const { bench } = window;
      bench.awaitTop(name, bench.expect.top(name, down, bench.order()));
      return bench.header(name);
    },
    [column, descending] as const,
  );
  if (place === null) throw new Error(`there is no header of ${column}`);
  await page.mouse.click(place.x, place.y);
  return page.evaluate(() => window.bench.answered());
}

async function measureScroll({ page, cpu }: BenchPage, sample: Sample, { frames }: Size): Promise<void> {
  for (const way of ['wheel', 'drag'] as const) {
    const before = cpu();
    const { intervals, blank } = await page.evaluate(([how, steps]) => window.bench.scroll(how, steps), [
      way,
      frames,
    ] as const);
    const seconds = used(before, cpu());
    if (seconds !== undefined) sample[`${way}Cpu`] = seconds;
    sample[`${way}Lost`] = lost(intervals) + blank;
  }
}

async function measureFeeds(
  { page, heap, cpu }: BenchPage,
  sample: Sample,
  { feedTime }: Size,
): Promise<void> {
  await ready(page);
  if (!(await page.evaluate(() => window.bench.canUpdate()))) return;
  await page.evaluate(() => window.bench.mount());
  await page.evaluate(() => window.bench.prepare());
  const feed = async (rate: number) => {
    // What loading has left behind is no matter of updates, and would be laid at the door of whose turn it is.
    await heap();
    await longestTask(page);
    const before = cpu();
    const { intervals, blank } = await page.evaluate(([perSecond, ms]) => window.bench.feed(perSecond, ms), [
      rate,
      feedTime,
    ] as const);
    const seconds = used(before, cpu());
    return { cpu: seconds, lost: lost(intervals) + blank, longest: await longestTask(page) };
  };
  // The frames that are counted cost what they cost without any update.
  const rest = await feed(0);
  const slow = await feed(1_000);
  const fast = await feed(10_000);
  await searchAndSort(page);
  const busy = await feed(10_000);
  if (rest.cpu !== undefined) sample.restCpu = rest.cpu;
  if (slow.cpu !== undefined) sample.feed1000Cpu = slow.cpu;
  if (fast.cpu !== undefined) sample.feed10000Cpu = fast.cpu;
  if (busy.cpu !== undefined) sample.busyFeedCpu = busy.cpu;
  Object.assign(sample, {
    feed10000Lost: fast.lost,
    feed10000Tasks: fast.longest,
    busyFeedLost: busy.lost,
    busyFeedTasks: busy.longest,
  });
}

/** Most units match, and every change moves a row: the newest event comes first. */
async function searchAndSort(page: Page): Promise<void> {
  await page.focus('#search');
  await page.keyboard.type('elevator');
  for (let click = 0; click < 2; click += 1) {
    const place = await page.evaluate(() => window.bench.header('lastEvent'));
    if (place !== null) await page.mouse.click(place.x, place.y);
  }
  await page.evaluate(() => window.bench.painted());
}

const used = (before: number | undefined, after: number | undefined) =>
  before === undefined || after === undefined ? undefined : after - before;

/** Frames that the screen would have shown and that were not there. */
function lost(intervals: readonly number[]): number {
  return sum(intervals.map((interval) => Math.max(0, Math.round(interval / frameTime) - 1)));
}
