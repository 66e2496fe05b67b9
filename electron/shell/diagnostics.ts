import { readdir, readFile, stat } from 'node:fs/promises';
import { arch, release } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { DiagnosticsSource } from '../core/diagnostics/diagnostics.ts';
import { systemCode } from '../core/errors.ts';

/** The shell's part of a diagnostics file. `folder` holds the log. */
export function diagnosticsSource(folder: string): DiagnosticsSource {
  return {
    versions,
    async logs() {
      const names = await readdir(folder).catch(() => []);
      const logs = names.filter((name) => name.endsWith('.log'));
      const texts = logs.map(async (name) => [name, await textOf(path.join(folder, name))] as const);
      return Object.fromEntries(await Promise.all(texts));
    },
    pack,
  };
}

/** A file that cannot be read does not prevent reading the others. */
async function textOf(file: string): Promise<string> {
  try {
    // Reading a pipe would block until something writes to it.
    if (!(await stat(file)).isFile()) return 'It cannot be read (it is not a file).\n';
    return await readFile(file, 'utf8');
  } catch (error) {
    return `It cannot be read (${systemCode(error)}).\n`;
  }
}

function versions(): Record<string, string> {
  const { electron = '', chrome = '', node = '' } = process.versions;
  const { XDG_SESSION_TYPE, XDG_CURRENT_DESKTOP } = process.env;
  return {
    electron,
    chrome,
    node,
    platform: process.platform,
    release: release(),
    arch: arch(),
    packaged: String(app.isPackaged),
    locale: app.getLocale(),
    ...(XDG_SESSION_TYPE ? { sessionType: XDG_SESSION_TYPE } : {}),
    ...(XDG_CURRENT_DESKTOP ? { desktop: XDG_CURRENT_DESKTOP } : {}),
  };
}

/** Packs one zip. The packer is loaded only now. */
async function pack(files: Record<string, string>): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import('fflate');
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}
