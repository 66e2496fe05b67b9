/** Visits every screen of the window, in its current language. */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Simulator } from '../../electron/simulator/index.ts';
import { de } from '../../renderer/ui/strings/de.ts';
import { en, type Strings } from '../../renderer/ui/strings/en.ts';
import { type Desktop, expect } from './fixture.ts';
import { shown } from './shown.ts';

export const strings: Record<'en' | 'de', Strings> = { en, de };

/** The parameters of each step. */
interface Tour {
  desktop: Desktop;
  simulator: Simulator;
  page: Page;
  texts: Strings;
}

/** Yields the name of every screen while it is shown; the next one follows on request. */
export async function* tour(
  desktop: Desktop,
  simulator: Simulator,
  language: 'en' | 'de',
): AsyncGenerator<string> {
  const parts: Tour = { desktop, simulator, page: desktop.page, texts: strings[language] };
  yield* signedOut(parts);
  yield* connections(parts);
  yield* signingIn(parts);
  yield* units(parts);
  yield* workbench(parts);
  yield* wall(parts);
  yield* menus(parts);
  yield* withoutConnection(parts);
}

const button = (on: Page | Locator, name: string | RegExp) =>
  on.getByRole('button', { name, exact: typeof name === 'string' });

async function* signedOut({ page, texts }: Tour): AsyncGenerator<string> {
  await expect(button(page, texts.signIn.button)).toBeVisible();
  yield 'sign-in';
  await button(page, texts.pasted.open).click();
  const dialog = page.getByRole('dialog', { name: texts.pasted.title });
  await dialog
    .getByRole('textbox')
    .fill(unsigned({ exp: 4_000_000_000, name: 'Pat Paste', iss: 'https://a.b' }));
  await expect(dialog.getByText(texts.pasted.warnings.issuer)).toBeVisible();
  yield 'pasted-token';
  await page.keyboard.press('Escape');
  await button(page, texts.navigation.doctor).click();
  await expect(shown(page, texts.doctor.allGood)).toBeVisible();
  yield 'check';
  await button(page, texts.navigation.units).click();
}

async function* connections({ desktop, page, texts }: Tour): AsyncGenerator<string> {
  const open = () => button(page, new RegExp(`^${texts.connection.title} `)).click();
  await open();
  await button(page, texts.setup.openNew).click();
  await button(page, texts.setup.keep).click();
  await shown(page, texts.setup.advanced).click();
  await page.getByLabel(texts.setup.fields.clientId.label).fill('not-a-guid');
  await expect(shown(page, texts.setup.fields.baseUrl.missing, { exact: true })).toBeVisible();
  yield 'set-up';
  await button(page, texts.action.cancel).click();
  await offer(
    desktop,
    'maxdesk://connect?name=Elsewhere&authority=https://login.example.org/x&baseUrl=https://api.example.org&clientId=1&scopes=openid&signInPolicy=B2C_1',
  );
  await expect(page.getByRole('dialog').getByText('login.example.org').first()).toBeVisible();
  yield 'proposal';
  await button(page, texts.proposal.decline).click();
  await offer(desktop, 'maxdesk://connect?secret=1');
  await expect(page.getByRole('dialog', { name: texts.proposal.brokenTitle })).toBeVisible();
  yield 'proposal-broken';
  await button(page, texts.action.close).click();
  await dropFile(page, 'notes.json', '{"name": 1}');
  await expect(shown(page, texts.errors.configuration.title, { exact: true })).toBeVisible();
  yield 'drop-failed';
  await button(page, texts.action.close).click();
}

