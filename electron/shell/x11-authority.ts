import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const method = 'MIT-MAGIC-COOKIE-1';

export interface X11Display {
  /** Of the display on its host. */
  number: string;
  /** A socket's file, or a host and its port. */
  address: string | { host: string; port: number };
}

/** What `DISPLAY` means; undefined where it means nothing (X(7), "Display names"). */
export function x11Display(display = ''): X11Display | undefined {
  const [, host = '', number] = /^(?:unix\/?)?([^:/]*):(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  if (number === undefined) return undefined;
  const address = host === '' ? `/tmp/.X11-unix/X${number}` : { host, port: 6_000 + Number(number) };
  return { number, address };
}

/** What lets this person's programs in; empty where no file says it, as where it is not needed. Xau(3) has the format. */
export function x11Cookie(number: string, env: NodeJS.ProcessEnv): { method: string; cookie: Buffer } {
  const nothing = { method: '', cookie: Buffer.alloc(0) };
  try {
    const bytes = readFileSync(env['XAUTHORITY'] ?? path.join(homedir(), '.Xauthority'));
    for (let at = 0; at < bytes.length; ) {
      const parts: Buffer[] = [];
      // Behind the two bytes of its family an entry is address, display, method and cookie, each with its length before it.
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
