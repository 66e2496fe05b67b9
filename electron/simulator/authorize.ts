import { randomBytes } from 'node:crypto';
import { type AuthorizeRequest, readRequest } from './authorize-request.ts';
import { type Refusal, refusal } from './b2c-errors.ts';
import { cookieOf, sessionCookie } from './cookies.ts';
import { PEOPLE, type Policy, SIGN_IN } from './directory.ts';
import { parametersOf } from './form.ts';
import { type Grants, keep } from './grants.ts';
import { type Answer, type Incoming, refuseMethod } from './http.ts';
import { languageOf } from './page-texts.ts';
import { errorPage, formPostPage, redirect, signedOutPage, signInPage } from './pages.ts';
import type { Person } from './types.ts';

export interface SignInDeskSettings {
  readonly grants: Grants;
  readonly now: () => number;
  readonly port: number;
  readonly deniesConsent: () => boolean;
}

export interface SignInDesk {
  authorize(policy: Policy, incoming: Incoming): Answer;
  /** Handles the form of the sign-in page. */
  choose(incoming: Incoming): Answer;
  signOut(incoming: Incoming): Answer;
  forgetSessions(): void;
}

interface Session {
  readonly person: Person;
  readonly signedInAt: number;
}

interface Transaction {
  readonly request: AuthorizeRequest;
  readonly expiresAt: number;
}

interface Desk extends SignInDeskSettings {
  readonly sessions: Map<string, Session>;
  readonly transactions: Map<string, Transaction>;
}

const TRANSACTION_LIFETIME_MS = 10 * 60_000;
const LIMIT = 1_000;

/** The part of the identity provider that the browser sees: sign-in page, single sign-on, sign-out. */
export function createSignInDesk(settings: SignInDeskSettings): SignInDesk {
  const desk: Desk = { ...settings, sessions: new Map(), transactions: new Map() };
  return {
    authorize: (policy, incoming) =>
      refuseMethod(incoming, 'GET', 'POST') ?? authorize(desk, policy, incoming),
    choose: (incoming) => refuseMethod(incoming, 'POST') ?? choose(desk, incoming),
    signOut: (incoming) => refuseMethod(incoming, 'GET', 'POST') ?? signOut(desk, incoming),
    forgetSessions: () => desk.sessions.clear(),
  };
}

function authorize(desk: Desk, policy: Policy, incoming: Incoming): Answer {
  const now = desk.now();
  const read = readRequest(policy, parametersOf(incoming), now);
  if (read.kind === 'page') return failed(incoming, read.refusal);
  if (read.kind === 'back') return deliver(read.request, read.refusal);
  const { prompt } = read.request;
  const session = desk.sessions.get(cookieOf(incoming, desk.port) ?? '');
  if (session !== undefined && prompt !== 'login' && prompt !== 'select_account') {
    return finish(desk, read.request, session);
  }
  if (prompt !== 'none') return ask(desk, read.request, incoming);
  const sentence =
    "User does not have an existing session and request prompt parameter has a value of 'none'.";
  return deliver(read.request, refusal('interaction_required', '90077', sentence, now));
}

function ask({ transactions, now }: Desk, request: AuthorizeRequest, incoming: Incoming): Answer {
  const transaction = randomBytes(24).toString('base64url');
  keep(transactions, transaction, { request, expiresAt: now() + TRANSACTION_LIFETIME_MS }, LIMIT);
  return signInPage(languageOf(request.uiLocales, incoming.headers['accept-language']), {
    request,
    transaction,
    action: incoming.url.pathname.replace(/authorize$/, 'choose'),
    people: hintedFirst(request.loginHint),
  });
}

function choose(desk: Desk, incoming: Incoming): Answer {
  const now = desk.now();
  const form = parametersOf(incoming);
  // The transaction stays valid: a double click sends the form twice, and the browser follows the second response.
  const transaction = desk.transactions.get(form?.get('transaction') ?? '');
  if (transaction === undefined || transaction.expiresAt <= now) {
    const sentence = 'This sign-in is not known here, or it is too old. Start again from the application.';
    return failed(incoming, refusal('invalid_request', '90035', sentence, now));
  }
  if (form?.has('cancel')) return deliver(transaction.request, cancelled(now));
  const person = PEOPLE.find(({ id }) => id === form?.get('person'));
  if (person === undefined) {
    return failed(incoming, refusal('invalid_request', '90037', 'Nobody was chosen.', now));
  }
  const id = randomBytes(24).toString('base64url');
  const session = { person, signedInAt: now };
  keep(desk.sessions, id, session, LIMIT);
  return finish(desk, transaction.request, session, sessionCookie(desk.port, id));
}

function finish(desk: Desk, request: AuthorizeRequest, session: Session, cookie?: string): Answer {
  if (desk.deniesConsent()) return deliver(request, cancelled(desk.now()), cookie);
  const { redirectUri, challenge, nonce, scopes } = request;
  const code = desk.grants.createCode({ ...session, policy: SIGN_IN, scopes, redirectUri, challenge, nonce });
  return deliver(request, { code }, cookie);
}

function signOut(desk: Desk, incoming: Incoming): Answer {
  desk.sessions.delete(cookieOf(incoming, desk.port) ?? '');
  const cookie = sessionCookie(desk.port, null);
  const parameters = parametersOf(incoming);
  const target = URL.parse(parameters?.get('post_logout_redirect_uri') ?? '');
  // Any other target would make the simulator an open redirector.
  if (target === null || !isOwn(target)) {
    const language = languageOf(
      parameters?.get('ui_locales') ?? undefined,
      incoming.headers['accept-language'],
    );
    return signedOutPage(language, cookie);
  }
  const state = parameters?.get('state');
  if (typeof state === 'string') target.searchParams.set('state', state);
  return redirect(target.href, cookie);
}

function isOwn({ protocol, hostname }: URL): boolean {
  return /^https?:$/.test(protocol) && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/** Sends the outcome to the application in the requested response mode. */
function deliver(
  request: AuthorizeRequest,
  outcome: { readonly code: string } | Refusal,
  cookie?: string,
): Answer {
  const fields: Readonly<Record<string, string>> = {
    ...('code' in outcome
      ? { code: outcome.code }
      : { error: outcome.error, error_description: outcome.description }),
    ...(request.state === undefined ? {} : { state: request.state }),
  };
  if (request.responseMode === 'form_post') return formPostPage(request.redirectUri, fields, cookie);
  const target = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value);
  return redirect(target.href, cookie);
}

function failed(incoming: Incoming, refused: Refusal): Answer {
  return errorPage(languageOf(undefined, incoming.headers['accept-language']), 400, refused);
}

function cancelled(now: number): Refusal {
  return refusal('access_denied', '90091', 'The user has cancelled entering self-asserted information.', now);
}

function hintedFirst(hint: string | undefined): readonly Person[] {
  const hinted = PEOPLE.filter(({ email }) => email === hint?.toLowerCase());
  return [...hinted, ...PEOPLE.filter((person) => !hinted.includes(person))];
}
