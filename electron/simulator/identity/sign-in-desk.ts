import { randomBytes } from 'node:crypto';
import type { FaultBoard } from '../faults.ts';
import { type Answer, type Incoming, isOwnHost } from '../http.ts';
import {
  type AuthorizeRequest,
  type ReturnAddress,
  requestOf,
  returnAddressOf,
} from './authorize-request.ts';
import { PEOPLE, type Person, type Policy, SIGN_IN } from './directory.ts';
import { type Form, formOf } from './form.ts';
import { type Grants, keep } from './grants.ts';
import { languageOf } from './page-texts.ts';
import { errorPage, formPostPage, redirect, signedOutPage, signInPage } from './pages.ts';
import { Refusal, refusalFields } from './refusal.ts';

export interface SignInDeskSettings {
  readonly grants: Grants;
  /** ms since 1970. */
  readonly now: () => number;
  readonly port: number;
  readonly faults: FaultBoard;
}

interface Session {
  readonly person: Person;
  readonly signedInAt: number;
}

interface Transaction {
  readonly back: ReturnAddress;
  readonly request: AuthorizeRequest;
  readonly expiresAt: number;
}

interface Desk extends SignInDeskSettings {
  /** The name of the session's cookie. All ports of a host share cookies, so it has the port. */
  readonly cookieName: string;
  readonly sessions: Map<string, Session>;
  readonly transactions: Map<string, Transaction>;
}

type PageAnswer = (desk: Desk, form: Form, incoming: Incoming, policy: Policy) => Answer;

const TRANSACTION_LIFETIME_MS = 10 * 60_000;
const LIMIT = 1_000;

/** The part of the identity provider that the browser sees: sign-in page, single sign-on, sign-out. */
export function createSignInDesk(settings: SignInDeskSettings) {
  const cookieName = `x-ms-cpim-sso-${settings.port}`;
  const desk: Desk = { ...settings, cookieName, sessions: new Map(), transactions: new Map() };
  /** Shows a refusal in the browser. */
  const shown = (answer: PageAnswer) => (policy: Policy, incoming: Incoming) => {
    try {
      return answer(desk, formOf(incoming), incoming, policy);
    } catch (error) {
      const language = languageOf(undefined, incoming.headers['accept-language']);
      return errorPage(language, refusalFields(error, desk.now()));
    }
  };
  return {
    authorize: shown(authorize),
    /** Handles the form of the sign-in page. */
    choose: shown(choose),
    signOut: shown(signOut),
    clearSessions: () => desk.sessions.clear(),
  };
}

function authorize(desk: Desk, form: Form, incoming: Incoming, policy: Policy): Answer {
  const back = returnAddressOf(policy, form);
  try {
    const request = requestOf(form);
    const session = desk.sessions.get(sessionIdOf(desk, incoming));
    const asks = request.prompt === 'login' || request.prompt === 'select_account';
    if (session !== undefined && !asks) return finish(desk, back, request, session);
    if (request.prompt !== 'none') return ask(desk, { back, request }, incoming, form);
    const sentence =
      "User does not have an existing session and request prompt parameter has a value of 'none'.";
    throw new Refusal('interaction_required', '90077', sentence);
  } catch (error) {
    return deliver(back, refusalFields(error, desk.now()));
  }
}

function ask(
  { transactions, now }: Desk,
  asked: Omit<Transaction, 'expiresAt'>,
  incoming: Incoming,
  { ui_locales: locales, login_hint: hint }: Form,
): Answer {
  const transaction = randomBytes(24).toString('base64url');
  keep(transactions, transaction, { ...asked, expiresAt: now() + TRANSACTION_LIFETIME_MS }, LIMIT);
  return signInPage(languageOf(locales, incoming.headers['accept-language']), {
    redirectUri: asked.back.redirectUri,
    transaction,
    action: incoming.url.pathname.replace(/authorize$/, 'choose'),
    people: PEOPLE.toSorted((one, other) => Number(isHinted(other, hint)) - Number(isHinted(one, hint))),
  });
}

function isHinted({ email }: Person, hint: string | undefined): boolean {
  return email === hint?.toLowerCase();
}

function choose(desk: Desk, form: Form): Answer {
  const now = desk.now();
  // The transaction stays valid: a double click sends the form twice, and the browser follows the second response.
  const transaction = desk.transactions.get(form.transaction ?? '');
  if (transaction === undefined || transaction.expiresAt <= now) {
    const sentence = 'This sign-in is not known here, or it is too old. Start again from the application.';
    throw new Refusal('invalid_request', '90035', sentence);
  }
  const { back, request } = transaction;
  if (form.cancel !== undefined) return cancel(desk, back);
  const person = PEOPLE.find(({ id }) => id === form.person);
  if (person === undefined) throw new Refusal('invalid_request', '90037', 'Nobody was chosen.');
  const id = randomBytes(24).toString('base64url');
  const session = { person, signedInAt: now };
  keep(desk.sessions, id, session, LIMIT);
  return withSession(desk, finish(desk, back, request, session), id);
}

function finish(desk: Desk, back: ReturnAddress, request: AuthorizeRequest, session: Session): Answer {
  if (desk.faults.current().denyConsent) return cancel(desk, back);
  const { scopes, challenge, nonce } = request;
  const { redirectUri } = back;
  const code = desk.grants.createCode({ ...session, policy: SIGN_IN, scopes, redirectUri, challenge, nonce });
  return deliver(back, { code });
}

function cancel({ now }: Desk, back: ReturnAddress): Answer {
  const sentence = 'The user has cancelled entering self-asserted information.';
  return deliver(back, refusalFields(new Refusal('access_denied', '90091', sentence), now()));
}

function signOut(desk: Desk, form: Form, incoming: Incoming): Answer {
  desk.sessions.delete(sessionIdOf(desk, incoming));
  const target = URL.parse(form.post_logout_redirect_uri ?? '');
  // Any other target would make the simulator an open redirector.
  if (target === null || !/^https?:$/.test(target.protocol) || !isOwnHost(target.host)) {
    const language = languageOf(form.ui_locales, incoming.headers['accept-language']);
    return withSession(desk, signedOutPage(language), null);
  }
  if (form.state !== undefined) target.searchParams.set('state', form.state);
  return withSession(desk, redirect(target.href), null);
}

/** Sends the outcome to the application in the requested response mode. */
function deliver(
  { redirectUri, posted, state }: ReturnAddress,
  outcome: Readonly<Record<string, string>>,
): Answer {
  const fields = { ...outcome, ...(state === undefined ? {} : { state }) };
  if (posted) return formPostPage(redirectUri, fields);
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value);
  return redirect(target.href);
}

/** Adds the session's cookie to an answer; null deletes it. */
function withSession({ cookieName }: Desk, answer: Answer, id: string | null): Answer {
  const cookie = `${cookieName}=${id ?? ''}; Path=/; HttpOnly; SameSite=Lax${id === null ? '; Max-Age=0' : ''}`;
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}

function sessionIdOf({ cookieName }: Desk, { headers }: Incoming): string {
  return new RegExp(`(?:^|; *)${cookieName}=([^;]*)`).exec(headers.cookie ?? '')?.[1] ?? '';
}
