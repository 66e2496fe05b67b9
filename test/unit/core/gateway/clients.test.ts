import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClientCheck, openClients } from '../../../../electron/core/gateway/clients.ts';

const posix = process.platform !== 'win32';
let parent: string;
let folder: string;
beforeEach(() => {
  parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'max-desk-clients-')));
  folder = path.join(parent, 'gateway');
});
afterEach(() => rmSync(parent, { recursive: true }));

describe('the clients of the gateway', () => {
  test('have a secret each, made once, in a file for its owner only', () => {
    const [grafana, excel] = openClients(folder, ['grafana', 'excel', 'grafana']);
    expect(readdirSync(folder).sort()).toEqual(['excel.secret', 'grafana.secret']);
    expect(grafana?.secret).toMatch(/^[\w-]{43}$/);
    expect(grafana?.secret).not.toBe(excel?.secret);
    expect(readFileSync(grafana?.file ?? '', 'utf8')).toBe(`${grafana?.secret}\n`);
    if (posix) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(grafana?.file ?? '').mode & 0o777).toBe(0o600);
    }
    expect(openClients(folder, ['grafana'])).toEqual([grafana]);
  });

  test.each(['', 'Grafana', '../grafana', 'a/b', 'a.b', '-a', 'a b', 'x'.repeat(33), 'ü'])(
    'have no name %j',
    (name) => {
      expect(() => openClients(folder, ['ok', name])).toThrow(expect.objectContaining({ code: 'usage' }));
      expect(readdirSync(parent)).toEqual([]);
    },
  );

  test.each(['', '\n', 'short\n', `${'x'.repeat(43)} x\n`])(
    'have no secret %j: a file that is torn is told',
    (text) => {
      const [client] = openClients(folder, ['a']);
      writeFileSync(client?.file ?? '', text);
      expect(() => openClients(folder, ['a'])).toThrow(
        expect.objectContaining({ code: 'storage', hint: expect.stringContaining('Remove it') }),
      );
    },
  );

  test.runIf(posix)('have no secret that others may read, and none behind a link', () => {
    const [client] = openClients(folder, ['a']);
    const file = client?.file ?? '';
    chmodSync(file, 0o640);
    expect(() => openClients(folder, ['a'])).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('0600') }),
    );
    const elsewhere = path.join(parent, 'elsewhere');
    writeFileSync(elsewhere, readFileSync(file), { mode: 0o600 });
    rmSync(file);
    symlinkSync(elsewhere, file);
    expect(() => openClients(folder, ['a'])).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('symbolic link') }),
    );
    chmodSync(folder, 0o777);
    expect(() => openClients(folder, ['b'])).toThrow(expect.objectContaining({ code: 'storage' }));
  });
});

describe('a client', () => {
  const clients = [
    { name: 'one', secret: 'a'.repeat(43) },
    { name: 'two', secret: 'b'.repeat(43) },
  ];
  const clientOf = createClientCheck(clients);

  test('shows its secret in either header', () => {
    expect(clientOf({ authorization: `Bearer ${'a'.repeat(43)}` })).toBe('one');
    expect(clientOf({ authorization: `bearer  ${'b'.repeat(43)} ` })).toBe('two');
    expect(clientOf({ 'x-max-desk-secret': 'b'.repeat(43) })).toBe('two');
    // For a tool that signs in elsewhere by the other header.
    expect(clientOf({ 'x-max-desk-secret': 'b'.repeat(43), authorization: 'Basic abc' })).toBe('two');
  });

  test.each([
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' },
    { authorization: 'a'.repeat(43) },
    { authorization: `Basic ${'a'.repeat(43)}` },
    { authorization: `Bearer ${'a'.repeat(42)}` },
    { authorization: `Bearer ${'a'.repeat(43)},${'a'.repeat(43)}` },
    { 'x-max-desk-secret': '' },
    { 'x-max-desk-secret': 'one' },
    { 'x-max-desk-secret': `${'a'.repeat(43)}, ${'b'.repeat(43)}` },
    { cookie: `secret=${'a'.repeat(43)}` },
  ])('is nobody with %o', (headers) => expect(clientOf(headers)).toBeUndefined());

  test('is nobody where there are none', () => {
    expect(createClientCheck([])({ authorization: 'Bearer x' })).toBeUndefined();
  });
});
