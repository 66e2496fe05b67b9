import { describe, expect, test } from 'vitest';
import { documentIn, readDocument } from '../../../../electron/core/resources/documents.ts';
import { itemValues } from '../../../../electron/core/resources/item-values.ts';
import { fakeApi } from '../../../fakes/api.ts';

const list = 'https://api.example.com/max/units/1/documents?page=2';
const find = (item: object, place: string) => documentIn(itemValues(item, JSON.stringify(item)), place, list);

describe('the document of an item', () => {
  test.each([
    ['https://api.example.com/max/files/7', 'https://api.example.com/max/files/7'],
    ['/files/7', 'https://api.example.com/files/7'],
    ['files/7', 'https://api.example.com/max/units/1/files/7'],
    ['https://evil.example.com/7', 'https://evil.example.com/7'],
    ['http://[', 'http://['],
  ])('is at the address in its property, which may be relative to the list: %s', (href, url) => {
    expect(find({ href, name: 'x.pdf' }, 'href')).toEqual({ url, name: 'x.pdf' });
  });

  test('is at a path that is made of its properties, percent-encoded, below the address of the API', () => {
    expect(find({ id: 'a/b', title: 'Manual' }, '/documents/{id}/content')).toEqual({
      url: '/documents/a%2Fb/content',
      name: 'Manual',
    });
  });

  test.each([
    [{ name: 'x' }, 'href'],
    [{ href: ' ' }, 'href'],
    [{ name: 'x' }, '/documents/{id}'],
    [{ id: '..' }, '/documents/{id}'],
  ])('is none where the item does not say it: %j', (item, place) => expect(find(item, place)).toBeNull());

  test.each([
    [{ href: '/a', title: 'Title', fileName: 'File.pdf' }, 'File.pdf'],
    [{ href: '/a', title: '../../etc/passwd' }, 'passwd'],
    [{ href: '/files/Pr%C3%BCfung.pdf?x=1' }, 'Prüfung.pdf'],
    [{ href: '/' }, 'document'],
  ])('has a name that is that of a file: %j', (item, name) => {
    expect(find(item, 'href')?.name).toBe(name);
  });
});

describe('a document that is read', () => {
  const link = { url: '/files/7', name: 'Report' };
  const read = (headers: Record<string, string> = {}, status = 200) => {
    const fake = fakeApi({ '/files/7': { body: Buffer.from('%PDF'), headers, status } });
    return { ...fake, document: readDocument(fake.api, link) };
  };

  test('is asked for in any form, and comes whole', async () => {
    const { document, asked } = read();
    expect(await document).toEqual({ name: 'Report', body: Buffer.from('%PDF') });
    expect(asked).toEqual([{ target: '/files/7', accept: '*/*' }]);
  });

  test.each([
    ['attachment; filename="A.pdf"', 'A.pdf'],
    ['attachment; filename=A.pdf; size=1', 'A.pdf'],
    ['attachment; filename="a.pdf"; filename*=UTF-8\'\'%C3%9Cbersicht.pdf', 'Übersicht.pdf'],
    ['attachment; filename="C:\\\\temp\\\\A.pdf"', 'A.pdf'],
    ['attachment; filename="../../.bashrc"', 'bashrc'],
    ['attachment; filename="NUL.pdf"', '_NUL.pdf'],
    ['attachment; filename="\u00c3\u0153.pdf"'.replace('\u0153', '\u009c'), 'Ü.pdf'],
    ['attachment; filename="\u00dc.pdf"', 'Ü.pdf'],
    ["attachment; filename*=UTF-8''%zz.pdf", '%zz.pdf'],
    ['inline', 'Report'],
    ['attachment; filename=""', 'document'],
  ])('is called as its response says: %s', async (disposition, name) => {
    expect((await read({ 'content-disposition': disposition }).document).name).toBe(name);
  });

  test('gets the ending of its type, and cannot pass for a program', async () => {
    expect((await read({ 'content-type': 'application/pdf' }).document).name).toBe('Report.pdf');
    const disposition = { 'content-type': 'application/pdf', 'content-disposition': 'x; filename=A.exe' };
    expect((await read(disposition).document).name).toBe('A.exe.pdf');
  });

  test.each([
    [{ 'content-type': 'text/html; charset=utf-8' }, 200, 'captive-portal'],
    [{}, 206, 'api-bad-answer'],
    [{}, 204, 'api-bad-answer'],
  ])('is refused when it is none: %j %i', async (headers, status, code) => {
    const { document, closed } = read(headers, status);
    await expect(document).rejects.toMatchObject({ code });
    expect(closed).toHaveLength(1);
  });
});
