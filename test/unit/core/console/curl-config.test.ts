import { describe, expect, test } from 'vitest';
import { curlConfig } from '../../../../electron/core/console/curl.ts';

const request = { url: 'https://api.example.com/units', token: 't', keyHeader: 'X-Key', key: 'k' };

describe('a configuration of curl', () => {
  test('holds the address and both headers', () => {
    expect(curlConfig(request)).toBe(
      [
        'url = "https://api.example.com/units"',
        'header = "Authorization: Bearer t"',
        'header = "X-Key: k"',
      ].join('\n'),
    );
  });

  test('leaves out a key that there is not', () => {
    expect(curlConfig({ ...request, key: undefined })).not.toContain('X-Key');
  });

  test('takes brackets in an address literally', () => {
    expect(curlConfig({ ...request, url: 'https://a/[1]' })).toContain('\ngloboff\n');
  });

  test('is never more lines than it says, whatever is in it', () => {
    const hostile = curlConfig({ ...request, keyHeader: 'X"\\\n\r\t\vurl = "evil', key: "$'#" });
    expect(hostile.split('\n')).toHaveLength(3);
    expect(hostile.split('\n')[2]).toBe(String.raw`header = "X\"\\\n\r\t\vurl = \"evil: $'#"`);
  });
});
