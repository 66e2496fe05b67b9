import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../../../electron/core/connection/connection-file.ts';
import { createProposals } from '../../../../electron/core/connections/proposals.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { connectionWith, fileWith } from '../../../fakes/connection.ts';
import { fakeLog } from '../../../fakes/ports.ts';

let kept: Connection[];
let opened: Connection | undefined;
let proposals: ReturnType<typeof createProposals>;
const onChange = vi.fn();

beforeEach(() => {
  kept = [];
  opened = undefined;
  onChange.mockClear();
  const parts = { allow: () => undefined, log: fakeLog(), onChange };
  proposals = createProposals({ kept: () => kept, opened: () => opened, ...parts });
});
const offer = (changes: Record<string, unknown> = {}) =>
  proposals.offer('link', () => ({ text: fileWith(changes), origin: '' }));

describe('a proposal', () => {
  test('shows every address in full, and which of them nobody knows: another path at a known host is one', async () => {
    kept = [connectionWith({ 'api.baseUrl': 'https://api.example.com/other' })];
    const endpoint = (name: string) => `https://${name}.example.net/x`;
    await offer({
      'api.hubUrl': 'wss://hub.example.org/live',
      'identity.authorityMetadata': {
        issuer: 'https://login.example.com/v2',
        authorization_endpoint: endpoint('pages'),
        token_endpoint: endpoint('tokens'),
        jwks_uri: endpoint('tokens'),
      },
    });
    const { addresses, replaces } = proposals.current() ?? {};
    expect(addresses).toEqual([
      { use: 'identity', address: 'https://login.example.com/tenant/B2C_1_SignIn', isKnown: true },
      { use: 'api', address: 'https://api.example.com/max', isKnown: false },
      { use: 'units', address: 'https://api.example.com/max/units', isKnown: false },
      { use: 'hub', address: 'wss://hub.example.org/live', isKnown: false },
      { use: 'other', address: 'https://pages.example.net/x', isKnown: false },
      { use: 'other', address: 'https://tokens.example.net/x', isKnown: false },
    ]);
    expect(replaces).toBeNull();
  });

  test('has its name on one line, in the order in which it is stored', async () => {
    await offer({ name: '\u202e TK\r\nElevator\u2028 \u2066(safe)\t' });
    expect(proposals.current()?.name).toBe('TK Elevator (safe)');
  });

  test('says whose accounts would be signed in there, too', async () => {
    kept = [connectionWith({ name: 'Mine' })];
    await offer({ 'api.baseUrl': 'https://api.example.com/other' });
    expect(proposals.current()).toMatchObject({ sharesSignIn: 'Mine', replaces: null });
    proposals.decline(proposals.current()?.id ?? -1);
    await offer({ 'identity.clientId': 'another' });
    expect(proposals.current()?.sharesSignIn).toBeNull();
  });

  test('says how it would have units read', async () => {
    const fields = { city: 'ort' };
    const statuses = { Fault: 'in-service' };
    await offer({ 'api.fields': fields, 'api.statuses': statuses });
    expect(proposals.current()).toMatchObject({ fields, statuses });
  });

  test('that says nothing of that has units read as was learned before, and is none where that is open', async () => {
    const learned = { 'api.fields': { city: 'ort' }, 'api.statuses': { B1: 'limited' } };
    kept = [connectionWith(learned)];
    await offer({ name: 'Theirs' });
    expect(proposals.current()).toMatchObject({ fields: { city: 'ort' }, statuses: { B1: 'limited' } });
    const { id = -1 } = proposals.current() ?? {};
    expect(JSON.parse(proposals.accept(id).text)).toMatchObject({
      name: 'Theirs',
      api: { fields: { city: 'ort' } },
    });
    opened = kept[0];
    await offer();
    expect(proposals.current()).toBeNull();
    await offer({ 'api.fields': { city: 'town' } });
    expect(proposals.current()).toMatchObject({ fields: { city: 'town' }, statuses: {} });
  });

  test('that means a kept connection says which one it replaces', async () => {
    kept = [connectionWith({ name: 'Mine' })];
    await offer({ name: 'Theirs' });
    expect(proposals.current()).toMatchObject({ name: 'Theirs', replaces: 'Mine' });
    expect(proposals.current()?.addresses.every(({ isKnown }) => isKnown)).toBe(true);
  });

  test('is none when it is what is open already, to the letter', async () => {
    opened = connectionWith({ name: 'Mine' });
    await offer({ name: 'Mine' });
    expect(proposals.current()).toBeNull();
    await offer({ name: 'Theirs' });
    expect(proposals.current()).toMatchObject({ name: 'Theirs' });
  });

  test('is taken by its number only, the oldest first', async () => {
    await offer({ name: 'One' });
    await offer({ name: 'Two' });
    const first = proposals.current()?.id ?? 0;
    expect(() => proposals.accept(first + 1)).toThrow(AppError);
    expect(JSON.parse(proposals.accept(first).text)).toMatchObject({ name: 'One' });
    expect(proposals.current()).toMatchObject({ name: 'Two' });
    proposals.decline(first + 1);
    expect(proposals.current()).toBeNull();
  });

  test('that cannot be read is shown with its problem, and can only be declined', async () => {
    await proposals.offer('file', () => Promise.reject(new AppError('configuration', 'broken')));
    const { id = -1, problem } = proposals.current() ?? {};
    expect(problem).toMatchObject({ code: 'configuration' });
    expect(() => proposals.accept(id)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    proposals.decline(id);
    expect(proposals.current()).toBeNull();
  });

  test('is not asked about twice, and not without end', async () => {
    for (let count = 0; count < 3; count++) await offer();
    for (let count = 0; count < 20; count++) await offer({ name: `Number ${count}` });
    let asked = 0;
    for (let next = proposals.current(); next !== null; next = proposals.current()) {
      proposals.decline(next.id);
      asked += 1;
    }
    expect(asked).toBe(5);
  });
});
