import { createHash } from 'node:crypto';
import type { Answer } from '../http.ts';
import type { ReturnAddress } from './authorize-request.ts';
import { APPLICATION_NAME, type Person, SIGN_IN } from './directory.ts';
import { STYLE } from './page-style.ts';
import { type Language, TEXTS } from './page-texts.ts';

interface FormPage {
  readonly redirectUri: string;
  readonly transaction: string;
  /** The path of the form's action. */
  readonly action: string;
}

export interface SignInPage extends FormPage {
  readonly people: readonly Person[];
  /** The page of the flow for a forgotten password. */
  readonly isReset: boolean;
}

const PRIVATE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
const STYLE_HASH = hashOf(STYLE);
const SUBMIT = 'document.forms[0].submit()';
const MARK = `<svg class="mark" viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="10"/><path d="M20 8.5l7.5 9h-15zM20 31.5l-7.5-9h15z"/></svg>`;
const ARROW =
  '<svg class="arrow" viewBox="0 0 20 20" aria-hidden="true"><path d="M7.5 4.5 13 10l-5.5 5.5"/></svg>';

/** The page on which the user chooses an account. It works without JavaScript. */
export function signInPage(language: Language, { people, isReset, ...form }: SignInPage): Answer {
  const texts = TEXTS[language];
  const forgot = `<button class="forgot" name="forgot" value="1">${texts.forgot}</button>`;
  const buttons = people.map((person) => personButton(language, person));
  return formPage(language, form, {
    title: isReset ? texts.reset : texts.choose,
    lead: isReset ? texts.resetLead : texts.lead(APPLICATION_NAME),
    inputs: [...buttons, ...(isReset ? [] : [forgot])].join(''),
  });
}

/** The page on which the user changes the profile. */
export function profilePage(language: Language, form: FormPage, { name, email }: Person): Answer {
  const texts = TEXTS[language];
  return formPage(language, form, {
    title: texts.edit,
    lead: `${email}. ${texts.editLead}`,
    inputs: `
      <label>${texts.displayName}<input name="display_name" value="${escapeHtml(name)}" maxlength="80" required></label>
      <button class="cancel">${texts.save}</button>`,
  });
}

function formPage(
  language: Language,
  { redirectUri, transaction, action }: FormPage,
  { title, lead, inputs }: { readonly title: string; readonly lead: string; readonly inputs: string },
): Answer {
  const texts = TEXTS[language];
  const target = new URL(redirectUri).origin;
  const body = `
    <p class="pill">${texts.simulated}</p>
    <h1>${title}</h1>
    <p class="lead">${escapeHtml(lead)}</p>
    <form method="post" action="${escapeHtml(action)}">
      <input type="hidden" name="transaction" value="${escapeHtml(transaction)}">
      ${inputs}
      <button class="cancel" name="cancel" value="1" formnovalidate>${texts.cancel}</button>
    </form>
    <dl>
      <div><dt>${texts.application}</dt><dd>${APPLICATION_NAME} <span>${SIGN_IN.clientId}</span></dd></div>
      <div><dt>${texts.returnsTo}</dt><dd>${escapeHtml(target)}</dd></div>
    </dl>`;
  // Browsers also apply form-action to the redirect after the form was posted.
  return page(200, language, title, body, { 'form-action': `'self' ${target}` });
}

/** The error page for a request without a valid redirect URI. */
export function errorPage(
  language: Language,
  { error, error_description: description }: { readonly error: string; readonly error_description: string },
): Answer {
  const texts = TEXTS[language];
  const body = `
    <p class="pill">${texts.simulated}</p>
    <h1>${texts.failed}</h1>
    <p class="lead">${texts.failedLead}</p>
    <pre tabindex="0">${escapeHtml(`${error}\n${description.trim()}`)}</pre>`;
  return page(400, language, texts.failed, body);
}

/** Shown after a sign-out without a redirect target. */
export function signedOutPage(language: Language): Answer {
  const texts = TEXTS[language];
  const body = `<p class="pill">${texts.simulated}</p><h1>${texts.signedOut}</h1><p class="lead">${texts.signedOutLead}</p>`;
  return page(200, language, texts.signedOut, body);
}

/** Sends the outcome to the application in the requested response mode. */
export function deliver(
  { redirectUri, posted, state }: ReturnAddress,
  outcome: Readonly<Record<string, string>>,
): Answer {
  const fields = { ...outcome, ...(state === undefined ? {} : { state }) };
  if (posted) return formPostPage(redirectUri, fields);
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value);
  return redirect(target.href);
}

/** `response_mode=form_post`: a form that submits itself, with a button for browsers without JavaScript. */
function formPostPage(target: string, fields: Readonly<Record<string, string>>): Answer {
  const texts = TEXTS.en;
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const body = `
    <h1>${texts.returning}</h1>
    <form method="post" action="${escapeHtml(target)}">${inputs.join('')}<button class="cancel">${texts.goOn}</button></form>
    <script>${SUBMIT}</script>`;
  const policy = { 'form-action': new URL(target).origin, 'script-src': hashOf(SUBMIT) };
  return page(200, 'en', texts.returning, body, policy);
}

/** Redirects with 303, so that the browser always uses GET. */
export function redirect(location: string): Answer {
  return { status: 303, headers: { location, ...PRIVATE } };
}

function personButton(
  language: Language,
  { id, name, givenName, familyName, email, employee }: Person,
): string {
  const texts = TEXTS[language];
  const role = employee ? texts.employee : texts.operator;
  // The accessible name of the button is its first line; the second line is the description.
  return `
      <button class="person${employee ? ' employee' : ''}" name="person" value="${escapeHtml(id)}" aria-labelledby="n-${id}" aria-describedby="d-${id}">
        <span class="initials" aria-hidden="true">${escapeHtml(givenName.charAt(0) + familyName.charAt(0))}</span>
        <span class="who"><b id="n-${id}">${escapeHtml(texts.continueAs(name))}</b><span id="d-${id}"><span>${escapeHtml(email)}</span> <span>${escapeHtml(role)}</span></span></span>
        ${ARROW}
      </button>`;
}

function page(
  status: number,
  language: Language,
  title: string,
  body: string,
  policy: Readonly<Record<string, string>> = {},
): Answer {
  const rules = {
    'default-src': "'none'",
    'style-src': STYLE_HASH,
    'form-action': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    ...policy,
  };
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': Object.entries(rules)
        .map((rule) => rule.join(' '))
        .join('; '),
      ...PRIVATE,
    },
    body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${TEXTS[language].simulated}</title>
<style>${STYLE}</style>
</head>
<body>
  <main>
    ${MARK}${body}
  </main>
</body>
</html>
`,
  };
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
