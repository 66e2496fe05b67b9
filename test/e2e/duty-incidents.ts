/** What is out, what somebody does about it, and how it is handed over. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Duty, send } from './duty.ts';
import { expect } from './fixture.ts';
import { shown } from './shown.ts';

const table = (page: Page) => page.locator('.incident-table');

export async function* outages(duty: Duty): AsyncGenerator<string> {
  const { page, texts } = duty;
  send(duty, 0, 'Entrapment');
  for (const place of [1, 2, 3, 4]) send(duty, place, 'Out Of Service');
  await expect(page.locator('.outage[data-fresh="true"]').first()).toBeVisible();
  yield 'outages';
  await page.getByRole('combobox', { name: texts.units.search }).fill('hotel');
  await expect(page.locator('.outage').first()).toBeVisible();
  yield 'outages-filtered';
  await page.getByRole('combobox', { name: texts.units.search }).fill('');
  await page.keyboard.press('Control+k');
  yield 'palette-empty';
  await page.getByRole('combobox', { name: texts.actions.palette.title }).fill('zzzz');
  await expect(page.locator('.palette-none')).toBeVisible();
  yield 'palette-nothing';
  await page.keyboard.press('Escape');
}

export async function* incidents(duty: Duty): AsyncGenerator<string> {
  const { page, texts } = duty;
  const box = (place: number) => table(page).locator('tbody').getByRole('checkbox').nth(place);
  const chooseOnly = async (place: number) => {
    await page.locator('.incident-toolbar .chip').last().click();
    await box(place).check();
  };
  await page.keyboard.press('Control+i');
  await expect(table(page)).toBeVisible();
  await page.locator('.incident-toolbar').getByRole('button', { name: /\(0\)/ }).click();
  yield 'incidents-none-ended';
  await page.locator('.incident-toolbar').getByRole('button').first().click();
  await box(1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  yield 'incidents-chosen';
  await page.keyboard.press('Control+Shift+N');
  await page.getByRole('textbox').fill('Mo 7:15, porter has the key\ntechnician is on the way');
  yield 'incident-note';
  await page.getByRole('button', { name: texts.incidents.note.save }).click();
  await page.keyboard.press('Control+Shift+A');
  await expect(table(page).locator('.incident-group')).toHaveCount(3);
  await chooseOnly(3);
  await page.keyboard.press('Control+Shift+S');
  await page.getByRole('button', { name: texts.incidents.snooze.steps.twoHours }).click();
  await expect(table(page).locator('.incident-group')).toHaveCount(4);
  await chooseOnly(4);
  await page.keyboard.press('Control+Shift+M');
  await page.getByRole('button', { name: texts.incidents.maintenance.set }).click();
  await expect(table(page).locator('.incident-group')).toHaveCount(5);
  yield 'incidents-of-each-state';
}

export async function* handOver(duty: Duty): AsyncGenerator<string> {
  const { page, texts, desktop } = duty;
  const file = path.join(desktop.userData, 'hand-over.json');
  const choose = async (name: string) => {
    await page.getByRole('button', { name: texts.incidents.actions.handOver, exact: true }).click();
    await page.getByRole('button', { name }).click();
  };
  await page.getByRole('button', { name: texts.incidents.actions.handOver, exact: true }).click();
  yield 'menu hand-over';
  await page.keyboard.press('Escape');
  await desktop.mainProcess.answerSaveDialog(file);
  await desktop.mainProcess.answerOpenDialog([file]);
  await choose(texts.incidents.actions.save);
  await expect(shown(page, 'hand-over.json')).toBeVisible();
  await desktop.mainProcess.answerSaveDialog(file.replace('.json', '.pdf'));
  await choose(texts.incidents.actions.page);
  await expect(shown(page, 'hand-over.pdf')).toBeVisible();
  await choose(texts.incidents.actions.openFile);
  await expect(page.getByRole('dialog')).toBeVisible();
  yield 'hand-over';
  await page.keyboard.press('Escape');
  writeFileSync(file, '{');
  await choose(texts.incidents.actions.openFile);
  await expect(page.getByRole('alert')).toBeVisible();
  yield 'hand-over-damaged';
  send(duty, 1, 'In Service');
  send(duty, 4, 'In Service');
  await page.locator('.incident-toolbar').getByRole('button', { name: /\(2\)/ }).click();
  await expect(table(page).locator('tbody tr')).toHaveCount(2);
  yield 'incidents-ended';
  await page.keyboard.press('Control+1');
}
