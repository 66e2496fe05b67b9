/** Azure AD B2C's own codes (learn.microsoft.com/azure/active-directory-b2c/error-codes). */
import { AppError } from '../errors.ts';

export const passwordForgotten = 'AADB2C90118';
export const cancelledOnPage = 'AADB2C90091';
export const unknownRedirect = 'AADB2C90006';

/** The state of the page is lost or incomplete, or there were too many tries on it: only a new page helps. */
const ended = ['90046', '90151', '90157', '90206', '90211', '90212', '90255'].map((code) => `AADB2C${code}`);

/** Whether the code says that the page has ended and has to be opened anew. */
export function isEndedPage(code: string): boolean {
  return ended.includes(code);
}

/** B2C's code in a description; nothing else of that is kept, because it may name the user. */
export function b2cCodeIn(description: string | null | undefined): string | undefined {
  return /AADB2C\d{5,8}/.exec(description ?? '')?.[0];
}

/** B2C refuses the address that the browser comes back to. `details` name the host and the file. */
export function redirectRefused(message: string, details: Record<string, string>): AppError {
  return new AppError('configuration', message, {
    hint: 'Ask TK Elevator to register http://localhost for this client id, or set the registered ports in "identity.redirectPorts".',
    details: { ...details, key: 'identity.redirectPorts' },
  });
}
