import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bundled, bundle } from '../fakes/bundle.ts';
import { type CertificateAuthority, certificateAuthority, day } from '../fakes/certificate.ts';
import { runAsTechnicalAccount } from '../fakes/command-line.ts';
import { type Front, frontOf } from '../fakes/front.ts';
import { type Operator, operator } from '../fakes/operator.ts';
import { type Simulator, start } from '../fakes/simulator.ts';

const hour = 60 * 60_000;
let authority: CertificateAuthority;
let cli: Bundled;
let folder: string;
let simulator: Simulator;
let front: Front;
let person: Operator;
/** How far this computer's clock is ahead of the service's, ms; negative: behind. */
let ahead = 0;
/** The time that is right, whatever a test does to `Date`. */
const trueNow = () => performance.timeOrigin + performance.now();

beforeAll(async () => {
  cli = await bundle('cli', 'cli.cjs');
  folder = await mkdtemp(path.join(tmpdir(), 'max-desk-clock-'));
  authority = await certificateAuthority();
  await writeFile(path.join(folder, 'ca.pem'), authority.cert);
  // Of this file's own process only.
  tls.setDefaultCACertificates([authority.cert]);
  simulator = await start({ units: 10, now: () => trueNow() - ahead });
});
afterAll(async () => {
  await simulator.close();
  await cli.remove();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  ahead = 0;
  front = await frontOf(simulator.url, await authority.leaf());
  person = operator(connectionText, () => simulator.subscriptionKey);
});
afterEach(async () => {
  vi.useRealTimers();
  person.end();
  await front.close();
  simulator.clearFaults();
  simulator.clearSessions();
});

const connectionText = () => JSON.stringify(simulator.connection).replaceAll(simulator.url, front.url);
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it did not fail'),
    (e: unknown) => e,
  );

const maxDesk = (...args: string[]) =>
  runAsTechnicalAccount(cli.file, args, { simulator, folder, connection: connectionText() });

const skews: [what: string, skew: number, words: RegExp][] = [
  ['2 hours ahead', 2 * hour, /^The clock of this computer is 2 hours ahead of that of localhost:\d+\.$/],
  ['2 hours behind', -2 * hour, /^The clock of this computer is 2 hours behind that of localhost:\d+\.$/],
  ['20 days ahead', 20 * day, /^The clock of this computer is 20 days ahead of that of localhost:\d+\.$/],
  ['20 days behind', -20 * day, /^The clock of this computer is 20 days behind that of localhost:\d+\.$/],
];

