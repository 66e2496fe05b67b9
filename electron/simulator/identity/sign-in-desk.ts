import { randomBytes } from 'node:crypto';
import type { FaultBoard } from '../faults.ts';
import { type Answer, type Incoming, isOwnHost } from '../http.ts';
import {
  type AuthorizeRequest,
  type ReturnAddress,
  requestOf,
  returnAddressOf,
} from './authorize-request.ts';
import { PASSWORD_RESET, PEOPLE, type Person, type Policy, PROFILE_EDIT, SIGN_IN } from './directory.ts';
import { type Form, formOf } from './form.ts';
import { type Grants, keep } from './grants.ts';
import { type Language, languageOf } from './page-texts.ts';
import { deliver, errorPage, profilePage, redirect, signedOutPage, signInPage } from './pages.ts';
import { Refusal, refusalFields } from './refusal.ts';

export interface SignInDeskSettings {
  readonly grants: Grants;
  /** ms since 1970. */
  readonly now: () => number;
  readonly port: number;
  readonly faults: FaultBoard;
  /** The names that people give themselves, by the id of the person. */
  readonly names: Map<string, string>;
}

interface Session {
  readonly person: Person;
  readonly signedInAt: number;
}

interface Transaction {
  readonly policy: Policy;
  readonly back: ReturnAddress;
  readonly request: AuthorizeRequest;
  readonly language: Language;
  readonly expiresAt: number;
  /** Whose profile is edited, once that is known. */
  readonly editor?: Session;
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
      const locales = incoming.url.searchParams.get('ui_locales') ?? undefined;
      const language = languageOf(locales, incoming.headers['accept-language']);
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
    const language = languageOf(form.ui_locales, incoming.headers['accept-language']);
    const expiresAt = desk.now() + TRANSACTION_LIFETIME_MS;
    const transaction: Transaction = { policy, back, request, language, expiresAt };
    const session = desk.sessions.get(sessionIdOf(desk, incoming));
    const asks = request.prompt === 'login' || request.prompt === 'select_account';
    const known = asks || policy === PASSWORD_RESET ? undefined : session;
    if (known !== undefined && policy === SIGN_IN) return finish(desk, transaction, known);
    if (request.prompt !== 'none')
      return known === undefined
        ? askWho(desk, transaction, incoming, form.login_hint)
        : askForProfile(desk, transaction, incoming, known);
    const sentence =
      "User does not have an existing session and request prompt parameter has a value of 'none'.";
    throw new Refusal('interaction_required', '90077', sentence);
  } catch (error) {
    return deliver(back, refusalFields(error, desk.now()));
  }
}

function askWho(desk: Desk, transaction: Transaction, incoming: Incoming, hint: string | undefined): Answer {
  const people = PEOPLE.map((person) => renamed(desk, person));
  return signInPage(transaction.language, {
    ...formOfPage(desk, transaction, incoming),
    isReset: transaction.policy === PASSWORD_RESET,
    people: people.toSorted((one, other) => Number(isHinted(other, hint)) - Number(isHinted(one, hint))),
  });
}

function askForProfile(desk: Desk, transaction: Transaction, incoming: Incoming, editor: Session): Answer {
  const form = formOfPage(desk, { ...transaction, editor }, incoming);
  return profilePage(transaction.language, form, renamed(desk, editor.person));
}

/** Remembers the transaction; what the form of its page needs. */
function formOfPage({ transactions }: Desk, transaction: Transaction, { url }: Incoming) {
  const id = randomBytes(24).toString('base64url');
  keep(transactions, id, transaction, LIMIT);
  const { redirectUri } = transaction.back;
  return { redirectUri, transaction: id, action: url.pathname.replace(/authorize$/, 'choose') };
}

function isHinted({ email }: Person, hint: string | undefined): boolean {
  return email === hint?.toLowerCase();
}

function renamed({ names }: Desk, person: Person): Person {
  return { ...person, name: names.get(person.id) ?? person.name };
}

function choose(desk: Desk, form: Form, incoming: Incoming): Answer {
  const now = desk.now();
  // The transaction stays valid: a double click sends the form twice, and the browser follows the second response.
  const transaction = desk.transactions.get(form.transaction ?? '');
  if (transaction === undefined) {
    const sentence =
      'We are having trouble loading your current state. You might want to try starting your session over from the beginning.';
    throw new Refusal('invalid_request', '90046', sentence);
  }
  const refuse = (error: string, code: string, sentence: string) =>
    deliver(transaction.back, refusalFields(new Refusal(error, code, sentence), now));
  if (transaction.expiresAt <= now || desk.faults.current().endPages) {
    const sentence = 'User has exceeded the maximum number for retries for a self-asserted step.';
    return refuse('server_error', '90157', sentence);
  }
  if (form.cancel !== undefined) return cancel(desk, transaction.back);
  if (form.forgot !== undefined)
    return refuse('access_denied', '90118', 'The user has forgotten their password.');
  if (transaction.editor !== undefined) return saveProfile(desk, transaction, transaction.editor, form);
  const person = PEOPLE.find(({ id }) => id === form.person);
  if (person === undefined) throw new Refusal('invalid_request', '90037', 'Nobody was chosen.');
  const session = { person, signedInAt: now };
  // After a reset the sign-in asks for the new password.
  if (transaction.policy === PASSWORD_RESET) return finish(desk, transaction, session);
  const id = randomBytes(24).toString('base64url');
  keep(desk.sessions, id, session, LIMIT);
  const answer =
    transaction.policy === PROFILE_EDIT
      ? askForProfile(desk, transaction, incoming, session)
      : finish(desk, transaction, session);
  return withSession(desk, answer, id);
}

function saveProfile(desk: Desk, transaction: Transaction, editor: Session, form: Form): Answer {
  const name = form.display_name?.trim().slice(0, 80) ?? '';
  if (name === '') throw new Refusal('invalid_request', '90037', 'The display name is empty.');
  desk.names.set(editor.person.id, name);
  return finish(desk, transaction, editor);
}

function finish(desk: Desk, { policy, back, request }: Transaction, session: Session): Answer {
  if (desk.faults.current().denyConsent) return cancel(desk, back);
  const { scopes, challenge, nonce } = request;
  const { redirectUri } = back;
  const { person, signedInAt } = session;
  const grant = { person, signedInAt, policy, scopes, redirectUri, challenge, nonce };
  return deliver(back, { code: desk.grants.createCode(grant) });
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

/** Adds the session's cookie to an answer; null deletes it. */
function withSession({ cookieName }: Desk, answer: Answer, id: string | null): Answer {
  const cookie = `${cookieName}=${id ?? ''}; Path=/; HttpOnly; SameSite=Lax${id === null ? '; Max-Age=0' : ''}`;
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}

function sessionIdOf({ cookieName }: Desk, { headers }: Incoming): string {
  return new RegExp(`(?:^|; *)${cookieName}=([^;]*)`).exec(headers.cookie ?? '')?.[1] ?? '';
}
