/** Azure AD B2C's own codes (learn.microsoft.com/azure/active-directory-b2c/error-codes). */
import { AppError } from '../errors.ts';

export const passwordForgotten = 'AADB2C90118';
export const cancelledOnPage = 'AADB2C90091';
const unknownRedirect = 'AADB2C90006';

/** The state of the page is lost or incomplete, or there were too many tries on it: only a new page helps. */
const ended = ['90046', '90151', '90157', '90206', '90211', '90212', '90255'].map((code) => `AADB2C${code}`);

/** Whether the code says that the page has ended and has to be opened anew. */
export function isEndedPage(code: string): boolean {
  return ended.includes(code);
}

/** The redirect address is not registered: by Azure AD B2C, and by Microsoft Entra ID. */
export function isUnknownRedirect(code: string): boolean {
  return code === unknownRedirect || code === 'AADB2C90007' || code === 'AADSTS50011';
}

/** The provider refuses the address that the browser comes back to. `details` name the host and the file. */
export function redirectRefused(message: string, details: Record<string, string>): AppError {
  return new AppError('configuration', message, {
    hint: 'Ask TK Elevator to register http://localhost for this client id, or set the registered ports in "identity.redirectPorts".',
    details: { ...details, key: 'identity.redirectPorts' },
  });
}
