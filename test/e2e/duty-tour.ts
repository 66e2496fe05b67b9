/** Visits what an operator sees on duty: outages, incidents, histories, programs that ask, and the wall display. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { DeskState } from '../../electron/contract/desk.ts';
import { setClock } from './clock.ts';
import { type Duty, find, pretend, running, send } from './duty.ts';
import { handOver, incidents, outages } from './duty-incidents.ts';
import { expect } from './fixture.ts';
import { pair } from './terminal.ts';
import { strings } from './tour.ts';

const hour = 3_600_000;
const live = (page: Page) => page.locator('.live');

/** Yields the name of every state while it is shown; the next one follows on request. */
export async function* dutyTour(given: Omit<Duty, 'page' | 'texts'>, language: 'en' | 'de') {
  const duty: Duty = { ...given, page: given.desktop.page, texts: strings[language] };
  await signIn(duty);
  yield* outages(duty);
  yield* incidents(duty);
  yield* handOver(duty);
  yield* histories(duty);
  yield* programs(duty);
  yield* wall(duty);
}

async function signIn({ desktop, page, texts }: Duty): Promise<void> {
  const opened = desktop.systemBrowser.waitForEvent('page');
  await page.getByRole('button', { name: texts.signIn.button }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: /Sam Sample/ }).click();
  await expect(live(page)).toHaveAttribute('data-phase', 'live');
  await tab.close();
}

/** Nobody watches for so many hours. */
async function away({ desktop, page }: Duty, hours: number): Promise<void> {
  const pause = (paused: boolean) =>
    page.evaluate((isPaused) => window.desktop.pauseLive({ paused: isPaused }), paused);
  await pause(true);
  await expect(live(page)).toHaveAttribute('data-phase', 'paused');
  await setClock(desktop, hours * hour);
  await pause(false);
  await expect(live(page)).toHaveAttribute('data-phase', 'live');
}

async function* histories(duty: Duty): AsyncGenerator<string> {
  const { page, texts, desktop } = duty;
  const history = page.getByRole('region', { name: texts.history.title, exact: true });
  await away(duty, 2);
  send(duty, 2, 'In Service');
  await away(duty, 3);
  await desktop.mainProcess.secondLaunch(`maxdesk://unit/${encodeURIComponent(running[2]?.unitId ?? '')}`);
  await history.getByRole('radio', { name: texts.history.ranges.day }).check();
  await expect(history.getByRole('table').first()).toBeAttached();
  await history.getByRole('button', { name: texts.history.showTable }).click();
  await history.scrollIntoViewIfNeeded();
  yield 'history';
  await pretend(duty, (state) => ({ ...state, ledger: { ...state.ledger, phase: 'failed', setAside: 2 } }));
  await expect(history).toContainText(texts.history.notKept);
  await history.getByText(texts.history.notKept).scrollIntoViewIfNeeded();
  yield 'history-not-kept';
  await page.getByRole('complementary').getByRole('button').first().click();
  await page.getByRole('button', { name: texts.units.table.title }).click();
  await page.getByRole('checkbox', { name: texts.units.columns.history }).check();
  await page.keyboard.press('Escape');
  await page.locator('.unit-grid').evaluate((grid) => grid.scrollTo({ left: grid.scrollWidth }));
  await expect(page.locator('.spark').first()).toBeVisible();
  yield 'column of the last days';
  await find(duty, texts.report.open);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: texts.report.subjects.site }).check();
  await expect(dialog.getByRole('table')).toBeVisible();
  yield 'report-sites';
  await desktop.mainProcess.answerSaveDialog(path.join(desktop.userData, 'report.pdf'));
  await dialog.getByRole('radio', { name: texts.report.forms.pdf }).check();
  await dialog.getByRole('button', { name: texts.action.save }).click();
  await expect(dialog.getByRole('status')).toContainText('report.pdf');
  yield 'report-saved';
  await dialog.getByLabel(texts.report.first, { exact: true }).fill('2030-01-01');
  await expect(dialog).toContainText(texts.report['no-period']);
  yield 'report-no-period';
  await page.keyboard.press('Escape');
}

async function* programs(duty: Duty): AsyncGenerator<string> {
  const { page, texts, terminal } = duty;
  const words = texts.programs;
  const part = page.getByRole('region', { name: words.title });
  await page.evaluate(() => window.desktop.changeSettings({ agent: true }));
  await find(duty, words.open);
  await expect(part).toContainText('max-desk agent pair');
  await part.scrollIntoViewIfNeeded();
  yield 'programs-none';
  for (const [name, ends] of [
    ['Chart maker', true],
    ['Nightly report of all outages and their causes', false],
  ] as const) {
    const { child, ended } = pair(terminal, name);
    await expect(page.getByRole('button', { name: words.answer })).toBeVisible();
    if (ends) yield 'program-waits';
    await page.getByRole('button', { name: words.answer }).click();
    const dialog = page.getByRole('dialog', { name: words.question });
    await expect(dialog).toBeVisible();
    if (ends) {
      yield 'program-question';
      await dialog.getByRole('button', { name: words.allow }).click();
    } else {
      child.kill();
      await expect(dialog.getByRole('alert')).toBeVisible();
      yield 'program-question-over';
      await page.keyboard.press('Escape');
    }
    await ended;
  }
  await expect(part).toContainText('Chart maker');
  yield 'programs';
  await part.getByRole('button', { name: words.withdraw }).last().click();
  yield 'program-withdraw';
  await page.keyboard.press('Escape');
  for (const [trouble, part] of Object.entries(troubles)) {
    await pretend(duty, (state) => ({ ...state, agent: { ...state.agent, ...part } }));
    yield `programs-${trouble}`;
  }
  await page.keyboard.press('Escape');
}

/** States of the agent that would take three refusals, another window, or a folder of another user. */
const troubles: Record<string, Partial<DeskState['agent']>> = {
  quiet: { quietUntil: Date.now() + 5 * hour },
  elsewhere: { phase: 'elsewhere', socket: null },
  failed: {
    phase: 'failed',
    socket: null,
    problem: {
      code: 'storage',
      message: 'The folder /run/user/1000/max-desk may be written by others.',
      hint: 'Run chmod 700 /run/user/1000/max-desk.',
      details: {},
    },
  },
};

async function* wall(duty: Duty): AsyncGenerator<string> {
  const { page, simulator } = duty;
  const screen = page.locator('main.wall');
  await page.evaluate(() => window.desktop.changeWall({ isOn: true }));
  await expect(screen.getByRole('alert')).toBeVisible();
  yield 'wall-entrapment';
  await page.evaluate(() => window.desktop.changeWall({ night: { isOn: true, from: '00:00', to: '23:59' } }));
  send(duty, 0, 'In Service');
  await expect(screen).toHaveAttribute('data-night', 'true');
  yield 'wall-night';
  simulator.setFaults({ hubDown: true, apiDown: true });
  await setClock(duty.desktop, hour);
  simulator.hub.disconnect();
  await expect(screen.getByRole('timer')).toBeVisible();
  yield 'wall-stale';
  await pretend(duty, (state) => ({ ...state, subscriptionKey: 'missing' }));
  yield 'wall-person';
}
