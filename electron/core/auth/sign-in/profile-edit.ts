import { AppError } from '../../errors.ts';
import { cancelledOnPage } from '../b2c-codes.ts';
import { providerCodeIn } from '../provider-codes.ts';
import { providerError } from './interactive.ts';
import { type PageParts, throughPages, userFlowPage } from './pages.ts';

/**
 * Lets a person change the profile on a page of the provider; resolves to false if they cancelled there. Throws
 * `configuration` if the connection names no user flow for it, and what a sign-in throws before its code is exchanged.
 */
export async function editProfileInBrowser(parts: PageParts): Promise<boolean> {
  const page = userFlowPage(parts, 'profileEditPolicy');
  if (!page)
    throw new AppError('configuration', 'The connection names no user flow that edits the profile.', {
      hint: 'Ask TK Elevator for it, and add its name as "identity.profileEditPolicy".',
      details: { key: 'identity.profileEditPolicy', file: parts.connection.name, text: 'is missing' },
    });
  return throughPages(parts, page, async ({ parameters, answer }) => {
    const isSaved = parameters.has('code');
    if (!isSaved && providerCodeIn(parameters.get('error_description')) !== cancelledOnPage) {
      answer('failed');
      throw providerError(parameters);
    }
    if (isSaved) parts.completing();
    answer(isSaved ? 'profile-saved' : 'unchanged');
    return isSaved;
  });
}