describe.each(skews)('a clock %s', (_what, skew, words) => {
  beforeEach(() => {
    ahead = skew;
  });

  /** The failure, with the size of the difference and with whom. */
  function expectClock(failure: unknown): void {
    expect(failure).toMatchObject({
      code: 'clock',
      message: expect.stringMatching(words),
      hint: expect.stringContaining('date and time'),
      details: { host: new URL(front.url).host, seconds: expect.stringMatching(/^\d+$/) },
    });
    const { seconds } = (failure as { details: { seconds: string } }).details;
    expect(Math.abs(Number(seconds) - Math.abs(skew) / 1000)).toBeLessThanOrEqual(60);
  }

  test('is no obstacle by itself: sign-in, renewal and units work', async () => {
    const { session, units } = await person.begin();
    await session.signIn();
    const { accessToken } = await session.token();
    await expect(session.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
    await expect(units.list(1)).resolves.toMatchObject({ received: 10 });
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: null });
    await expect(maxDesk('units')).resolves.toMatchObject({ status: 0, failure: undefined });
  });

  test('explains why the API refuses each new token; nobody is signed out', async () => {
    const { session, units } = await person.begin();
    await session.signIn();
    simulator.setFaults({ rejectAccessTokens: Number.POSITIVE_INFINITY });
    expectClock(await failureOf(units.list(1)));
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: null });
    expect(person.tokensOnDisk()).toHaveLength(1);
    simulator.clearFaults();
    await expect(units.list(2)).resolves.toMatchObject({ received: 10 });
  });

  test('explains a certificate out of date at a renewal; nothing is removed from disk', async () => {
    const { session } = await person.begin();
    await session.signIn();
    const { accessToken } = await session.token();
    const before = new Map(person.disk.entries);
    const then = trueNow() - skew;
    front.present(await authority.leaf({ notBefore: then - hour, notAfter: then + hour }));
    expectClock(await failureOf(session.token(accessToken)));
    expect(session.state()).toMatchObject({ phase: 'signed-in', problem: { code: 'clock' } });
    expect(person.disk.entries).toEqual(before);
    front.present(await authority.leaf());
    await expect(session.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
    expect(session.state().problem).toBeNull();
  });

  test('is not blamed for a certificate that it makes no difference to', async () => {
    const { session } = await person.begin();
    await session.signIn();
    const { accessToken } = await session.token();
    // Out of date the other way round, by the service's clock all the more.
    const then = Date.now() + Math.sign(skew) * 3 * day;
    front.present(await authority.leaf({ notBefore: then - day, notAfter: then + day }));
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'tls' });
    front.present(await authority.leaf({ host: 'other.example.com' }));
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'tls' });
    expect(session.state().phase).toBe('signed-in');
  });

  test('is not blamed for a provider in trouble, or for an account without rights', async () => {
    const { session, units } = await person.begin();
    await session.signIn();
    const { accessToken } = await session.token();
    simulator.setFaults({ tokenStatus: 503, apiStatus: 403 });
    await expect(session.token(accessToken)).rejects.toMatchObject({ code: 'provider-unavailable' });
    await expect(units.list(1)).rejects.toMatchObject({ code: 'api-refused' });
  });

  test('on the command line: exit status 4', async () => {
    simulator.setFaults({ rejectAccessTokens: Number.POSITIVE_INFINITY });
    const { status, out, failure } = await maxDesk('units');
    expect({ status, out }).toEqual({ status: 4, out: '' });
    expect(failure).toMatchObject({ code: 'clock', message: expect.stringMatching(words) });
  });

  /** Set wrong after the sign-in: what was noted on disk by then was noted with the right time. */
  describe('since the last run', () => {
    beforeEach(async () => {
      ahead = 0;
      await person.signInOnce();
      ahead = 0;
      vi.useFakeTimers({ toFake: ['Date'], now: trueNow() + skew });
    });

    test('ends no session: the provider is asked, and renews', async () => {
      const { session, units } = await person.begin();
      const { accessToken } = await session.token();
      await expect(session.token(accessToken)).resolves.toMatchObject({ expiresAt: expect.any(Number) });
      await expect(units.list(1)).resolves.toMatchObject({ received: 10 });
      expect(session.state()).toMatchObject({ phase: 'signed-in', problem: null });
      expect(person.tokensOnDisk()).toHaveLength(1);
    });

    test('and without a network removes nothing from disk', async () => {
      await front.stop();
      const before = new Map(person.disk.entries);
      const { session } = await person.begin();
      await failureOf(session.token('refused by the API'));
      expect(session.state()).toMatchObject({ phase: 'signed-in', problem: { code: 'offline' } });
      expect(person.disk.entries).toEqual(before);
    });

    test('and set right again, finds everything as it was', async () => {
      (await person.begin()).close();
      vi.useRealTimers();
      const { session, units } = await person.begin();
      await expect(units.list(1)).resolves.toMatchObject({ received: 10 });
      expect(session.state()).toMatchObject({ phase: 'signed-in', problem: null });
    });
  });
});

test('a refusal with a clock that is right stays a refusal', async () => {
  const { session, units } = await person.begin();
  await session.signIn();
  simulator.setFaults({ rejectAccessTokens: Number.POSITIVE_INFINITY });
  await expect(units.list(1)).rejects.toMatchObject({ code: 'api-refused' });
});

test('what was noted in a future that has not come is looked at again', async () => {
  const discoveries = () => simulator.requests.filter((r) => r.path.includes('openid-configuration')).length;
  vi.useFakeTimers({ toFake: ['Date'], now: trueNow() + 20 * day });
  await person.signInOnce();
  vi.useRealTimers();
  const before = discoveries();
  const { session } = await person.begin();
  await session.token();
  await expect.poll(discoveries).toBe(before + 1);
});