async function* signingIn({ desktop, page, texts }: Tour): AsyncGenerator<string> {
  const opened = desktop.systemBrowser.waitForEvent('page');
  await button(page, texts.signIn.button).click();
  const tab = await opened;
  await expect(page.getByRole('timer')).toBeVisible();
  yield 'waiting';
  await tab.getByRole('button', { name: /Sam Sample/ }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  await tab.close();
}

async function* actions(page: Page, texts: Strings): AsyncGenerator<string> {
  await page.getByRole('grid').locator('[aria-rowindex="3"]').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  yield 'row menu';
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: texts.actions.names.keys })).toBeVisible();
  yield 'keys';
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: texts.actions.palette.title }).fill('a');
  await expect(shown(page, texts.actions.palette.units, { exact: true }).last()).toBeVisible();
  yield 'palette';
  await page.getByRole('combobox', { name: texts.actions.palette.title }).fill(texts.report.open);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: texts.report.title }).getByRole('table')).toBeVisible();
  yield 'report';
  await page.keyboard.press('Escape');
}

async function* units({ desktop, page, texts, simulator }: Tour): AsyncGenerator<string> {
  await expect(page.getByRole('status')).toContainText('60');
  yield 'units';
  yield* actions(page, texts);
  await button(page, texts.fleet.details.open).click();
  await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).not.toBeEmpty();
  yield 'details';
  await page.getByRole('grid').locator('[aria-rowindex="2"]').click();
  await page.getByRole('tab', { name: 'Documents' }).click();
  await expect(page.getByRole('table', { name: 'Documents' })).toBeVisible();
  yield 'documents';
  await page.getByRole('tab', { name: texts.fleet.details.open }).click();
  await desktop.mainProcess.answerSaveDialog(path.join(desktop.userData, 'Units.csv'));
  await button(page, texts.grid.selection.export.replace('{{count, number}}', '1')).click();
  yield 'menu export';
  await button(page, texts.fleet.export.formats.csv).click();
  await expect(button(page, texts.action.close)).toBeVisible();
  yield 'export';
  for (const menu of [texts.units.table.title, texts.units.views.title]) {
    await button(page, menu).click();
    yield `menu ${menu}`;
    await page.keyboard.press('Escape');
  }
  const group = async (by: string, role: 'grid' | 'treegrid') => {
    await button(page, texts.groups.button).click();
    await page.getByRole('radio', { name: by, exact: true }).check();
    await expect(page.getByRole(role)).toBeVisible();
  };
  await group(texts.groups.by.city, 'treegrid');
  yield 'menu groups';
  await page.keyboard.press('Escape');
  yield 'groups';
  await group(texts.groups.by.none, 'grid');
  await page.keyboard.press('Escape');
  simulator.setFaults({ apiStatus: 500 });
  await button(page, texts.units.refresh).click();
  await expect(button(page, texts.action.tryAgain)).toBeVisible();
  yield 'failure';
}

async function* workbench({ page, texts, simulator }: Tour): AsyncGenerator<string> {
  await button(page, texts.navigation.doctor).click();
  await expect(button(page, texts.doctor.copy)).toBeVisible();
  yield 'check-failed';
  simulator.clearFaults();
  await button(page, new RegExp(`^${texts.navigation.incidents}`)).click();
  await expect(page.getByRole('table', { name: texts.incidents.tableOpen })).toBeVisible();
  yield 'incidents';
  await page.keyboard.press('Control+Shift+S');
  await expect(page.getByRole('dialog')).toBeVisible();
  yield 'incident-snooze';
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+M');
  await shown(page, texts.incidents.maintenance.own, { exact: true }).click();
  yield 'incident-maintenance';
  await page.keyboard.press('Escape');
  await button(page, texts.navigation.identity).click();
  await button(page, texts.identity.reveal).click();
  await expect(page.getByRole('textbox', { name: texts.identity.rawLabel })).toBeVisible();
  yield 'identity';
  await button(page, texts.navigation.console).click();
  await page.getByLabel(texts.console.method).selectOption('POST');
  const part = (name: string) => page.getByRole('tab', { name });
  await part(texts.request.tabs.body).click();
  await page.getByRole('textbox', { name: texts.console.body, exact: true }).fill('{"a": }');
  await part(texts.request.tabs.headers).click();
  await button(page, texts.console.addHeader).click();
  await page.getByLabel(texts.console.headerName.replace('{{number}}', '1')).fill('Cookie');
  await button(page, texts.console.send).click();
  await expect(shown(page, texts.console.notSent, { exact: true })).toBeVisible();
  yield 'console-refused';
  await button(page, texts.console.removeHeader.replace('{{number}}', '1')).click();
  await page.getByLabel(texts.console.method).selectOption('GET');
  await page.getByRole('combobox', { name: texts.console.path }).fill('/units/{unitId}?$expand=a b&a=');
  await part(texts.request.tabs.query).click();
  await page.getByRole('combobox', { name: texts.console.unit }).press('ArrowDown');
  await expect(page.getByRole('listbox')).toBeVisible();
  yield 'console-query';
  await page.getByRole('combobox', { name: texts.console.path }).fill('/units');
  await button(page, texts.console.send).click();
  await expect(page.getByRole('tree', { name: texts.console.content })).toBeVisible();
  await page.getByRole('searchbox').fill('berlin');
  await expect(page.locator('[data-mark="current"]')).toBeVisible();
  yield 'console';
  await button(page, texts.request.copyAs).click();
  yield 'console-copy';
  await page.keyboard.press('Escape');
  await part(texts.request.tabs.history).click();
  await expect(page.getByRole('list', { name: texts.console.history })).toContainText('/units');
  yield 'console-past';
  await button(page, texts.navigation.units).click();
}

