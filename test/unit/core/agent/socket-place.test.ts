import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agentSocketPath, assertPrivateFolder } from '../../../../electron/core/agent/socket-place.ts';

const posix = process.platform !== 'win32';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-place-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.runIf(posix)('the path of the socket', () => {
  const state = () => '/home/sam/.local/state/max-desk';
  test.each([
    ['/run/user/1000', '/run/user/1000/max-desk/agent.sock'],
    [undefined, '/home/sam/.local/state/max-desk/agent/agent.sock'],
    ['', '/home/sam/.local/state/max-desk/agent/agent.sock'],
    ['run/user', '/home/sam/.local/state/max-desk/agent/agent.sock'],
  ])('XDG_RUNTIME_DIR=%s: %s', (runtime, socket) => {
    expect(agentSocketPath({ XDG_RUNTIME_DIR: runtime }, state)).toBe(socket);
  });

  test('that no socket can have is refused: the system would cut it off', () => {
    const runtime = (length: number) => `/${'x'.repeat(length - '/max-desk/agent.sock'.length - 1)}`;
    expect(agentSocketPath({ XDG_RUNTIME_DIR: runtime(103) }, state)).toHaveLength(103);
    expect(() => agentSocketPath({ XDG_RUNTIME_DIR: runtime(104) }, state)).toThrow(
      expect.objectContaining({ code: 'agent-unavailable' }),
    );
  });
});

describe.runIf(posix)('the folder of the socket', () => {
  const socket = () => path.join(folder, 'a', 'max-desk', 'agent.sock');
  const own = () => path.dirname(socket());

  test('is made for this user alone, but not by who only looks', () => {
    assertPrivateFolder(socket(), false);
    expect(existsSync(own())).toBe(false);
    assertPrivateFolder(socket(), true);
    expect(lstatSync(own()).mode & 0o777).toBe(0o700);
    assertPrivateFolder(socket(), false);
  });

  test.each([0o711, 0o750, 0o704, 0o770])('with the mode %o is refused, and left as it is', (mode) => {
    mkdirSync(own(), { recursive: true });
    chmodSync(own(), mode);
    expect(() => assertPrivateFolder(socket(), true)).toThrow();
    expect(lstatSync(own()).mode & 0o777).toBe(mode);
  });

  test('is refused where others can replace it', () => {
    mkdirSync(own(), { recursive: true, mode: 0o700 });
    chmodSync(path.join(folder, 'a'), 0o777);
    expect(() => assertPrivateFolder(socket(), true)).toThrow(expect.objectContaining({ code: 'storage' }));
  });
});
