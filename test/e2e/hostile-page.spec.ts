import type { Desktop as Bridge } from '../../electron/contract/calls.ts';
import { hostileCalls, type Loot, listeningHost } from '../fakes/hostile-page.ts';
import { random } from '../fakes/random.ts';
import { everydayIf } from '../fakes/rounds.ts';
import { type Desktop, expect } from './fixture.ts';
import { test as base, signIn } from './service.ts';

const test = base.extend<{ hostile: Awaited<ReturnType<typeof listeningHost>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  hostile: async ({}, use) => {
    const hostile = await listeningHost();
    await use(hostile);
    await hostile.close();
  },
});
test.use({ simulatorOptions: { units: 5 } });

/** These wait for somebody in the browser. */
const waiting = ['signIn', 'addAccount', 'editProfile'];

/** What a script in the page can read, once somebody is signed in. */
async function lootOf({ page }: Desktop, connection: Loot['connection']): Promise<Omit<Loot, 'hosts'>> {
  const { token, connectionId } = await page.evaluate(async () => {
    const [given, state] = await Promise.all([window.desktop.getToken(), window.desktop.getState()]);
    if (!given.ok || !state.ok) throw new Error('nobody is signed in');
    return { token: given.value.accessToken, connectionId: state.value.connection?.id ?? '' };
  });
  return { token, connectionId, connection };
}

for (const seed of [1, 2, 3]) {
  const title = `a page that was taken over makes every call, and nothing reaches its host while everybody says no (seed ${seed})`;
  test(everydayIf(seed === 1, title), async ({ desktop, simulator, hostile }) => {
    const { page, mainProcess } = desktop;
    await signIn(desktop);
    await expect(page.getByRole('status')).toContainText('5 units');
    await mainProcess.answerQuestions('no');
    await mainProcess.answerSaveDialog(null);
    await mainProcess.answerOpenDialog(null);
    const loot = { ...(await lootOf(desktop, simulator.connection)), hosts: [hostile.url] };
    const made = hostileCalls(loot, random(seed));
    const answered = await page.evaluate(
      async ({ list, left }) => {
        const bridge = window.desktop as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
        const answers = list.map(({ call, args }) => ({ call, answer: bridge[call]?.(...args) }));
        await window.desktop.cancelSignIn();
        const awaited = answers.filter(({ call }) => !left.includes(call));
        await Promise.all(awaited.map(({ answer }) => answer));
        return awaited.length;
      },
      { list: made, left: waiting },
    );
    expect(answered).toBe(made.length - waiting.length);
    expect(hostile.arrived).toEqual([]);
    // The simulated services are at this name, the hostile host is at an address.
    const opened = (await mainProcess.openedUrls()).map((url) => new URL(url).hostname);
    expect(opened.filter((name) => name !== 'localhost')).toEqual([]);
    const questions = await mainProcess.questions();
    expect(questions.length, 'somebody was asked').toBeGreaterThan(0);
    for (const question of questions) expect(question).toContain(`: ${hostile.url}/`);
  });
}

test('the same host is reached after a yes, and gets no secret by a check', async ({ desktop, hostile }) => {
  const { page, mainProcess } = desktop;
  await signIn(desktop);
  await expect(page.getByRole('status')).toContainText('5 units');
  await mainProcess.answerQuestions('yes');
  void page
    .evaluate(async (baseUrl) => {
      const bridge: Bridge = window.desktop;
      const empty = await bridge.setupAnswers({ region: 'other' });
      if (!empty.ok) throw new Error('no answers');
      const answers = { ...empty.value, baseUrl, unitsPath: '/some/path' };
      return bridge.checkConnection({ answers, ask: 'api', confirm: true, replaces: null });
    }, hostile.url)
    .catch(() => undefined);
  await expect.poll(() => hostile.arrived.join()).toMatch(/^GET \/some\/path HTTP/);
  expect(hostile.arrived.join()).not.toMatch(/^(?:authorization|cookie|ocp-[\w-]*):/im);
  const [question = ''] = await mainProcess.questions();
  expect(question.split('\n').slice(0, 3)).toEqual([
    'Set up a connection to these addresses?',
    `API: ${hostile.url}/`,
    `Units: ${hostile.url}/some/path`,
  ]);
});
