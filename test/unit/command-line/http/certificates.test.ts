import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTrust } from '../../../../electron/command-line/http/certificates.ts';

const pem = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n';
const fine = new Response();
const untrusted = () => Object.assign(new Error('x'), { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' });
let folder: string;
let file: string;
/** Each time, what is trusted from then on. */
let trusted: string[][];
const tls = {
  getCACertificates: (kind: string) => [kind],
  setDefaultCACertificates(list: string[]) {
    if (list.includes('broken')) throw new Error('bad base64');
    trusted.push(list);
  },
};
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-ca-'));
  file = path.join(folder, 'ca.pem');
  writeFileSync(file, pem);
  trusted = [];
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(tls as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const everything = ['bundled', 'extra', 'system'];

describe('the authorities that are trusted', () => {
  test('are those of the file alone at first, and those of the system only where they are needed', async () => {
    const { around } = createTrust(file);
    const http = vi.fn(async () => fine);
    const request = around(http);
    await request('https://a', {});
    await request('https://a', {});
    expect(trusted).toEqual([[pem]]);
    http.mockRejectedValueOnce(untrusted());
    expect(await request('https://b', {})).toBe(fine);
    expect(trusted).toEqual([[pem], [...everything, pem]]);
    expect(http).toHaveBeenCalledTimes(4);
  });

  test('are Node’s own without a file', async () => {
    const { around } = createTrust(undefined);
    const http = vi.fn(async () => fine);
    await around(http)('https://a', {});
    expect(trusted).toEqual([]);
    http.mockRejectedValueOnce(new TypeError('fetch failed', { cause: untrusted() }));
    await around(http)('https://b', {});
    expect(trusted).toEqual([everything]);
  });

  test('stay all of them once they are', async () => {
    const { all, around } = createTrust(file);
    all();
    await around(async () => fine)('https://a', {});
    expect(trusted).toEqual([[...everything, pem]]);
  });

  test.each([
    new Error('x'),
    Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
    Object.assign(new Error('x'), { code: 'ECONNRESET' }),
    'x',
  ])('do not help against another failure: %s', async (failure) => {
    const http = vi.fn(() => Promise.reject(failure));
    await expect(createTrust(file).around(http)('https://a', {})).rejects.toBe(failure);
    expect(http).toHaveBeenCalledOnce();
  });

  test.each([
    ['cannot be read', () => rmSync(file)],
    ['no certificate in PEM', () => writeFileSync(file, 'x')],
  ])('are not those of a file that %s', async (reason, spoil) => {
    spoil();
    const request = createTrust(file).around(async () => fine);
    const refused = {
      code: 'configuration',
      message: expect.stringContaining(reason),
      details: { file, key: '--ca' },
    };
    await expect(request('https://a', {})).rejects.toMatchObject(refused);
  });

  test('are not those of a file whose certificates are none', () => {
    vi.spyOn(tls, 'setDefaultCACertificates').mockImplementation(() => {
      throw new Error('bad base64');
    });
    expect(() => createTrust(file).all()).toThrow('holds no valid certificate');
  });
});
