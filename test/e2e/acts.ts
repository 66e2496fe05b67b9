/** Plays a person at the window, and counts what it takes: deliberate steps, clicks and keys. */
import type { Locator, Page } from '@playwright/test';

/** What a task has taken. */
export interface Effort {
  readonly person: string;
  readonly task: string;
  /** Deliberate steps: a click, a text with the Enter that ends it, or a chord. */
  readonly acts: number;
  readonly clicks: number;
  /** Keys that were pressed down: those of a chord one by one, those of a text by its characters. */
  readonly keys: number;
  /** From the first act on, of window and test together: nobody thinks, reads or finds the pointer in it. */
  readonly seconds: number;
}

export type Acts = ReturnType<typeof createActs>;

/** The hand of a person with a task. Only what goes through it is counted, so a spec uses nothing else to act. */
export function createActs(page: Page, person: string, task: string) {
  const counts = { acts: 0, clicks: 0, keys: 0 };
  const start = performance.now();
  const press = async (keys: string): Promise<void> => {
    counts.keys += keys.split('+').length;
    await page.keyboard.press(keys);
  };
  return {
    async click(target: Locator, button: 'left' | 'right' = 'left'): Promise<void> {
      counts.acts += 1;
      counts.clicks += 1;
      await target.click({ button });
    },
    /** Keys that are pressed at once, such as "Control+a", or one alone. */
    async chord(keys: string): Promise<void> {
      counts.acts += 1;
      await press(keys);
    },
    /** Types where the focus is, waits like a person until `seen` has happened, and ends it with Enter. */
    async phrase(text: string, seen: () => Promise<unknown>): Promise<void> {
      counts.acts += 1;
      counts.keys += text.length;
      await page.keyboard.type(text);
      await seen();
      await press('Enter');
    },
    /** What it has taken so far. */
    effort: (): Effort => ({ person, task, ...counts, seconds: (performance.now() - start) / 1_000 }),
  };
}

/** The efforts as a table of text, one line each. */
export function effortTable(efforts: readonly Effort[]): string {
  const head = ['person', 'task', 'acts', 'clicks', 'keys', 'seconds'];
  const rows = efforts.map(({ person, task, acts, clicks, keys, seconds }) => [
    person,
    task,
    ...[acts, clicks, keys].map(String),
    seconds.toFixed(1),
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 2;
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ');
  return all.map(line).join('\n');
}
