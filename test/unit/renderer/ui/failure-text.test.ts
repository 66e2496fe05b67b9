import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../electron/contract/failure.ts';
import { errorCodes } from '../../../../electron/contract/names.ts';
import { failureText, failureTone, spoken } from '../../../../renderer/ui/failure-text.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';

const { t } = createTranslations('en');
const failure = (code: Failure['code'], details: Failure['details'] = {}, message = 'M'): Failure => ({
  code,
  message,
  hint: '',
  details,
});
const titleOf = (...given: Parameters<typeof failure>) => failureText(failure(...given), t).title;

describe('a failure', () => {
  it('is told by its code, with what is known of it', () => {
    const text = failureText(failure('offline', { host: 'a & b', reason: 'x' }), t);
    expect(text.title).toBe(t('errors.offline.title'));
    expect(text.next).toBe(t('errors.offline.next'));
    expect(text.meaning).toContain('a & b');
    expect(text.facts).toEqual([
      { label: t('failure.code'), value: 'offline' },
      { label: t('failure.message'), value: 'M' },
      { label: t('failure.facts.host'), value: 'a & b' },
      { label: t('failure.facts.reason'), value: 'x' },
    ]);
    expect(spoken(text)).toBe(`${text.title}. ${text.meaning} ${text.next}`);
  });

  it('is told in general words where nothing is known, and empty details are none', () => {
    const text = failureText(failure('offline', { host: '', other: 'x', ended: 'y', page: 'z' }, ''), t);
    expect(text.meaning).toContain(t('failure.defaults.host'));
    expect(text.facts).toEqual([
      { label: t('failure.code'), value: 'offline' },
      { label: 'other', value: 'x' },
    ]);
  });

  it.each<[Failure['code'], Failure['details'], string]>([
    ['sign-in-needed', { ended: 'pasted-token' }, t('pasted.ended.title')],
    ['sign-in-needed', { ended: 'other' }, t('errors.sign-in-needed.title')],
    ['api-bad-answer', { received: '3' }, t('short.title')],
    ['offline', { received: '3' }, t('errors.offline.title')],
    ['api-bad-answer', { resource: 'a', status: '404' }, t('resources.missing.title')],
    ['api-refused', { resource: 'a', status: '403' }, t('resources.forbidden.title')],
    ['api-refused', { status: '403' }, t('errors.api-refused.title')],
    ['sign-in-refused', { page: 'password-forgotten' }, t('signInPages.passwordForgotten.title')],
    ['sign-in-refused', { page: 'ended' }, t('signInPages.ended.title')],
    ['storage', { file: '/a', text: 'nobody knows' }, t('errors.storage.title')],
    ['storage', { text: 'ENOSPC' }, t('errors.storage.title')],
    ['unexpected', { file: '/a', text: 'ENOSPC' }, t('errors.unexpected.title')],
  ])('%s with %j has a text of its own if it has a reason of its own', (code, details, title) => {
    expect(titleOf(code, details)).toBe(title);
  });

  it.each([
    ['full', ['ENOSPC', 'EDQUOT']],
    ['denied', ['EACCES', 'EPERM']],
    ['readOnly', ['EROFS']],
    ['inUse', ['EBUSY', 'ETXTBSY']],
    ['noAnswer', ['ETIMEDOUT']],
    ['tooLong', ['ENAMETOOLONG']],
    ['noFile', ['EISDIR', 'ENOTEMPTY', 'EEXIST']],
    ['gone', ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO']],
    ['tooLarge', ['EFBIG']],
    ['faulty', ['EIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN']],
  ] as const)('of a disk that is %s is told as that', (reason, codes) => {
    for (const text of codes)
      expect(titleOf('storage', { file: '/a', text }), text).toBe(t(`disk.${reason}.title`));
  });

  it('is no error where the user did it, and a warning where something has to be done', () => {
    const by = (tone: string) => errorCodes.filter((code) => failureTone(failure(code)) === tone).sort();
    expect(by('info')).toEqual(['cancelled', 'sign-in-not-completed']);
    expect(by('warning')).toEqual(['api-key-missing', 'sign-in-needed', 'sign-in-timed-out']);
    expect(by('error')).toHaveLength(errorCodes.length - 5);
  });
});
