/** What the codes of Microsoft's sign-in services mean, for everything that asks them: window, command line and check. */
import type { ErrorCode } from '../../contract/failure.ts';
import type { SignInReason } from '../../contract/names.ts';

interface Reason {
  /** After "the account …" or "it …": why the provider refused, in the middle of a sentence. */
  text: string;
  /** The next step. */
  hint: string;
  /** The kind of failure for a technical account, which cannot go to a browser. */
  code: ErrorCode;
  /** Numbers of the codes of Microsoft Entra ID (AADSTS…) and of Azure AD B2C (AADB2C…). */
  entra: readonly number[];
  b2c: readonly number[];
}

/** Source: learn.microsoft.com/entra/identity-platform/reference-error-codes and …/azure/active-directory-b2c/error-codes. */
export const signInReasonTable: Record<SignInReason, Reason> = {
  'wrong-password': {
    text: 'the name or the password is wrong',
    hint: 'Check the name and the password of the account. Several wrong tries lock it.',
    code: 'sign-in-refused',
    entra: [50_126, 50_064, 50_056],
    b2c: [90_225, 90_052, 90_054],
  },
  'unknown-account': {
    text: 'the account does not exist there, or not any more',
    hint: 'Check the name of the account. Ask TK Elevator whether it was removed or belongs to another tenant.',
    code: 'sign-in-refused',
    entra: [50_034, 50_020, 51_004, 90_072],
    b2c: [90_053, 90_128],
  },
  'account-locked': {
    text: 'the account is locked',
    hint: 'MAX Desk does not try again by itself. Wait, correct the password where it is kept, then try once; or ask TK Elevator to unlock the account.',
    code: 'sign-in-refused',
    entra: [50_053],
    b2c: [90_111, 90_114],
  },
  'account-disabled': {
    text: 'the account is disabled',
    hint: 'Ask TK Elevator to enable the account.',
    code: 'sign-in-refused',
    entra: [50_057],
    b2c: [],
  },
  'password-expired': {
    text: 'the password has expired or has to be changed',
    hint: 'Change the password in a browser, then use the new one.',
    code: 'sign-in-refused',
    entra: [50_055, 50_144, 50_125, 50_135],
    b2c: [],
  },
  'second-factor': {
    text: 'the provider demands a second factor',
    hint: 'Sign in by the browser ("max-desk login"). For a daemon, ask TK Elevator for an account without a second factor.',
    code: 'sign-in-refused',
    entra: [50_072, 50_074, 50_076, 50_079, 53_004],
    b2c: [],
  },
  'access-policy': {
    text: 'a policy of the provider blocks this computer, place or application',
    hint: 'Ask the IT department that runs the tenant (Conditional Access).',
    code: 'sign-in-refused',
    entra: [50_005, 50_097, 50_131, 50_158, 53_000, 53_001, 53_002, 53_003, 530_032],
    b2c: [],
  },
  'not-assigned': {
    text: 'the account is not assigned to this application',
    hint: 'Ask TK Elevator to assign the account to the application.',
    code: 'sign-in-refused',
    entra: [50_105],
    b2c: [],
  },
  'consent-missing': {
    text: 'nobody has consented to this application yet',
    hint: 'Ask TK Elevator for the consent of an administrator, or sign in once by the browser.',
    code: 'configuration',
    entra: [65_001, 65_004, 90_008, 90_094],
    b2c: [90_284],
  },
  'grant-ended': {
    text: 'the sign-in has expired or was revoked',
    hint: 'Sign in again; a technical account needs its password.',
    code: 'sign-in-refused',
    entra: [70_000, 70_008, 700_082, 700_084, 50_132, 50_133, 50_173, 50_089],
    b2c: [90_080, 90_129, 90_087, 90_088],
  },
  'unknown-client': {
    text: 'the application is not known there, or disabled',
    hint: 'Check "identity.clientId", for a technical account "identity.technicalAccount", with TK Elevator.',
    code: 'configuration',
    entra: [700_016, 70_001, 7_000_112],
    b2c: [90_018, 90_068, 90_092, 90_279, 90_285, 90_296],
  },
  'client-credentials': {
    text: 'the application has to prove itself, and has not or has wrongly',
    hint: 'Ask TK Elevator to register the application as a public client, or for a valid secret or certificate.',
    code: 'configuration',
    entra: [70_002, 7_000_215, 7_000_218, 7_000_222, 50_012],
    b2c: [90_058, 90_079, 90_081],
  },
  'grant-not-allowed': {
    text: 'technical accounts are not enabled for this application or user flow',
    hint: 'Check "identity.technicalAccount" (policy and clientId) in the connection with TK Elevator.',
    code: 'configuration',
    entra: [70_003],
    b2c: [90_086, 90_224, 90_248, 99_013, 99_015],
  },
  'wrong-scope': {
    text: 'the scope is not known there',
    hint: 'Check "identity.scopes" in the connection with TK Elevator.',
    code: 'configuration',
    entra: [70_011, 65_005, 500_011, 700_022, 700_023],
    b2c: [90_010, 90_012, 90_055, 90_117, 90_146, 90_205, 99_005],
  },
  'unknown-policy': {
    text: 'the user flow is not known there',
    hint: 'Check the names of the user flows in the connection with TK Elevator.',
    code: 'configuration',
    entra: [],
    b2c: [90_022, 90_031, 90_288],
  },
  'unknown-tenant': {
    text: 'the tenant is not known there',
    hint: 'Check "identity.authority" in the connection with TK Elevator.',
    code: 'configuration',
    entra: [50_059, 90_002, 90_019],
    b2c: [],
  },
  throttled: {
    text: 'there are too many requests',
    hint: 'Wait some minutes. Keep the token until it expires instead of asking for one each time.',
    code: 'provider-unavailable',
    entra: [50_196, 90_055, 50_166],
    b2c: [90_244],
  },
  'provider-trouble': {
    text: 'the sign-in service has a problem at the moment',
    hint: 'Try again in some minutes.',
    code: 'provider-unavailable',
    entra: [50_033, 50_087, 80_002, 90_006, 90_012, 90_024, 90_033, 90_090],
    b2c: [90_035, 90_037, 90_048, 90_085, 90_289],
  },
};

