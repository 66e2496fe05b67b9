import type { ErrorCode } from '../../../electron/contract/failure.ts';
import { agentErrorsEn } from './agent-errors-en.ts';
import { managedErrorsEn } from './managed-en.ts';
import { proxyErrorsEn } from './proxy-en.ts';

/** What each failure is called, what it means, and what to do next (R37). */
export const errorsEn = {
  usage: {
    title: 'The request was not understood',
    meaning: 'MAX Desk was started or asked with something it does not know.',
    next: 'Check the command and its options, then try again.',
  },
  cancelled: {
    title: 'Cancelled',
    meaning: 'You stopped before it was finished. Nothing was changed.',
    next: 'Start again whenever you are ready.',
  },
  'sign-in-needed': {
    title: 'Please sign in again',
    meaning: 'Your session has ended and could not be renewed without you.',
    next: 'Choose “Sign in” and continue in your browser.',
  },
  'sign-in-not-completed': {
    title: 'The sign-in was not completed',
    meaning: 'It was cancelled on the sign-in page, or access was not granted. You are not signed in.',
    next: 'Choose “Sign in” to try again. If access is denied each time, ask TK Elevator whether your account may use this application.',
  },
  'sign-in-timed-out': {
    title: 'The sign-in took too long',
    meaning: 'Nothing came back from your browser in the time allowed. You are not signed in.',
    next: 'Choose “Sign in” to start again. If the browser did not open, use “Copy link” and open the link yourself. If it showed an error instead of the sign-in page, check the connection: the redirect address may not be registered (AADB2C90006).',
  },
  'sign-in-refused': {
    title: 'The sign-in was refused',
    meaning: 'This sign-in was not accepted by {{host}}.',
    next: 'Try again. If it is refused again, send the technical detail to TK Elevator.',
  },
  offline: {
    title: 'No network connection',
    meaning: 'MAX Desk could not reach {{host}}.',
    next: 'Check the network cable, Wi-Fi or VPN, then try again.',
  },
  'captive-portal': {
    title: 'This network wants you to sign in first',
    meaning: 'A page of the network answered in place of {{host}}, as is usual in hotels and guest networks.',
    next: 'Open any web page in your browser, complete the sign-in of the network, then try again.',
  },
  tls: {
    title: 'The secure connection cannot be trusted',
    meaning: 'The certificate of {{host}} could not be verified. The reason is often a company proxy.',
    next: 'Ask your IT department to install the root certificate of the proxy on this computer, then try again.',
  },
  clock: {
    title: 'The clock of this computer seems to be wrong',
    meaning: 'Its time is so far from that of {{host}} that sign-ins are not accepted.',
    next: 'Let the system set date and time automatically, then try again.',
  },
  'provider-unavailable': {
    title: 'The sign-in service is not available',
    meaning: 'The network works, but there was no usable answer from {{host}}.',
    next: 'Wait a few minutes, then try again. If it goes on, ask TK Elevator about the state of the service.',
  },
  'api-unavailable': {
    title: 'The API is not available',
    meaning: 'You are signed in, but there was no usable answer from {{host}}.',
    next: 'Wait a few minutes, then try again. If it goes on, ask TK Elevator about the state of the service.',
  },
  'api-refused': {
    title: 'The API refused the request',
    meaning: 'You are signed in, but this account or application is not allowed to read this from {{host}}.',
    next: 'Ask TK Elevator whether your account has access to the MAX Customer API and to these units.',
  },
  'api-key-missing': {
    title: 'A subscription key is needed',
    meaning: 'The API answers only when the subscription key of your organisation comes with the request.',
    next: 'Enter the subscription key and save it.',
  },
  'api-key-refused': {
    title: 'The subscription key was not accepted',
    meaning: 'The key that is saved here is wrong, has expired, or belongs to another product.',
    next: 'Copy the key from the MAX developer portal again and save it here.',
  },
  'api-bad-answer': {
    title: 'The API sent something unexpected',
    meaning: 'What came from {{host}} is not a list that MAX Desk can read, but for instance a web page.',
    next: 'Check the address of the API and the path of the units in the connection file. TK Elevator supplies both.',
  },
  'nothing-found': {
    title: 'Nothing matches',
    meaning: 'The list was loaded, but nothing in it matches.',
    next: 'Look for something else.',
  },
  configuration: {
    title: 'The connection file needs a correction',
    meaning: 'The problem is at {{key}}.',
    next: 'Correct it in a text editor and open the file again. TK Elevator supplies the values.',
  },
  storage: {
    title: 'Data could not be saved on this computer',
    meaning: 'MAX Desk could not read or write a file.',
    next: 'Check the free disk space and the permissions of the folder, then try again.',
  },
  'storage-locked': {
    title: 'The password store of the system is locked',
    meaning: 'Your sign-in is kept there, and MAX Desk cannot open it right now. Nothing is lost.',
    next: 'Unlock the keychain or keyring of your system, then try again.',
  },
  ...managedErrorsEn,
  ...agentErrorsEn,
  ...proxyErrorsEn,
  'bad-request': {
    title: 'The input was not accepted',
    meaning: 'A value is missing, too long, or not in the expected form.',
    next: 'Check what you entered, then try again.',
  },
  forbidden: {
    title: 'This action is not allowed',
    meaning: 'The request did not come from the window of MAX Desk itself, so it was refused.',
    next: 'Restart MAX Desk. If it happens again, report it together with the technical detail.',
  },
  unexpected: {
    title: 'Something unexpected happened',
    meaning: 'MAX Desk ran into a problem that it does not know.',
    next: 'Try again. If it happens again, restart MAX Desk and report it together with the technical detail.',
  },
} as const satisfies Record<ErrorCode, Record<'title' | 'meaning' | 'next', string>>;
