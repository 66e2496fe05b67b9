import { expect, test } from 'vitest';
import { answersFor } from '../../../../electron/core/connections/setup-answers.ts';
import { createSetupChecks } from '../../../../electron/core/connections/setup-checks.ts';
import type { Http } from '../../../../electron/core/ports.ts';
import { directNetwork, openSocket } from '../../../fakes/network.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const api = (baseUrl: string) => ({ ...answersFor('ea'), baseUrl });

/** Checks of an API that answers when the test says so, and does not care whether anybody still waits. */
function scene() {
  const asked: { url: string; answer(status: number): void }[] = [];
  const http: Http = (url) =>
    new Promise((resolve) => {
      asked.push({ url, answer: (status) => resolve(new Response('', { status })) });
    });
  return {
    asked,
    checks: createSetupChecks({ http, sockets: openSocket, network: directNetwork }, fakeClock()),
  };
}

test('what an older check hears after a newer one was asked is not said any more', async () => {
  const { asked, checks } = scene();
  const older = checks.ask('api', api('https://old.example.com'));
  const newer = checks.ask('api', api('https://new.example.com'));
  asked[1]?.answer(401);
  await expect(newer).resolves.toMatchObject([{ finding: 'asks-for-sign-in' }]);
  asked[0]?.answer(404);
  await expect(older).rejects.toMatchObject({ code: 'cancelled' });
});

test('a check of another service goes on', async () => {
  const { asked, checks } = scene();
  const first = checks.ask('api', api('https://api.example.com'));
  const second = checks.ask('hub', { ...api('https://api.example.com'), hubUrl: 'https://hub.example.com' });
  for (const { answer } of asked) answer(404);
  for (const each of [first, second])
    await expect(each).resolves.toMatchObject([{ finding: 'nothing-there' }]);
});

test('all end when the set-up is closed', async () => {
  const { asked, checks } = scene();
  const check = checks.ask('api', api('https://api.example.com'));
  checks.close();
  asked[0]?.answer(401);
  await expect(check).rejects.toMatchObject({ code: 'cancelled' });
});
