import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const method = 'MIT-MAGIC-COOKIE-1';

/**
 * The number of a display on its host, and its address: a socket's path, or a host and port. Undefined if `DISPLAY` is
 * invalid (X(7), "Display names").
 */
export function x11Display(display = '') {
  const [, host = '', number] = /^(?:unix\/?)?([^:/]*):(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  if (number === undefined) return undefined;
  const address = host === '' ? `/tmp/.X11-unix/X${number}` : { host, port: 6_000 + Number(number) };
  return { number, address };
}

/** The cookie that grants access to the display; empty if no file has one, or if none is needed. Format: Xau(3). */
export function x11Cookie(number: string, env: NodeJS.ProcessEnv): { method: string; cookie: Buffer } {
  const nothing = { method: '', cookie: Buffer.alloc(0) };
  try {
    const bytes = readFileSync(env['XAUTHORITY'] ?? path.join(homedir(), '.Xauthority'));
    for (let at = 0; at < bytes.length; ) {
      const parts: Buffer[] = [];
      // After two bytes for its family, an entry has address, display, method and cookie, each preceded by its length.
      at += 2;
      for (let part = 0; part < 4; part++) {
        const start = at + 2;
        at = start + bytes.readUInt16BE(at);
        parts.push(bytes.subarray(start, at));
      }
      const [, display, name, cookie] = parts;
      const isOurs = display?.length === 0 || display?.toString() === number;
      if (isOurs && name?.toString() === method && cookie) return { method, cookie };
    }
    return nothing;
  } catch {
    return nothing;
  }
}
