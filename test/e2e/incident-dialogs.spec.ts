/** What is typed about an incident is not lost to what somebody else asks for. */
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';
import { signIn, test } from './service.ts';

test.use({ simulatorOptions: { units: 60, eventsPerSecond: 0 } });

test('a link to a unit waits for a note that is being typed; a dialog that goes with its screen does not come back @full', async ({
  desktop,
}) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  const dialog = page.getByRole('dialog');
  await noteDialog(page);
  await dialog.getByRole('textbox').fill('porter has the key');
  const id = await page.locator('.incident-table [data-unit]').last().getAttribute('data-unit');
  await mainProcess.secondLaunch(`maxdesk://unit/${encodeURIComponent(id ?? '')}`);
  await expect.poll(() => asked(page)).toBe(id);
  await expect(dialog.getByRole('textbox')).toHaveValue('porter has the key');
  await dialog.getByRole('button', { name: 'Save note' }).click();
  await expect(page.getByRole('complementary')).toContainText(id ?? '-');
  expect(await asked(page)).toBeNull();

  await noteDialog(page);
  await changeWall(page, true);
  await expect(dialog).toHaveCount(0);
  await changeWall(page, false);
  await expect(page.getByRole('table', { name: 'Open incidents' })).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

async function noteDialog(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
  await page.keyboard.press('Control+i');
  await page.getByRole('table', { name: 'Open incidents' }).getByRole('checkbox').nth(1).check();
  await page.keyboard.press('Control+Shift+N');
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function asked(page: Page): Promise<string | null | undefined> {
  const answer = await page.evaluate(() => window.desktop.getState());
  return answer.ok ? answer.value.askedUnit : undefined;
}

async function changeWall(page: Page, isOn: boolean): Promise<void> {
  await page.evaluate((on) => window.desktop.changeWall({ isOn: on }), isOn);
}
