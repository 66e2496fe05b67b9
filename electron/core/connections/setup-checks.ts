import type { AddressUse, SetupField } from '../../contract/names.ts';
import type { SetupAnswers, SetupFinding } from '../../contract/setup.ts';
import { isPublished } from '../connection/addresses.ts';
import { parseConnection } from '../connection/connection-file.ts';
import type { WayPorts } from '../desk/desk-ports.ts';
import { examine } from '../doctor/doctor.ts';
import { checkRequest, negotiationUrl } from '../doctor/network-checks.ts';
import { AppError, toAppError, toFailure } from '../errors.ts';
import { requestText } from '../http/bounded-request.ts';
import { inTrouble } from '../http/faults.ts';
import type { Clock } from '../ports.ts';
import type { Consent } from './consent.ts';
import { answeredAddresses, describing, fieldOf, fileOf, formFindings, found } from './setup-answers.ts';

type Service = 'identity' | 'api' | 'hub';
type AskedWays = Pick<WayPorts, 'http' | 'network' | 'sockets'>;

interface Asking {
  ways: AskedWays;
  clock: Clock;
  signal: AbortSignal;
  /** The answers, and which of them are missing or malformed. */
  answers: SetupAnswers;
  isWrong: (field: SetupField) => boolean;
}

/** The uses of the addresses that a check of a service contacts. */
const contacted: Record<Service, readonly AddressUse[]> = {
  identity: ['identity'],
  api: ['api', 'units'],
  hub: ['hub'],
};

/** Asks the services that the set-up answers name, if their addresses are agreed to. Sends neither key nor token. */
export function createSetupChecks(ways: AskedWays, clock: Clock, consent: Consent) {
  const running = new Map<Service, AbortController>();
  const cancel = (service: Service) =>
    running.get(service)?.abort(new AppError('cancelled', 'The answers have changed meanwhile.'));
  const questions = { identity: askIdentity, api: askApi, hub: askHub };

  /** One yes is for all addresses of the answers: the checks of the other services and keeping them ask no more. */
  async function mayContact(service: Service, answers: SetupAnswers, confirm: boolean): Promise<boolean> {
    const all = answeredAddresses(answers);
    const wanted = all.filter((each) => contacted[service].includes(each.use) && !isPublished(each));
    if (consent.covers(wanted)) return true;
    if (confirm) await consent.ask('check', all);
    return confirm;
  }

  return {
    /**
     * What the service says; empty while it cannot be asked, or must not be and `confirm` is false. Throws `cancelled` if
     * the user declines, or the service is asked again meanwhile.
     */
    async ask(service: Service, answers: SetupAnswers, confirm: boolean): Promise<SetupFinding[]> {
      if (!(await mayContact(service, answers, confirm))) return [];
      cancel(service);
      const control = new AbortController();
      running.set(service, control);
      const { signal } = control;
      const wrong = formFindings(answers).filter(({ outcome }) => outcome === 'wrong');
      const isWrong = (field: SetupField) => wrong.some((each) => each.field === field);
      const findings = await questions[service]({ ways, clock, signal, answers, isWrong });
      signal.throwIfAborted();
      return findings;
    },
    close(): void {
      for (const service of running.keys()) cancel(service);
    },
  };
}

/** Runs the doctor's steps up to the redirect address, which requires a client id. */
async function askIdentity({ answers, isWrong, signal, ways, clock }: Asking): Promise<SetupFinding[]> {
  const { protocol } = answers;
  if (describing.some(isWrong)) return [];
  const at: SetupField = protocol === 'b2c' ? 'signInPolicy' : 'authority';
  const hasClient = !isWrong('clientId') && !isWrong('scopes') && !isWrong('redirectPorts');
  // Fields that other checks cover may still be incomplete.
  const others = { name: 'new', baseUrl: '', hubUrl: '', unitsPath: '/' };
  const client = hasClient ? {} : { clientId: '-', scopes: 'openid', redirectPorts: '' };
  const connection = parseConnection(JSON.stringify(fileOf({ ...answers, ...others, ...client })), 'new');
  const { host } = new URL(connection.identity.authority);
  const token = () => Promise.reject(new AppError('sign-in-needed', 'Nobody is signed in.'));
  const subscriptionKey = async () => undefined;
  const findings: SetupFinding[] = [];
  const explain = (failure: AppError) => failure;
  const parts = { ...ways, connection, clock, signal, explain, token, subscriptionKey };
  for await (const step of examine(parts)) {
    if (step.failure) {
      const field = fieldOf(step.failure.details['key'] ?? '');
      if (!field) return [...findings, found(at, 'doubtful', 'failed', { failure: step.failure })];
      const finding = step.check === 'redirect' ? 'refused' : 'unknown';
      return [...findings, found(field, 'doubtful', finding, { details: step.failure.details })];
    }
    if (step.check === 'issuer') {
      const known = protocol === 'b2c' ? 'policy-known' : 'provider-found';
      findings.push(found(at, 'good', known, { details: { host } }));
      if (!hasClient) break;
    }
    if (step.check === 'redirect') {
      findings.push(found('clientId', 'good', 'accepted', { details: { host } }));
      break;
    }
  }
  return findings;
}

/** Without key and token, a working API refuses the request. */
async function askApi({ answers, isWrong, ...parts }: Asking): Promise<SetupFinding[]> {
  if (isWrong('baseUrl') || isWrong('unitsPath')) return [];
  const base = answers.baseUrl.trim().replace(/\/+$/, '');
  return knockAt('baseUrl', `${base}${answers.unitsPath.trim()}`, 'GET', parts);
}

/** Sends SignalR's first request. */
async function askHub({ answers, isWrong, ...parts }: Asking): Promise<SetupFinding[]> {
  const url = answers.hubUrl.trim();
  if (url === '' || isWrong('hubUrl')) return [];
  return knockAt('hubUrl', negotiationUrl(url), 'POST', parts);
}

async function knockAt(
  field: SetupField,
  url: string,
  method: 'GET' | 'POST',
  { ways, signal }: Pick<Asking, 'ways' | 'signal'>,
): Promise<SetupFinding[]> {
  const { host } = new URL(url);
  try {
    const answer = await requestText(ways.http, url, { ...checkRequest, method, signal });
    const trouble = inTrouble('api-unavailable', answer, host);
    if (trouble) throw trouble;
    const { status } = answer;
    const details = { host, status: String(status) };
    if (status === 401 || status === 403) return [found(field, 'good', 'asks-for-sign-in', { details })];
    if (status === 404) return [found(field, 'doubtful', 'nothing-there', { details })];
    return [found(field, 'doubtful', 'answers', { details })];
  } catch (error) {
    const failure = toFailure(toAppError(error));
    if (failure.code === 'cancelled') throw error;
    return [found(field, 'doubtful', 'failed', { failure })];
  }
}
