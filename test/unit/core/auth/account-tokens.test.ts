import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createAccountTokens } from '../../../../electron/core/auth/account-tokens.ts';
import type { Grant } from '../../../../electron/core/auth/msal/msal-grant.ts';
import { createSharedIdentity, type SharedIdentity } from '../../../../electron/core/auth/shared-identity.ts';
import type { StoredAccount } from '../../../../electron/core/auth/stored-accounts.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { type FakeClock, fakeClock, fakeLog } from '../../../fakes/ports.ts';

const hour = 3_600_000;
let clock: FakeClock;
let identity: SharedIdentity;
/** What is on disk. */
let people: StoredAccount[];
let chosen: string | undefined;
let removed: string[];
const silent = vi.fn<(accountId: string, force: boolean) => Promise<Grant>>();
const report = vi.fn();
const onEnded = vi.fn(async () => undefined);
const noteSignOut = vi.fn(async () => undefined);

beforeEach(() => {
  clock = fakeClock(1_800_000_000_000);
  identity = createSharedIdentity();
  people = ['ann', 'bob'].map(account);
  chosen = 'bob';
  removed = [];
  vi.clearAllMocks();
  silent.mockImplementation(async (accountId) => grant(accountId, 'new'));
});

const person = (id: string) => ({ id, name: id, email: `${id}@example.com`, employee: null });
const token = (accessToken: string) => ({
  accessToken,
  issuedAt: clock.now(),
  expiresAt: clock.now() + hour,
  scopes: [],
});
const account = (accountId: string): StoredAccount => ({
  accountId,
  kind: 'person',
  person: person(accountId),
  token: token(`kept ${accountId}`),
});
const grant = (accountId: string, accessToken: string): Grant => ({
  accountId,
  person: person(accountId),
  ...token(accessToken),
});

/** As a new session would make them. */
function newTokens() {
  const stored = {
    people: async () => people,
    chosen: async () => chosen,
    choose: async (accountId: string | undefined) => {
      chosen = accountId;
    },
    noteSignOut,
    cache: {
      removeFromDisk: async (accountId: string) => {
        removed.push(`from disk ${accountId}`);
        people = people.filter((each) => each.accountId !== accountId);
      },
      removeAccount: async (accountId: string) => void removed.push(`again ${accountId}`),
    },
  };
  const clients = { online: async () => ({ silent }), recall: async () => undefined };
  return createAccountTokens({
    stored,
    clients,
    identity,
    clock,
    log: fakeLog(),
    report,
    onEnded,
  } as unknown as Parameters<typeof createAccountTokens>[0]);
}
type Tokens = ReturnType<typeof newTokens>;
async function restored(): Promise<Tokens> {
  const tokens = newTokens();
  await tokens.restore();
  return tokens;
}
const names = (tokens: Tokens) => tokens.all().map(({ accountId }) => accountId);

describe('the accounts of the last run', () => {
  test('are there again with the token that is left, and nobody is asked for one', async () => {
    const tokens = await restored();
    expect(names(tokens)).toEqual(['ann', 'bob']);
    expect(tokens.current()?.accountId).toBe('bob');
    expect((await tokens.token()).accessToken).toBe('kept bob');
    expect(tokens.expiresAt()).toBe(clock.now() + hour);
    expect(silent).not.toHaveBeenCalled();
  });

  test('do not have one that is just being signed out, whatever its letter case', async () => {
    people = ['ANN', 'Bob'].map(account);
    identity.leaving.add('bob');
    const tokens = await restored();
    expect(names(tokens)).toEqual(['ANN']);
    expect(tokens.current()).toBeUndefined();
  });

  test('do not have a token that has expired', async () => {
    clock.move(hour);
    const tokens = await restored();
    expect((await tokens.token()).accessToken).toBe('new');
    expect(silent).toHaveBeenCalledWith('bob', false);
  });

  test('may be nobody', async () => {
    people = [];
    const tokens = await restored();
    await expect(tokens.token()).rejects.toMatchObject({ code: 'sign-in-needed' });
    tokens.close();
  });
});

