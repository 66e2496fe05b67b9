import { z } from 'zod';
import { type PolicyKey, policyKeys } from '../../contract/names.ts';
import { type ManagedValue, Settings } from '../../contract/settings.ts';
import { anyHost, type HostRule, hostsOf, noHost, onlyHosts } from '../connection/allowed-hosts.ts';
import { type Connection, parseConnection } from '../connection/connection-file.ts';
import { type LogLevel, logLevels } from '../diagnostics/log-lines.ts';
import { AppError, toAppError } from '../errors.ts';
import type { PolicySource } from './policy-source.ts';

/** The registry has no boolean type. */
const YesOrNo = z.union(
  [z.boolean(), z.literal(0).transform(() => false), z.literal(1).transform(() => true)],
  { error: 'must be true or false (in the registry 1 or 0)' },
);
const HostPattern = z
  .string()
  .regex(
    /^(\*\.)?(([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i,
    'must be the name of a host, for instance api.example.com or *.example.com',
  )
  .transform((host) => host.toLowerCase());
/** A connection file as an object, or as JSON text if a place supports only texts. */
const ConnectionFile = z.union([z.string(), z.record(z.string(), z.unknown())]);

/** The values that a policy may contain, all optional. */
export const PolicyValues = z.strictObject({
  connections: z.array(ConnectionFile).max(50).optional(),
  allowedHosts: z.array(HostPattern).max(500).optional(),
  updates: YesOrNo.optional(),
  updateChannel: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the name of a channel, for instance latest or beta')
    .optional(),
  updateDeferralDays: z.number().int().min(0).max(90).optional(),
  clipboardSeconds: Settings.shape.clipboardSeconds.optional(),
  startWithSystem: YesOrNo.optional(),
  simulator: YesOrNo.optional(),
  agent: YesOrNo.optional(),
  logLevel: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).optional(),
} satisfies Record<PolicyKey, z.ZodType>);
type PolicyValues = z.output<typeof PolicyValues>;

/** The organisation's policy, validated. */
export interface Policy {
  /** The values as shown to the user. */
  managed: ManagedValue[];
  connections: readonly { connection: Connection; origin: string }[];
  hosts: HostRule;
  /** Why the policy cannot be used; then nothing is allowed. */
  problem: AppError | undefined;
  simulator: boolean;
  updates: { allowed: boolean; channel: string | undefined; deferralDays: number };
  logLevel: LogLevel;
  /** The effective settings: the user's, overridden by the policy. */
  over(settings: Settings): Settings;
  /** Throws `managed` if the change touches a managed setting. */
  assertChangeable(change: Partial<Settings>): void;
}

/** The policy of this computer. Never rejects: if a source fails, nothing is allowed. */
export function readPolicy(sources: Promise<PolicySource[]>): Promise<Policy> {
  return sources.then(createPolicy, (error: unknown) => brokenPolicy(toAppError(error)));
}

/** The policy from these sources, strongest first. Never throws: an invalid policy allows nothing, and says why. */
export function createPolicy(sources: readonly PolicySource[]): Policy {
  try {
    return policyOf(sources);
  } catch (error) {
    return brokenPolicy(toAppError(error));
  }
}

/** The policy if a source could not be read or understood. */
function brokenPolicy(problem: AppError): Policy {
  return {
    ...policyOf([]),
    hosts: noHost(problem),
    problem,
    simulator: false,
    updates: { allowed: false, channel: undefined, deferralDays: 0 },
  };
}

/** The policy of an unmanaged computer. */
export const noPolicy: Policy = policyOf([]);

function policyOf(sources: readonly PolicySource[]): Policy {
  const origins = new Map<string, string>();
  const raw: Record<string, unknown> = {};
  for (const { values, origin } of sources) {
    for (const [key, value] of Object.entries(values)) {
      if (origins.has(key)) continue;
      origins.set(key, origin);
      raw[key] = value;
    }
  }
  const originOf = (key: string) => origins.get(key) ?? '';
  const values = parseValues(raw, originOf);
  const connections = (values.connections ?? []).map((file, index) => ({
    connection: connectionIn(file, `connections.${index}`, originOf('connections')),
    origin: originOf('connections'),
  }));
  const decided: Partial<Settings> = {
    ...(values.clipboardSeconds === undefined ? {} : { clipboardSeconds: values.clipboardSeconds }),
    ...(values.startWithSystem === undefined ? {} : { startWithSystem: values.startWithSystem }),
    ...(values.agent === undefined ? {} : { agent: values.agent }),
  };
  return {
    managed: managedValues(values, connections, originOf),
    connections,
    hosts: hostRule(values, connections, originOf('allowedHosts')),
    problem: undefined,
    simulator: values.simulator ?? true,
    updates: {
      allowed: values.updates ?? true,
      channel: values.updateChannel,
      deferralDays: values.updateDeferralDays ?? 0,
    },
    logLevel: values.logLevel ?? 'info',
    over: (settings) => ({ ...settings, ...decided }),
    assertChangeable(change) {
      const key = Object.keys(decided).find((each) => each in change);
      if (key === undefined) return;
      throw new AppError('managed', `Your organisation has decided "${key}".`, {
        details: { key, file: originOf(key) },
      });
    },
  };
}

function parseValues(raw: Record<string, unknown>, originOf: (key: string) => string): PolicyValues {
  const { data, error } = PolicyValues.safeParse(raw);
  if (data) return data;
  const [issue] = [...error.issues].sort((a, b) => Number(isUnknown(b)) - Number(isUnknown(a)));
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    throw wrongKey(key, 'is not a key of a policy', originOf(key));
  }
  const [key = ''] = issue?.path ?? [];
  throw wrongKey((issue?.path ?? []).join('.'), textOf(issue), originOf(String(key)));
}

/** A misspelt key is reported first: its rule would silently not apply. */
function isUnknown({ code }: z.core.$ZodIssue): boolean {
  return code === 'unrecognized_keys';
}

function textOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'invalid_type') return issue?.message ?? 'is wrong';
  const names: Record<string, string> = {
    string: 'text',
    array: 'a list',
    number: 'a number',
    int: 'a whole number',
  };
  return `must be ${names[issue.expected] ?? issue.expected}`;
}

function wrongKey(key: string, text: string, origin: string): AppError {
  return new AppError('policy', `The policy in ${origin} cannot be used: "${key}" ${text}.`, {
    details: { key, file: origin, text },
  });
}

function connectionIn(file: string | Record<string, unknown>, key: string, origin: string): Connection {
  try {
    return parseConnection(typeof file === 'string' ? file : JSON.stringify(file), origin);
  } catch (error) {
    const { key: inner, text } = toAppError(error).details;
    throw wrongKey(inner ? `${key}.${inner}` : key, text ?? 'is no connection file', origin);
  }
}

/** The hosts of the policy's own connections need not be listed. */
function hostRule({ allowedHosts }: PolicyValues, own: Policy['connections'], origin: string): HostRule {
  if (!allowedHosts) return anyHost;
  return onlyHosts([...allowedHosts, ...own.flatMap(({ connection }) => hostsOf(connection))], origin);
}

function managedValues(
  values: PolicyValues,
  own: Policy['connections'],
  originOf: (key: string) => string,
): ManagedValue[] {
  return policyKeys.flatMap((key): ManagedValue[] => {
    const value = key === 'connections' ? own.map(({ connection }) => connection.name) : values[key];
    return values[key] === undefined || value === undefined ? [] : [{ key, value, origin: originOf(key) }];
  });
}
