import { describe, expect, test } from 'vitest';
import { isExempt } from '../../../../electron/core/proxy/no-proxy.ts';

/** Mostly what curl's own test of its list has (tests/unit/unit1614.c). */
const matching: [hostname: string, list: string][] = [
  ['www.example.com', 'localhost,.example.com,.example.de'],
  ['www.example.com.', 'localhost,.example.com,.example.de'],
  ['example.com', 'localhost,.example.com,.example.de'],
  ['example.com.', 'localhost,.example.com,.example.de'],
  ['www.example.com', 'localhost,.example.com.,.example.de'],
  ['www.example.com', 'localhost,www.example.com.,.example.de'],
  ['example.com', 'localhost,example.com,.example.de'],
  ['example.com.', 'localhost,example.com,.example.de'],
  ['www.example.com', 'foo, .example.com'],
  ['example.com', '.example.com, .example.net'],
  ['api.example.com', 'Example.COM'],
  ['bar', 'foo, bar, ::1/64'],
  ['bar', 'foo,,,,,              bar, ::1/64'],
  ['192.168.1.1', 'foo, bar, 192.168.0.0/16'],
  ['192.168.0.1', '192.168.0.0/16'],
  ['192.168.0.1', '192.168.0.0/24'],
  ['192.160.0.1', '192.160.0.1'],
  ['192.160.0.1', '192.160.0.1/32'],
  // curl takes a prefix that is no number, or nought, for a single address.
  ['192.168.0.1', '192.168.0.1/0'],
  ['[::1]', 'foo, bar, ::1/64'],
  ['[::1]', '::1'],
  ['[::1]', '[::1]'],
  ['[fe80::1]', 'fe80::/10'],
  ['[2001:db8:1::7]', '2001:db8::/33'],
  ['anything', '*'],
  ['[::1]', '*'],
];
const others: [hostname: string, list: string][] = [
  ['anything', ''],
  ['nonexample.com', '.example.com, .example.net'],
  ['nonexample.com', 'example.com'],
  ['www.example.com', 'www2.example.com, .example.net'],
  ['192.168.0.1', '192.168.0.0/32'],
  ['192.168.0.1', '192.168.0.0'],
  ['192.168.1.1', '192.168.0.0/24'],
  ['192.168.0.1', '192.168.0.0/33'],
  ['192.168.0.1', '168.0.1'],
  ['192.168.0.1', '.0.1'],
  ['[::1]', 'foo, bar, 192.168.0.0/16'],
  ['[2001:db8:8000::7]', '2001:db8::/33'],
  ['[::1]', '::1/129'],
  // A star stands alone, and is no part of a name.
  ['anything', 'foo,*'],
  ['api.example.com', '*.example.com'],
  // curl knows no ports in the list.
  ['example.com', 'example.com:443'],
  // Only a comma separates: a blank ends the list.
  ['b.example', 'a.example b.example'],
  ['c.example', 'a.example b.example, c.example'],
  ['example.com', '.'],
];

describe('NO_PROXY (R48)', () => {
  test.each(matching)('of %s is exempt by %j', (hostname, list) =>
    expect(isExempt(hostname, list)).toBe(true),
  );
  test.each(others)('of %s is not exempt by %j', (hostname, list) =>
    expect(isExempt(hostname, list)).toBe(false),
  );
});
