import type { Failure } from '../../electron/contract/failure.ts';
import { signInReasons } from '../../electron/contract/names.ts';
import { strings, type Translate } from './i18n.ts';
import type { Strings } from './strings/en.ts';

/** The texts of a failure in the user's language; `facts` are labelled technical details. */
export type FailureText = ReturnType<typeof failureText>;

/** Details that only select a text and are not shown. */
const unread = ['ended', 'page', 'console', 'received', 'refusal', 'consent', 'handOver'];
const factNames = Object.keys(strings.en.failure.facts) as (keyof Strings['failure']['facts'])[];

/** Why the file of a hand-over cannot be used. */
const handOverReasons = ['damaged', 'other', 'newer', 'unreadable'] as const;

/** Why the disk failed, by the system's error code in the details of a `storage` failure. */
const diskReasons = {
  full: ['ENOSPC', 'EDQUOT'],
  denied: ['EACCES', 'EPERM'],
  readOnly: ['EROFS'],
  inUse: ['EBUSY', 'ETXTBSY'],
  noAnswer: ['ETIMEDOUT'],
  tooLong: ['ENAMETOOLONG'],
  noFile: ['EISDIR', 'ENOTEMPTY', 'EEXIST'],
  gone: ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO'],
  tooLarge: ['EFBIG'],
  faulty: ['EIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN'],
} as const;
type DiskReason = keyof typeof diskReasons;

/** Translates a failure; placeholders that main did not fill get general words (R37). */
export function failureText(failure: Failure, t: Translate) {
  const { code, message } = failure;
  const details = Object.fromEntries(Object.entries(failure.details).filter(([, value]) => value !== ''));
  const filled = {
    host: t('failure.defaults.host'),
    key: t('failure.defaults.key'),
    proxy: t('failure.defaults.proxy'),
    ...details,
  };
  const texts = textsOf(code, details);
  const refusal = signInReasons.find((reason) => reason === details['refusal']);
  const why = refusal === undefined || texts !== `errors.${code}` ? texts : (`refusals.${refusal}` as const);
  return {
    title: t(`${texts}.title`),
    meaning: t(`${why}.meaning`, filled),
    next: t(`${why}.next`),
    facts: [
      { label: t('failure.code'), value: code },
      ...(message === '' ? [] : [{ label: t('failure.message'), value: message }]),
      ...factsOf(details, t),
    ],
  };
}

/** The key of a failure's texts; some failures have a reason that says more than their code. */
function textsOf(code: Failure['code'], details: Failure['details']) {
  if (details['ended'] === 'pasted-token') return 'pasted.ended' as const;
  if (code === 'api-bad-answer' && details['received']) return 'short' as const;
  if (details['resource'] && details['status'] === '404') return 'resources.missing' as const;
  if (details['resource'] && details['status'] === '403') return 'resources.forbidden' as const;
  if (details['page'] === 'password-forgotten') return 'signInPages.passwordForgotten' as const;
  if (details['page'] === 'ended') return 'signInPages.ended' as const;
  if (details['page'] === 'mixed-up') return 'signInPages.mixedUp' as const;
  if (details['consent'] === 'too-often') return 'setup.tooOften' as const;
  const handOver = handOverReasons.find((each) => each === details['handOver']);
  if (handOver !== undefined) return `incidents.refused.${handOver}` as const;
  const reason = code === 'storage' && details['file'] ? diskReason(details['text']) : undefined;
  return reason ? (`disk.${reason}` as const) : (`errors.${code}` as const);
}

/** The reason that has its own text; undefined for an unknown code. */
function diskReason(code: string | undefined): DiskReason | undefined {
  const all = Object.entries(diskReasons) as [DiskReason, readonly string[]][];
  return all.find(([, codes]) => code !== undefined && codes.includes(code))?.[0];
}

/** A failure as one text for the status region. */
export function spoken({ title, meaning, next }: FailureText): string {
  return `${title}. ${meaning} ${next}`;
}

/** The severity of a failure: what users did themselves is not shown as an error. */
export function failureTone({ code }: Failure): 'info' | 'warning' | 'error' {
  if (code === 'cancelled' || code === 'sign-in-not-completed') return 'info';
  if (code === 'sign-in-needed' || code === 'sign-in-timed-out' || code === 'api-key-missing')
    return 'warning';
  return 'error';
}

/** Details without a translated label are shown under their own name. */
function factsOf(details: Failure['details'], t: Translate) {
  const known = factNames.flatMap((name) => {
    const { [name]: value } = details;
    return value === undefined ? [] : [{ label: t(`failure.facts.${name}`), value }];
  });
  const others = Object.entries(details).filter(
    ([name]) => !unread.includes(name) && !factNames.some((fact) => fact === name),
  );
  return [...known, ...others.map(([label, value]) => ({ label, value }))];
}