describe('an account that signs out', () => {
  test('leaves the disk at once, and again after a renewal that is under way, which may write it back', async () => {
    const renewal = Promise.withResolvers<void>();
    void identity.queue(() => renewal.promise);
    const tokens = await restored();
    const leaving = tokens.signOut();
    await vi.waitFor(() => expect(removed).toEqual(['from disk bob']));
    expect([...identity.leaving]).toEqual(['bob']);
    renewal.resolve();
    await leaving;
    expect(removed).toEqual(['from disk bob', 'again bob']);
    expect(identity.leaving.size).toBe(0);
  });

  test('is followed by another one, and is noted', async () => {
    const tokens = await restored();
    await tokens.signOut();
    expect(names(tokens)).toEqual(['ann']);
    expect(tokens.current()?.accountId).toBe('ann');
    expect(chosen).toBe('ann');
    expect((await tokens.token()).accessToken).not.toContain('bob');
    expect(noteSignOut).toHaveBeenCalledOnce();
  });

  test('with a pasted token leaves nothing behind, and is no sign-out of the browser’s', async () => {
    const tokens = await restored();
    await tokens.acceptPasted({ ...grant('pasted:x', 'pasted'), pasted: true });
    expect((await tokens.token()).accessToken).toBe('pasted');
    expect(chosen).toBe('bob');
    await tokens.signOut();
    expect(noteSignOut).not.toHaveBeenCalled();
    expect(removed).toEqual([]);
    expect(names(tokens)).toEqual(['ann', 'bob']);
  });

  test('is nobody when nobody is there', async () => {
    people = [];
    const tokens = await restored();
    await tokens.signOut();
    expect(noteSignOut).not.toHaveBeenCalled();
  });
});

describe('a renewal', () => {
  const over = new AppError('sign-in-needed', 'It has ended.');

  test('that the provider refuses ends the sign-in, and no other account takes over (R20)', async () => {
    const tokens = await restored();
    silent.mockRejectedValue(over);
    await expect(tokens.renew(true)).rejects.toBe(over);
    await vi.waitFor(() => expect(onEnded).toHaveBeenCalledOnce());
    expect(names(tokens)).toEqual(['ann']);
    expect(tokens.current()).toBeUndefined();
    expect(removed).toEqual(['from disk bob', 'again bob']);
    expect(report).toHaveBeenLastCalledWith(over);
    expect(tokens.expected()).toBe('bob@example.com');
    await tokens.signedIn(grant('carl', 'x'));
    expect(tokens.expected()).toBeUndefined();
    expect(chosen).toBe('carl');
  });

  test('that fails for another reason is reported, and nobody is signed out', async () => {
    const tokens = await restored();
    const offline = new AppError('offline', 'No network.');
    silent.mockRejectedValue(offline);
    await tokens.renew(true).catch(() => undefined);
    expect(report).toHaveBeenLastCalledWith(offline);
    expect(tokens.current()?.accountId).toBe('bob');
    expect(onEnded).not.toHaveBeenCalled();
    silent.mockImplementation(async (accountId) => grant(accountId, 'newer'));
    expect((await tokens.token('kept bob')).accessToken).toBe('newer');
    expect(report).toHaveBeenLastCalledWith(undefined);
  });

  test('of a pasted token is none: it ends, and nothing on disk changes', async () => {
    const tokens = await restored();
    await tokens.acceptPasted({ ...grant('pasted:x', 'pasted'), pasted: true });
    await expect(tokens.token('pasted')).rejects.toMatchObject({ details: { ended: 'pasted-token' } });
    await vi.waitFor(() => expect(tokens.current()).toBeUndefined());
    expect(onEnded).not.toHaveBeenCalled();
    expect(tokens.expected()).toBeUndefined();
    expect(silent).not.toHaveBeenCalled();
  });
});

describe('a cancelled sign-in', () => {
  test('leaves nothing on disk, unless the account was there before', async () => {
    const tokens = await restored();
    await tokens.discard(grant('ann', 'x'));
    expect(removed).toEqual([]);
    await tokens.discard(grant('carl', 'x'));
    expect(removed).toEqual(['from disk carl', 'again carl']);
  });
});

test('a session that is closed hands out no token and asks for none', async () => {
  const tokens = await restored();
  tokens.close();
  await expect(tokens.token()).rejects.toMatchObject({ code: 'sign-in-needed' });
  tokens.warmUp();
  expect(silent).not.toHaveBeenCalled();
  expect(tokens.expiresAt()).toBeUndefined();
});
