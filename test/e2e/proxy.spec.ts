/** A proxy that requires a user name and a password. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { certificateAuthority } from '../fakes/certificate.ts';
import { startProxy, type TestProxy } from '../fakes/proxy.ts';
import { everydayIf } from '../fakes/rounds.ts';
import { plainIn } from '../fakes/sealed-text.ts';
import { seriousFindings } from './axe.ts';
import { type Desktop, expect } from './fixture.ts';
import { kill } from './processes.ts';
import { test as base } from './service.ts';
import { shown } from './shown.ts';

const right = { user: 'branch\\sam', password: 'pass:wörd 7' };

/** The app with this proxy as its system proxy. */
const test = base.extend<{ office: TestProxy }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  office: async ({}, use) => {
    const proxy = await startProxy(right);
    await use(proxy);
    proxy.close();
  },
  launchEnv: async ({ launchEnv, office }, use) => {
    const switches = {
      'proxy-server': `http://${office.address}`,
      'proxy-bypass-list': '<-loopback>',
      // Tests must not change the system's certificates, so the app accepts this one without them.
      'ignore-certificate-errors': '',
    };
    await use({ ...launchEnv, E2E_SWITCHES: JSON.stringify(switches) });
  },
});
test.use({ simulatorOptions: { units: 12 }, ignoreHTTPSErrors: true });

const question = ({ page }: Desktop) => page.getByRole('dialog', { name: 'The proxy asks for a password' });

async function answer(desktop: Desktop, password: string): Promise<void> {
  const dialog = question(desktop);
  await dialog.getByLabel('User name').fill(right.user);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
}

/** Signs in with the browser that `start` opens. */
async function signIn(desktop: Desktop, start: () => Promise<void>): Promise<void> {
  const opened = desktop.systemBrowser.waitForEvent('page');
  await start();
  const tab = await opened;
  await tab.getByRole('button', { name: 'Continue as Sam Sample' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('You are signed in');
  await tab.close();
  await expect(desktop.page.getByRole('status')).toContainText('12 units');
}

const signInButton = ({ page }: Desktop) => page.getByRole('button', { name: 'Sign in' });

/** The proxy asks right after the start, when the app contacts the sign-in service. */
async function signInThrough(desktop: Desktop): Promise<void> {
  await answer(desktop, right.password);
  await expect(question(desktop)).toBeHidden();
  await signIn(desktop, () => signInButton(desktop).click());
}

/** The content of all files in a folder. */
function textIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    path.join(folder, name),
  );
  return files.flatMap((file) => (lstatSync(file).isFile() ? [readFileSync(file, 'latin1')] : [])).join('\n');
}

for (const protocol of ['http', 'https'] as const) {
  test.describe(everydayIf(protocol === 'https', `over ${protocol}`), () => {
    test.use({
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
      simulatorOptions: async ({}, use) => {
        const tls = protocol === 'https' ? { tls: await (await certificateAuthority()).leaf() } : {};
        await use({ units: 12, ...tls });
      },
    });

    test('is asked for once: sign-in and list go through it, and so they do after a restart', async ({
      desktop,
      office,
      simulator,
    }) => {
      await expect(question(desktop)).toContainText(office.address);
      await signInThrough(desktop);
      await expect.poll(() => desktop.keptTokens()).toHaveLength(1);
      office.passed.length = 0;
      const page = await desktop.mainProcess.relaunch();
      await expect(page.getByRole('status')).toContainText('12 units');
      const { host } = new URL(simulator.connection.api.baseUrl);
      await expect.poll(() => office.passed).toContain(host);
      await expect(question(desktop)).toBeHidden();
    });
  });
}

test.describe('the hub', () => {
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
    simulatorOptions: async ({}, use) =>
      use({ units: 12, eventsPerSecond: 20, tls: await (await certificateAuthority()).leaf() }),
    launchEnv: async ({ launchEnv }, use) => use({ ...launchEnv, E2E_CHROMIUM_SOCKETS: '1' }),
  });

  test('is reached through it: live updates come, also after the line was cut and after a restart @full', async ({
    desktop,
    office,
    simulator,
  }) => {
    const isLive = async () => {
      await desktop.page.evaluate(() => window.desktop.followUnits({ ids: 'all' }));
      await expect.poll(() => simulator.hub.subscribed.size).toBe(12);
      await expect(desktop.page.getByRole('button', { name: /^Live updates/ })).toHaveText(/Live$/);
    };
    const isCutWithTheProxy = async () => {
      const { connections } = simulator.hub.counts;
      office.cut();
      await expect.poll(() => simulator.hub.counts.connections).toBeGreaterThan(connections);
    };
    await signInThrough(desktop);
    await isLive();
    await isCutWithTheProxy();
    await isLive();
    await desktop.mainProcess.relaunch();
    await isLive();
    await isCutWithTheProxy();
    await isLive();
    await expect(question(desktop)).toBeHidden();
  });
});

