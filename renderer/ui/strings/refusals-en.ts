import type { SignInReason } from '../../../electron/contract/names.ts';

/** Why a sign-in service refuses, and what to do: in the place of the general text of the failure. */
export const refusalsEn = {
  'wrong-password': {
    meaning: 'The sign-in service says that the name or the password is wrong.',
    next: 'Check both and sign in again. Several wrong tries lock the account.',
  },
  'unknown-account': {
    meaning: 'The sign-in service does not know this account, or not any more.',
    next: 'Check the name. Ask TK Elevator whether the account was removed or belongs to another tenant.',
  },
  'account-locked': {
    meaning: 'The sign-in service has locked this account. MAX Desk does not try again by itself.',
    next: 'Wait some time before you sign in again, or ask TK Elevator to unlock the account.',
  },
  'account-disabled': {
    meaning: 'The sign-in service has disabled this account.',
    next: 'Ask TK Elevator to enable the account.',
  },
  'password-expired': {
    meaning: 'The password of this account has expired or has to be changed.',
    next: 'Sign in again and choose a new password on the sign-in page.',
  },
  'second-factor': {
    meaning: 'The sign-in service asks for a second factor.',
    next: 'Sign in again and confirm the second factor in your browser.',
  },
  'access-policy': {
    meaning: 'A policy of the sign-in service blocks this computer, place or application.',
    next: 'Ask the IT department that runs the sign-in service about its access policies.',
  },
  'not-assigned': {
    meaning: 'Your account is not assigned to this application.',
    next: 'Ask TK Elevator to assign your account to the application.',
  },
  'consent-missing': {
    meaning: 'Nobody has consented to this application yet.',
    next: 'Sign in again and consent, or ask TK Elevator for the consent of an administrator.',
  },
  'grant-ended': {
    meaning: 'Your sign-in has expired or was revoked.',
    next: 'Sign in again.',
  },
  'unknown-client': {
    meaning: 'The sign-in service does not know this application, or has disabled it.',
    next: 'Check the client ID in the connection with TK Elevator.',
  },
  'client-credentials': {
    meaning: 'The sign-in service asks this application for a secret or a certificate.',
    next: 'Ask TK Elevator to register the application as a public client.',
  },
  'grant-not-allowed': {
    meaning: 'The sign-in service does not allow this way to sign in.',
    next: 'Check the client ID and the user flow in the connection with TK Elevator.',
  },
  'wrong-scope': {
    meaning: 'The sign-in service does not know the scope that the connection asks for.',
    next: 'Check the scopes in the connection with TK Elevator.',
  },
  'unknown-policy': {
    meaning: 'The sign-in service does not know the user flow.',
    next: 'Check the names of the user flows in the connection with TK Elevator.',
  },
  'unknown-tenant': {
    meaning: 'The sign-in service does not know the tenant.',
    next: 'Check the address of the sign-in service in the connection with TK Elevator.',
  },
  throttled: {
    meaning: 'The sign-in service gets too many requests.',
    next: 'Wait some minutes, then try again.',
  },
  'provider-trouble': {
    meaning: 'The sign-in service has a problem at the moment.',
    next: 'Wait some minutes, then try again. If it goes on, ask TK Elevator about the state of the service.',
  },
} as const satisfies Record<SignInReason, Record<'meaning' | 'next', string>>;
