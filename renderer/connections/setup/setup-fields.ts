import type { SetupField } from '../../../electron/contract/names.ts';
import type { SetupAnswers, SetupFinding } from '../../../electron/contract/setup.ts';
import { failureText } from '../../ui/failure-text.ts';
import type { Translate } from '../../ui/i18n.ts';

/** What a set-up begins with: nothing, or a connection that is changed. */
export interface SetupStart {
  readonly editing: { readonly id: string; readonly name: string } | null;
}

/** The fields that everybody fills in. */
export const givenFields = ['clientId', 'signInPolicy', 'baseUrl', 'name'] as const;
/** The fields with a value that mostly is right. */
export const advancedFields = ['authority', 'scopes', 'redirectPorts', 'unitsPath', 'hubUrl'] as const;

export type Service = 'identity' | 'api' | 'hub';

const asks: Record<SetupField, Service | null> = {
  name: null,
  protocol: 'identity',
  authority: 'identity',
  signInPolicy: 'identity',
  clientId: 'identity',
  scopes: 'identity',
  redirectPorts: 'identity',
  baseUrl: 'api',
  unitsPath: 'api',
  hubUrl: 'hub',
};

/** The service that knows whether this answer is right. */
export function serviceOf(field: SetupField): Service | null {
  return asks[field];
}

/** The answers that a service is asked about, as one text: the same text, the same question. */
export function questionOf(service: Service, answers: SetupAnswers): string {
  const fields = Object.entries(asks).filter(([, asked]) => asked === service);
  return JSON.stringify(fields.map(([field]) => answers[field as SetupField].trim()));
}

/** The host that a service's question goes to; empty while there is none. */
export function hostAsked(service: Service, answers: SetupAnswers): string {
  const url = { identity: answers.authority, api: answers.baseUrl, hub: answers.hubUrl }[service].trim();
  return URL.canParse(url) ? new URL(url).host : '';
}

/** A finding in the person's language. */
export function setupFindingText({ field, finding, details, failure }: SetupFinding, t: Translate): string {
  const host = details['host'] ?? '';
  const reference = details['reference'] ?? details['status'] ?? '–';
  switch (finding) {
    case 'missing':
    case 'malformed':
      return t(`setup.fields.${field}.${finding}`);
    case 'unknown':
      return t(field === 'signInPolicy' ? 'setup.unknown.policy' : 'setup.unknown.other', { host });
    case 'refused':
      return t(field === 'redirectPorts' ? 'setup.refused.redirect' : 'setup.refused.client', {
        host,
        reference,
      });
    case 'failed': {
      if (failure === null) return '';
      const { title, meaning, next } = failureText(failure, t);
      return `${title}. ${meaning} ${next}`;
    }
    default:
      return t(`setup.findings.${finding}`, {
        host,
        status: details['status'] ?? '',
        name: details['name'] ?? '',
      });
  }
}
