/** Faults that no test has to notice, each with its reason. An exception that fits no mutant any more is an error. */
import type { Candidate } from './report.ts';

interface Exception {
  file: string;
  /** The source that the mutant replaces, and what it replaces it by: all such mutants of the file. */
  code: string;
  text: string;
  /** Why no test can or should notice it. */
  reason: string;
}

const exceptions: readonly Exception[] = [
  {
    file: 'electron/core/auth/account-tokens.ts',
    code: 'token.expiresAt > clock.now()',
    text: 'token.expiresAt >= clock.now()',
    reason: 'The keeper hands out no token that has less than 30 s left.',
  },
  {
    file: 'renderer/units/table/order.ts',
    code: 'row < count',
    text: 'row <= count',
    reason: 'A typed array takes nothing beyond its end.',
  },
  {
    file: 'renderer/units/table/order.ts',
    code: 'place < starts.length',
    text: 'place <= starts.length',
    reason: 'A typed array takes nothing beyond its end.',
  },
  {
    file: 'renderer/units/table/view-finder.ts',
    code: 'passes.length < rows.units.length',
    text: 'passes.length <= rows.units.length',
    reason: 'Only grows the array earlier.',
  },
  {
    file: 'electron/core/storage/process-lock.ts',
    code: '1 + Math.random() / 2',
    text: '1 - Math.random() / 2',
    reason: 'Timing: how long a process waits between two attempts.',
  },
  {
    file: 'renderer/workbench/console/console-body.ts',
    code: 'count % 32 === 0',
    text: 'count % 32 !== 0',
    reason: 'Pace: how often progress is shown.',
  },
  {
    file: 'electron/core/export/place.ts',
    code: 'true',
    text: 'false',
    reason: 'The part is there: it was copied just before.',
  },
  {
    file: 'electron/core/tray/tray-actions.ts',
    code: "'yes'",
    text: "''",
    reason: 'Any value says that it was told.',
  },
  {
    file: 'electron/core/auth/sign-in/loopback.ts',
    code: "request.url ?? '/'",
    text: 'request.url',
    reason: 'Only the type has a request without an address.',
  },
  {
    file: 'electron/core/ports.ts',
    code: "'VaultError'",
    text: "''",
    reason: 'The name is for stack traces.',
  },
  {
    file: 'electron/core/live/interest.ts',
    code: 'false',
    text: 'true',
    reason: 'Every run begins with setting it.',
  },
  {
    file: 'electron/core/api/list-pages.ts',
    code: 'false',
    text: 'undefined',
    reason: 'Both say that an item is not repeated.',
  },
  {
    file: 'electron/core/auth/token-keeper.ts',
    code: 'generation += 1',
    text: 'generation -= 1',
    reason: 'Only has to be another number.',
  },
  {
    file: 'renderer/units/table/unit-rows.ts',
    code: 'isLive(column) || ranks.has(column)',
    text: '!(isLive(column) || ranks.has(column))',
    reason: 'Pace: what was not ranked beforehand is ranked when it is needed.',
  },
  {
    file: 'electron/core/auth/msal/msal-client.ts',
    code: "'openid'",
    text: "''",
    reason: 'MSAL asks for it by itself, too.',
  },
  {
    file: 'electron/core/auth/msal/msal-client.ts',
    code: "'offline_access'",
    text: "''",
    reason: 'MSAL asks for it by itself, too.',
  },
  {
    file: 'electron/core/auth/msal/msal-client.ts',
    code: "'profile'",
    text: "''",
    reason: 'MSAL asks for it by itself, too.',
  },
  {
    file: 'electron/core/linux/bus-messages.ts',
    code: 'rest.length >= headerLength',
    text: 'rest.length > headerLength',
    reason: 'No message is a header alone: each has fields.',
  },
];

/** The reason why a mutant does not count; undefined if it does. */
export function exceptionFor(candidate: Candidate): string | undefined {
  if (isProse(candidate)) return 'wording';
  return exceptions.find((exception) => fits(exception, candidate))?.reason;
}

/** A text of three words or more, or a list of such, is for people: readers check it, and tests do not repeat it. */
function isProse({ kind, original }: Candidate): boolean {
  if (kind !== 'literal') return false;
  const texts = original.startsWith('[') ? (original.match(/'[^']*'/g) ?? []) : [original];
  return texts.length > 0 && texts.every(isSentence);
}

function isSentence(literal: string): boolean {
  if (!/^['"`]/.test(literal)) return false;
  const words = literal
    .slice(1, -1)
    .replaceAll(/\$\{[^}]*\}/g, 'X')
    .split(/[\s/]+/);
  return words.filter((word) => /^["“„(]?[A-Za-zÄÖÜäöüß’'-]+["”“)]?[.,:;!?…]?$/.test(word)).length >= 3;
}

/** Those that fit nothing: the code has changed since. */
export function unusedExceptions(all: readonly Candidate[]): Exception[] {
  return exceptions.filter((exception) => !all.some((candidate) => fits(exception, candidate)));
}

function fits({ file, code, text }: Exception, candidate: Candidate): boolean {
  return candidate.file === file && candidate.original === code && candidate.text === text;
}