/** The number and the rest of a code's prefix, as they are written in a description. */
const codes = /\b(AADSTS|AADB2C)(\d{5,8})\b/;

const reasonOfCode = new Map<string, SignInReason>(
  Object.entries(signInReasonTable).flatMap(([reason, { entra, b2c }]) => [
    ...entra.map((number) => [`AADSTS${number}`, reason as SignInReason] as const),
    ...b2c.map((number) => [`AADB2C${number}`, reason as SignInReason] as const),
  ]),
);

/** The provider's code in a description; nothing else of that is kept, because it may name the user. */
export function providerCodeIn(description: string | null | undefined): string | undefined {
  return codes.exec(description ?? '')?.[0];
}

/** What a code means; undefined for one that is not in the table. */
export function signInReason(code: string): SignInReason | undefined {
  return reasonOfCode.get(code);
}

/** Whether the code tells of the service, not of this sign-in: the same request may succeed later. */
export function isPassing(code: string): boolean {
  const reason = signInReason(code);
  return reason !== undefined && signInReasonTable[reason].code === 'provider-unavailable';
}

/**
 * What a code adds to an error: why, for the end of its message, after the code; the next step; and `refusal` for the
 * window's own text. Nothing for a code that is not in the table.
 */
export function explained(code: string): { why: string; hint?: string; details: Record<string, string> } {
  const reason = signInReason(code);
  if (reason === undefined) return { why: '', details: {} };
  const { text, hint } = signInReasonTable[reason];
  return { why: `: ${text}`, hint, details: { refusal: reason } };
}

/**
 * The code that a refusal is known by: the provider's own, else OAuth's `error` without anything that is no part of
 * such a word, else `otherwise`.
 */
export function referenceOf(
  description: string | undefined,
  error: string | undefined,
  otherwise: string,
): string {
  const word = (error ?? '').slice(0, 64).replace(/[^\w.-]/g, '');
  return providerCodeIn(description) ?? (word === '' ? otherwise : word);
}
