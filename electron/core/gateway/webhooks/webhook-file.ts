import { unitConditions } from '../../../contract/names.ts';
import type { Unit } from '../../../contract/units.ts';
import { isAllowedUrl, urlRule } from '../../connection/allowed-urls.ts';
import {
  type Check,
  lengthOf,
  list,
  object,
  oneOf,
  optional,
  type RuleFinding,
  text,
  unknownFirst,
  whole,
} from '../../connection/rules.ts';
import { AppError } from '../../errors.ts';
import { isRecord, jsonIn, notJson } from '../../json.ts';

type Condition = Unit['condition'];

/** One receiver, as the file of webhooks names it. */
export interface WebhookSettings {
  /** By which it is told of, and by which it finds what waits for it after a restart. */
  name: string;
  /** May hold a secret of the receiver: only its host is ever shown. */
  url: string;
  /** An absolute path. */
  secretFile?: string | undefined;
  secretDescriptor?: number | undefined;
  /** Only changes from or to one of these; all without. */
  conditions?: Condition[] | undefined;
  /** Only units of these sites; all without. */
  sites?: string[] | undefined;
}

const most = (count: number): Check<unknown[]>[] => [
  [({ length }) => length > 0, 'must name at least one'],
  [({ length }) => length <= count, `must have at most ${count} entries`],
];
const isOneLine: Check<string> = [
  (value) => /^[\w. -]{1,64}$/.test(value),
  'must be letters, digits, dots, blanks and hyphens, 64 at most',
];
const url: Check<string>[] = [
  [isAllowedUrl, urlRule],
  [(value) => !value.includes('#'), 'must have no fragment'],
];
const isAbsolute: Check<string> = [
  (value) => /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(value),
  'must be an absolute path',
];

const readFile = object<{ webhooks: WebhookSettings[] }>(
  {
    webhooks: list(
      object<WebhookSettings>(
        {
          name: text([isOneLine]),
          url: text([...url, ...lengthOf(1, 2_048)]),
          secretFile: optional(text([isAbsolute])),
          secretDescriptor: optional(whole('a file descriptor', 0, 1_023)),
          conditions: optional(list(oneOf(...unitConditions), most(unitConditions.length))),
          sites: optional(list(text(lengthOf(1, 200)), most(1_000))),
        },
        { strict: true, of: 'a webhook' },
      ),
      most(16),
    ),
  },
  { strict: true, of: 'a file of webhooks' },
);

/**
 * Reads the file of webhooks (docs/webhooks.md). Throws `configuration`, which names the first keys that are wrong, and
 * nothing of what they hold.
 */
export function parseWebhooks(content: string, file: string): WebhookSettings[] {
  const json = jsonIn(content.replace(/^\ufeff/, ''));
  if (json === undefined) throw wrong(file, '', notJson(content));
  // In a file of another kind, named by mistake, the name of a key may be a secret.
  if (!isRecord(json) || !('webhooks' in json))
    throw wrong(file, '', 'must be an object with a list "webhooks"');
  const findings: RuleFinding[] = [];
  const { webhooks = [] } = readFile(json, '', findings);
  const [first] = unknownFirst(findings);
  if (first) throw wrong(file, first.key, first.text);
  for (const [i, { name, secretFile, secretDescriptor }] of webhooks.entries()) {
    if ((secretFile === undefined) === (secretDescriptor === undefined))
      throw wrong(file, `webhooks.${i}`, 'must have either "secretFile" or "secretDescriptor"');
    if (webhooks.findIndex((each) => each.name === name) !== i)
      throw wrong(file, `webhooks.${i}.name`, 'is that of another one, too');
  }
  return webhooks;
}

function wrong(file: string, key: string, what: string): AppError {
  const where = key === '' ? '' : ` "${key}"`;
  return new AppError('configuration', `${file}:${where} ${what}.`, {
    hint: 'Correct the file of webhooks; docs/webhooks.md has an example.',
    details: { file, key, text: what },
  });
}

/** Whether a change is told to a receiver. Who wants to know of an outage hears of its end, too. */
export function isWanted(
  { conditions, sites }: Pick<WebhookSettings, 'conditions' | 'sites'>,
  { site, before, condition }: { site: string; before: Condition; condition: Condition },
): boolean {
  if (sites && !sites.includes(site)) return false;
  return !conditions || conditions.includes(before) || conditions.includes(condition);
}
