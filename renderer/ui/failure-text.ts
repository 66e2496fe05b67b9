import type { Failure } from '../../electron/contract/failure.ts';
import { diskReason } from './disk-reason.ts';
import type { Translate } from './i18n.ts';

/** A failure in the person's language. */
export interface FailureText {
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
  /** Labelled details, for whoever has to look into it. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

/** Selects the text; it is never shown itself. */
const unread = ['ended', 'console'];
const factNames = [
  'key',
  'text',
  'file',
  'host',
  'status',
  'reference',
  'reason',
  'seconds',
  'proxy',
] as const;

/** Translates a failure; a text whose placeholder main did not fill reads on with general words (R37). */
export function failureText(failure: Failure, t: Translate): FailureText {
  const { code, message } = failure;
  const details = given(failure.details);
  const filled = {
    host: t('failure.defaults.host'),
    key: t('failure.defaults.key'),
    proxy: t('failure.defaults.proxy'),
    ...details,
  };
  const texts = textsOf(code, details);
  return {
    title: t(`${texts}.title`),
    meaning: t(`${texts}.meaning`, filled),
    next: t(`${texts}.next`),
    facts: [
      { label: t('failure.code'), value: code },
      ...(message === '' ? [] : [{ label: t('failure.message'), value: message }]),
      ...factsOf(details, t),
    ],
  };
}

/** Where the texts of a failure are: some have a reason that says more than their code. */
function textsOf(code: Failure['code'], details: Failure['details']) {
  if (details['ended'] === 'pasted-token') return 'pasted.ended' as const;
  const reason = code === 'storage' && details['file'] ? diskReason(details['text']) : undefined;
  return reason ? (`disk.${reason}` as const) : (`errors.${code}` as const);
}

/** A failure as one text for the status region. */
export function spoken({ title, meaning, next }: FailureText): string {
  return `${title}. ${meaning} ${next}`;
}

/** How loud a failure is: what people did themselves is not shown as an error. */
export function failureTone({ code }: Failure): 'info' | 'warning' | 'error' {
  if (code === 'cancelled' || code === 'sign-in-not-completed') return 'info';
  if (code === 'sign-in-needed' || code === 'sign-in-timed-out' || code === 'api-key-missing')
    return 'warning';
  return 'error';
}

function given(details: Failure['details']): Failure['details'] {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== ''));
}

/** Details without a label of ours keep their own name: better than not being told. */
function factsOf(details: Failure['details'], t: Translate): FailureText['facts'] {
  const known = factNames.flatMap((name) => {
    const { [name]: value } = details;
    return value === undefined ? [] : [{ label: t(`failure.facts.${name}`), value }];
  });
  const others = Object.entries(details).filter(
    ([name]) => !unread.includes(name) && !factNames.some((fact) => fact === name),
  );
  return [...known, ...others.map(([label, value]) => ({ label, value }))];
}