test('is said, and not called a cable; the sign-in that failed for it goes on by itself after the answer @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await question(desktop).press('Escape');
  await expect(question(desktop)).toBeHidden();
  await signInButton(desktop).click();
  await expect(shown(page, 'The proxy asks for a user name and a password')).toBeVisible();
  await expect(shown(page, 'network cable')).toHaveCount(0);
  await answer(desktop, 'wrong');
  await expect(question(desktop)).toContainText('does not accept this user name and password');
  await expect(question(desktop).getByLabel('Password')).toHaveValue('');
  expect(await seriousFindings(page)).toEqual([]);
  await signIn(desktop, () => answer(desktop, right.password));
});

test('is not asked again by itself once it was declined; the settings and the check do @full', async ({
  desktop,
}) => {
  const { page } = desktop;
  await question(desktop).getByRole('button', { name: 'Stay offline' }).click();
  await expect(question(desktop)).toBeHidden();
  await page.reload();
  await expect(signInButton(desktop)).toBeVisible();
  await expect(question(desktop)).toBeHidden();

  await page.getByRole('button', { name: 'Diagnostics', exact: true }).click();
  const proxyStep = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Proxy', exact: true }) });
  await expect(proxyStep).toContainText('The proxy asks for a user name and a password');
  await question(desktop).getByRole('button', { name: 'Stay offline' }).click();

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Enter user name and password…' }).click();
  await answer(desktop, right.password);
  await expect(question(desktop)).toBeHidden();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(proxyStep).toContainText('that has taken your user name and password');
});

test('is kept sealed, removed when the proxy does not take it any more, and forgotten on request @full', async ({
  desktop,
  office,
}) => {
  await signInThrough(desktop);
  expect(await desktop.page.content()).not.toContain(right.password);
  // Files come and go in the folder of an app that runs.
  await desktop.mainProcess.quit();
  const secrets = [right.password, right.user, 'branch', Buffer.from(right.password).toString('base64')];
  expect(plainIn(textIn(desktop.userData), secrets)).toEqual([]);

  office.wants = { ...right, password: 'changed since' };
  await desktop.launch();
  await expect(question(desktop)).toContainText('does not accept this user name and password');
  await answer(desktop, 'changed since');
  await expect(question(desktop)).toBeHidden();

  const page = await desktop.mainProcess.relaunch();
  await expect(page.getByRole('status')).toContainText('12 units');
  await expect(question(desktop)).toBeHidden();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Forget them' }).click();
  // Not by a click: another request may trigger the dialog first, which would cover the button.
  await page.evaluate(() => window.desktop.listUnits({ run: 900 }));
  await expect(question(desktop)).toBeVisible();
});

test.describe('that lets nobody through', () => {
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
    simulatorOptions: async ({}, use) => use({ tls: await (await certificateAuthority()).leaf() }),
    autoLaunch: false,
  });

  test('is named as the reason, and not a cable @full', async ({ desktop, office, simulator }) => {
    office.refuses = true;
    const page = await desktop.launch();
    await signInButton(desktop).click();
    await expect(shown(page, 'The proxy gives no connection', { exact: true })).toBeVisible();
    const { host } = new URL(simulator.url);
    await expect(shown(page, `The proxy gives no connection to ${host}`)).toBeVisible();
    await expect(shown(page, 'network cable')).toHaveCount(0);
    await expect(question(desktop)).toBeHidden();
  });
});

test('is not asked again when the network process has crashed @full', async ({ desktop, office }) => {
  await signInThrough(desktop);
  office.passed.length = 0;
  await kill(desktop, 'network');
  await expect
    .poll(() => desktop.page.evaluate(() => window.desktop.listUnits({ run: 900 })))
    .toMatchObject({ ok: true, value: { received: 12 } });
  expect(office.passed).not.toEqual([]);
  await expect(question(desktop)).toBeHidden();
});
