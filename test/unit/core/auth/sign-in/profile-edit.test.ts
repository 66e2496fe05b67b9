import { beforeEach, describe, expect, test, vi } from 'vitest';
import { cancelledOnPage } from '../../../../../electron/core/auth/b2c-codes.ts';
import type { PageParts } from '../../../../../electron/core/auth/sign-in/pages.ts';
import { editProfileInBrowser } from '../../../../../electron/core/auth/sign-in/profile-edit.ts';
import { connectionWith } from '../../../../fakes/connection.ts';

/** What the browser comes back with. */
const browser = vi.hoisted(() => ({ query: '', answer: [] as string[] }));
vi.mock('../../../../../electron/core/auth/sign-in/pages.ts', () => ({
  userFlowPage: ({ connection }: PageParts) => connection.identity.profileEditPolicy && { page: 'profile' },
  throughPages: (_parts: unknown, _page: unknown, done: (callback: unknown) => unknown) =>
    done({
      parameters: new URLSearchParams(browser.query),
      answer: (page: string) => void browser.answer.push(page),
    }),
}));

const completing = vi.fn();
const edit = (connection = connectionWith({ 'identity.profileEditPolicy': 'B2C_1_Edit' })) =>
  editProfileInBrowser({ connection, completing } as Partial<PageParts> as PageParts);
beforeEach(() => {
  completing.mockClear();
  browser.answer.length = 0;
});

describe('a profile that is edited', () => {
  test('is saved when the page gives a code', async () => {
    browser.query = 'code=x';
    expect(await edit()).toBe(true);
    expect(completing).toHaveBeenCalledOnce();
    expect(browser.answer).toEqual(['profile-saved']);
  });

  test('stays as it was when the person cancels there', async () => {
    browser.query = `error=access_denied&error_description=${cancelledOnPage}: x`;
    expect(await edit()).toBe(false);
    expect(completing).not.toHaveBeenCalled();
    expect(browser.answer).toEqual(['unchanged']);
  });

  test.each(['error=access_denied&error_description=AADB2C90001', 'error=server_error'])(
    'is a failure when the page says another one: %s',
    async (query) => {
      browser.query = query;
      await expect(edit()).rejects.toMatchObject({ name: 'AppError' });
      expect(completing).not.toHaveBeenCalled();
      expect(browser.answer).toEqual(['failed']);
    },
  );

  test('needs a user flow for that', async () => {
    await expect(edit(connectionWith())).rejects.toMatchObject({
      code: 'configuration',
      details: { key: 'identity.profileEditPolicy', file: 'Sample' },
    });
  });
});