async function* wall({ page }: Tour): AsyncGenerator<string> {
  await page.evaluate(() => window.desktop.changeWall({ isOn: true }));
  await expect(page.locator('.wall-row').first()).toBeVisible();
  yield 'wall';
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation')).toBeVisible();
}

async function* menus({ page, texts, simulator }: Tour): AsyncGenerator<string> {
  const { name } = simulator.connection;
  await button(page, new RegExp(`^${texts.connection.title} `)).click();
  await button(page, texts.connections.change.replace('{{name}}', name)).click();
  await button(page, texts.look.open).click();
  await expect(page.getByRole('table', { name: texts.look.result })).toBeVisible();
  yield 'units-look';
  await button(page, texts.action.cancel).click();
  await button(page, new RegExp(`^${texts.account.menu}: `)).click();
  await button(page, texts.clipboard.copy.token).waitFor();
  yield 'accounts';
  await button(page, texts.clipboard.copy.token).click();
  await expect(page.getByRole('region', { name: texts.clipboard.label })).toBeVisible();
  yield 'copied';
  await button(page, texts.settings.title).click();
  await button(page, texts.shortcut.set).click();
  await expect(
    page.getByRole('group', { name: texts.shortcut.title }).getByText(texts.shortcut.pressHint),
  ).toBeVisible();
  yield 'settings';
  await page.keyboard.press('Escape');
  await button(page, texts.diagnostics.open).click();
  await expect(page.getByRole('dialog', { name: texts.diagnostics.title })).toBeVisible();
  yield 'diagnostics';
  await button(page.getByRole('dialog'), texts.action.close).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
}

async function* withoutConnection({ page, texts, simulator }: Tour): AsyncGenerator<string> {
  const { name } = simulator.connection;
  await button(page, new RegExp(`^${texts.connection.title} `)).click();
  await button(page, texts.connections.change.replace('{{name}}', name)).click();
  yield 'connections';
  await button(page, texts.connections.remove).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  yield 'remove-connection';
  await page.getByRole('dialog').getByRole('button', { name: texts.action.remove }).click();
  await expect(button(page, texts.setup.open)).toBeVisible();
  yield 'no-connection';
}

/** Opens a link from another program, like macOS does with a running app. */
export function offer({ mainProcess }: Desktop, link: string): Promise<void> {
  return mainProcess.evaluate(({ app }, url) => {
    app.emit('open-url', { preventDefault: () => {} }, url);
  }, link);
}

/** Drops a file onto the window or a part of it. */
export async function dropFile(on: Page | Locator, name: string, text: string): Promise<void> {
  const target = 'goto' in on ? on.locator('body') : on;
  await target.evaluate(
    (element, file) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([file.text], file.name));
      for (const type of ['dragover', 'drop'])
        element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    },
    { name, text },
  );
}

/** An unsigned token with these claims. */
export function unsigned(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${'x'.repeat(60)}`;
}
