import { describe, expect, test } from 'vitest';
import { createPassedHeaders, returnedHeaders } from '../../../../electron/core/gateway/passed-headers.ts';

const passed = createPassedHeaders(['ocp-apim-subscription-key']);

describe('the headers of a request', () => {
  test('are passed on without what is the client’s own or that of its connection', () => {
    const headers = {
      accept: 'application/json',
      'if-none-match': '"1"',
      'content-length': '3',
      'content-type': 'text/plain',
      'accept-language': 'de',
      authorization: 'Bearer local',
      'x-max-desk-secret': 'local',
      cookie: 'a=b',
      host: '127.0.0.1:8620',
      'user-agent': 'curl',
      'x-forwarded-for': '10.0.0.1',
      expect: '100-continue',
      connection: 'keep-alive, X-Hop , te',
      'x-hop': '1',
      te: 'trailers',
      'keep-alive': 'timeout=5',
      'transfer-encoding': 'chunked',
      upgrade: 'h2c',
      'proxy-authorization': 'Basic x',
      'ocp-apim-subscription-key': 'another',
    };
    expect(passed(headers, { authorization: 'Bearer token', 'ocp-apim-subscription-key': 'key' })).toEqual({
      accept: 'application/json',
      'if-none-match': '"1"',
      'content-length': '3',
      'content-type': 'text/plain',
      'accept-language': 'de',
      authorization: 'Bearer token',
      'ocp-apim-subscription-key': 'key',
    });
  });

  test('cannot name another method or path than those that were allowed', () => {
    const headers = {
      'x-http-method': 'DELETE',
      'x-http-method-override': 'DELETE',
      'x-method-override': 'DELETE',
      'x-original-method': 'DELETE',
      'x-original-url': '/orders',
      'x-original-uri': '/orders',
      'x-rewrite-url': '/orders',
      'x-forwarded-uri': '/orders',
      'x-forwarded-prefix': '/orders',
      'x-request-id': '1',
    };
    expect(passed(headers, {})).toEqual({ 'x-request-id': '1' });
  });

  test('cannot take token and key away by naming them as those of the connection', () => {
    const headers = { connection: 'authorization, ocp-apim-subscription-key' };
    const own = { authorization: 'Bearer token', 'ocp-apim-subscription-key': 'key' };
    expect(passed(headers, own)).toEqual(own);
  });
});

describe('the headers of a response', () => {
  test('come as they are, without cookies and those of the connection', () => {
    const rawHeaders = [
      ...[
        'Content-Type',
        'application/json',
        'Link',
        '<a>',
        'link',
        '<b>',
        'Set-Cookie',
        'a=b',
        'ETag',
        '"1"',
      ],
      ...[
        'Connection',
        'close, X-Hop',
        'X-Hop',
        '1',
        'Transfer-Encoding',
        'chunked',
        'Keep-Alive',
        'timeout=5',
      ],
    ];
    expect(returnedHeaders({ rawHeaders, headers: { connection: 'close, X-Hop' } })).toEqual([
      ...['Content-Type', 'application/json', 'Link', '<a>', 'link', '<b>', 'ETag', '"1"'],
    ]);
  });
});
