import { execFile } from 'node:child_process';
import path from 'node:path';
import { childEnvironment } from '../core/own-environment.ts';

/** Runs PowerShell with this command and environment; rejects if it fails. */
export type RunPowerShell = (command: string, env: Record<string, string>) => Promise<string>;

// The file name is passed in the environment: as part of the command it could run as code.
const command = `$ErrorActionPreference = 'Stop'
try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch {}
$s = Get-AuthenticodeSignature -LiteralPath $env:MAX_DESK_UPDATE
@{ status = [int]$s.Status; subject = $s.SignerCertificate.Subject } | ConvertTo-Json -Compress`;

/**
 * Whether an installer is signed by one of these publishers, each a common name or a whole subject; null if it is, else
 * the reason. electron-updater's own check accepts everything if PowerShell is forbidden, this one nothing (R36).
 */
export async function verifyPublisher(
  publishers: readonly string[],
  file: string,
  run: RunPowerShell = runPowerShell,
): Promise<string | null> {
  try {
    const { status, subject } = JSON.parse(await run(command, { MAX_DESK_UPDATE: file })) as Record<
      string,
      unknown
    >;
    if (status !== 0 || typeof subject !== 'string') return 'it has no valid signature';
    const isKnown = publishers.some((each) => each === subject || each === commonName(subject));
    return isKnown ? null : 'it is signed by somebody else';
  } catch {
    return 'its signature cannot be checked on this computer';
  }
}

/** RFC 2253 as Windows writes it: a value with a comma is quoted, and a quote in it is doubled. */
function commonName(subject: string): string | undefined {
  for (const [, name, quoted, plain] of subject.matchAll(
    /([\w.]+)=(?:"((?:[^"]|"")*)"|([^,"]*))(?:, *|$)/gy,
  )) {
    if (name === 'CN') return quoted?.replaceAll('""', '"') ?? plain;
  }
  return undefined;
}

const runPowerShell: RunPowerShell = (text, env) => {
  const folder = path.win32.join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32');
  const file = path.win32.join(folder, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const args = ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-Command', text];
  // If a newer PowerShell started us, its modules do not fit this one.
  const options = {
    env: { ...childEnvironment(), PSModulePath: '', ...env },
    timeout: 30_000,
    windowsHide: true,
  };
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
};
