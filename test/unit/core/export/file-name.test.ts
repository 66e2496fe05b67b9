import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentName } from '../../../../electron/core/export/file-name.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

describe('the name of a document', () => {
  test.each([
    ['Prüfprotokoll 2026.pdf', 'Prüfprotokoll 2026.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\x.pdf', 'x.pdf'],
    ['a\0b\nc.pdf', 'a-b-c.pdf'],
    ['gepj\u202efdp.exe', 'gepjfdp.exe'],
    ['con', '_con'],
    ['Com1.pdf', '_Com1.pdf'],
    ['LPT9 .pdf', '_LPT9.pdf'],
    ['console.pdf', 'console.pdf'],
    ['.htaccess', 'htaccess'],
    ['a.pdf. .', 'a.pdf'],
    ['a?b*c.pdf', 'a-b-c.pdf'],
    ['..', 'document'],
    ['/', 'document'],
    ['', 'document'],
  ])('is one on every system, and no path: %j', (called, name) => expect(documentName(called)).toBe(name));

  test('keeps its ending when it is cut', () => {
    const name = documentName(`${'ü'.repeat(500)}.pdf`);
    expect(name).toMatch(/^ü+\.pdf$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210);
  });

  test('has the ending of its type', () => {
    expect(documentName('Report', 'application/pdf')).toBe('Report.pdf');
    expect(documentName('Report.PDF', 'application/pdf; x=1')).toBe('Report.PDF');
    expect(documentName('Photo.jpeg', 'image/jpeg')).toBe('Photo.jpeg');
    expect(documentName('Data.xlsx', 'application/octet-stream')).toBe('Data.xlsx');
  });

  test('is fit whatever the service says', () =>
    fuzz(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (called) => {
        const name = documentName(called, 'application/pdf');
        expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}\p{Bidi_C}]+\.pdf$/iu);
        expect(name).not.toMatch(/^[.\s]|^(?:con|prn|aux|nul|com\d|lpt\d)\./i);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210);
        expect(documentName(name, 'application/pdf')).toBe(name);
      }),
      1_000,
    ));
});
