import { describe, expect, test, vi } from 'vitest';
import type { DoctorNetwork, Examination } from '../../../../electron/core/doctor/doctor.ts';
import { checkNames, checkProxy, checkTls } from '../../../../electron/core/doctor/network-checks.ts';
import { connectionWith } from '../../../fakes/connection.ts';

const connection = connectionWith({ 'api.hubUrl': 'wss://hub.example.com/live' });
const away = Object.assign(new Error('x'), { code: 'ENOTFOUND' });
type Part = Partial<Omit<Examination, 'network'>> & { network?: Partial<DoctorNetwork> };
function examination(part: Part = {}): Examination {
  const network = {
    lookup: async () => [],
    proxyFor: async () => undefined,
    peekCertificate: async () => undefined,
    ...part.network,
  };
  const http = async () => new Response('', { status: 401 });
  return { connection, http, ...part, network } as unknown as Examination;
}

describe('names', () => {
  test('are resolved, each once, without brackets', async () => {
    const lookup = vi.fn(async () => []);
    const local = connectionWith({
      'api.baseUrl': 'https://[::1]:8443/',
      'api.hubUrl': 'wss://login.example.com/',
    });
    expect(await checkNames(examination({ connection: local, network: { lookup } }))).toEqual({
      finding: 'resolved',
      details: { host: 'login.example.com, [::1]' },
    });
    expect(lookup.mock.calls).toEqual([['login.example.com'], ['::1']]);
  });

  test('that are not known here may be known to a proxy', async () => {
    const network = { lookup: () => Promise.reject(away), proxyFor: async () => 'proxy:8080' };
    expect(await checkNames(examination({ network }))).toMatchObject({
      finding: 'resolved-by-proxy',
      details: { proxy: 'proxy:8080' },
    });
    const alone = checkNames(examination({ network: { lookup: () => Promise.reject(away) } }));
    await expect(alone).rejects.toMatchObject({ code: 'offline', details: { host: 'login.example.com' } });
  });
});

describe('a proxy', () => {
  test('is there for some of the servers, or for none', async () => {
    expect(await checkProxy(examination())).toEqual({ finding: 'direct' });
    const proxyFor = async (url: string) => (url.includes('api') ? 'proxy:1' : undefined);
    expect(await checkProxy(examination({ network: { proxyFor } }))).toEqual({
      finding: 'proxied',
      details: { direct: 'login.example.com, hub.example.com', routes: 'api.example.com → proxy:1' },
    });
  });

  test('is named once, and it is told whether it has a password', async () => {
    const isSignedInToProxy = vi.fn(async (url: string) => url.includes('hub'));
    const network = { proxyFor: async () => 'proxy:1', isSignedInToProxy };
    expect(await checkProxy(examination({ network }))).toEqual({
      finding: 'proxied-signed-in',
      details: {
        direct: '–',
        routes: 'login.example.com → proxy:1, api.example.com → proxy:1, hub.example.com → proxy:1',
      },
    });
    expect(isSignedInToProxy).toHaveBeenCalledWith('https://hub.example.com/live', 'proxy:1');
  });
});

describe('a secure connection', () => {
  const certificate = { issuer: 'CA', until: '2030-01-01' };

  test('is named with who vouches for it, and with the day that comes first', async () => {
    const peekCertificate = async (url: string) =>
      url.includes('hub')
        ? undefined
        : { ...certificate, until: url.includes('api') ? '2029-01-01' : '2031-01-01' };
    expect(await checkTls(examination({ network: { peekCertificate } }))).toEqual({
      finding: 'secure',
      details: {
        host: 'login.example.com, api.example.com, hub.example.com',
        issuer: 'CA',
        until: '2029-01-01',
      },
    });
  });

  test('behind a proxy hides who vouches for it', async () => {
    expect((await checkTls(examination())).details).toMatchObject({ issuer: '–', until: '–' });
  });

  test('is not needed on this computer', async () => {
    const local = connectionWith({
      'identity.authority': 'http://127.0.0.1:1/t',
      'api.baseUrl': 'http://127.0.0.1:2',
    });
    expect(await checkTls(examination({ connection: local }))).toEqual({ finding: 'on-this-computer' });
  });

  test('that is not trusted names who has issued the certificate', async () => {
    const http = () => Promise.reject(Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }));
    const network = { peekCertificate: async () => certificate };
    await expect(checkTls(examination({ http, network }))).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('issued by "CA", until 2030-01-01'),
      details: { host: 'login.example.com', ...certificate },
    });
    await expect(checkTls(examination({ http }))).rejects.not.toHaveProperty('details.issuer');
  });

  test('that cannot be made is no certificate’s fault', async () => {
    const peekCertificate = vi.fn(async () => certificate);
    const http = () => Promise.reject(away);
    const tls = checkTls(examination({ http, network: { peekCertificate } }));
    await expect(tls).rejects.toMatchObject({ code: 'offline' });
    expect(peekCertificate).not.toHaveBeenCalled();
  });
});
