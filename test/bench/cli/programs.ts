import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dist, root } from '../../../build/bundles.ts';
import { runCommand } from '../harness/command.ts';
import type { Service } from '../harness/service.ts';

/** A program for Node, with its arguments and environment. */
export interface NodeProgram {
  readonly args: readonly string[];
  readonly env: Record<string, string>;
}

/** `max-desk units` as NDJSON, with this service. */
export function ourList(folder: string, service: Service): NodeProgram {
  const connection = path.join(folder, 'units.json');
  writeFileSync(connection, JSON.stringify(service.connection));
  const options = ['--connection', connection, '--technical-account', service.username];
  return {
    args: [path.join(dist, 'cli.cjs'), 'units', '--format', 'ndjson', '--quiet', ...options],
    env: { MAX_DESK_PASSWORD: service.password, MAX_DESK_SUBSCRIPTION_KEY: service.subscriptionKey },
  };
}

/** What the portal documents for a technical account: where the form goes, and what is in it. */
export function portalForm({
  connection,
  username,
  password,
}: Pick<Service, 'connection' | 'username' | 'password'>) {
  const { identity } = connection;
  const { policy, clientId } = identity.technicalAccount;
  const fields = {
    client_id: clientId,
    username,
    password,
    scope: identity.scopes.join(' '),
    grant_type: 'password',
  };
  return { url: `${identity.authority}/${policy}/oauth2/v2.0/token`, fields };
}

/** Runs it without keeping what it prints: ms from start to end, ms of CPU, and the most memory that it ever had, MB. */
export async function runNode(
  folder: string,
  { args, env }: NodeProgram,
): Promise<{ ms: number; cpu: number; peak: number }> {
  const hook = path.join(folder, 'usage.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); console.error('used', maxRSS, userCPUTime + systemCPUTime); });",
  );
  // Not with exec: the most memory of a process counts from its fork, so it would be that of the bench.
  const script = '"$0" --require "$@" 2>&1 1>/dev/null; exit $?';
  const { ms, out } = await runCommand('sh', ['-c', script, process.execPath, hook, ...args], {
    ...env,
    PWD: root,
  });
  const [, peak, cpu] = /used (\d+) (\d+)/.exec(out) ?? [];
  return { ms, cpu: Number(cpu ?? Number.NaN) / 1_000, peak: Number(peak ?? Number.NaN) / 1_024 };
}
