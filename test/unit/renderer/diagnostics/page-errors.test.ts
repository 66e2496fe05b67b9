import { describe, expect, test, vi } from 'vitest';
import { calls } from '../../../../electron/contract/calls.ts';
import { createErrorReports, reportUncaught } from '../../../../renderer/diagnostics/page-errors.ts';

function reports(call = vi.fn(async (_name: string, _error: unknown) => undefined)) {
  return { call, report: createErrorReports({ call: call as never }) };
}

describe('an error of the page', () => {
  test('is told by its name and its place, not by what it says (R29)', () => {
    const { call, report } = reports();
    const error = new TypeError('hunter2 is not a function\n    at hunter2');
    report('render', error);
    const [name, sent] = call.mock.calls[0] ?? [];
    expect(name).toBe('reportPageError');
    expect(calls.reportPageError.input.safeParse(sent).success).toBe(true);
    expect(sent).toMatchObject({ where: 'render', name: 'TypeError' });
    expect(JSON.stringify(sent)).toContain('page-errors.test.ts');
  });

  test.each(['a text', undefined, null, { stack: 1 }])('may be %j', (thrown) => {
    const { call, report } = reports();
    report('rejection', thrown);
    expect(call.mock.calls[0]?.[1]).toEqual({ where: 'rejection', name: typeof thrown, at: [] });
  });

  test('with an endless name and stack still fits the contract', () => {
    const { call, report } = reports();
    const error = new Error('x');
    error.name = 'N'.repeat(5_000);
    error.stack = `    at ${'f'.repeat(5_000)}\n`.repeat(500);
    report('error', error);
    expect(calls.reportPageError.input.safeParse(call.mock.calls[0]?.[1]).success).toBe(true);
  });

  test('is told a hundred times at most, and a main that does not answer is no further error', async () => {
    const { call, report } = reports(vi.fn(() => Promise.reject(new Error('no main'))));
    for (let number = 0; number < 1_000; number++) report('error', new Error('x'));
    expect(call).toHaveBeenCalledTimes(100);
    await Promise.resolve();
  });

  test('that nobody has caught is told too', () => {
    const report = vi.fn();
    const target = new EventTarget();
    reportUncaught(target, report);
    target.dispatchEvent(Object.assign(new Event('error'), { error: 'a' }));
    target.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'b' }));
    expect(report.mock.calls).toEqual([
      ['error', 'a'],
      ['rejection', 'b'],
    ]);
  });

  test('is not what Chromium says of an observer that goes on in the next frame', () => {
    const report = vi.fn();
    const target = new EventTarget();
    reportUncaught(target, report);
    const message = 'ResizeObserver loop completed with undelivered notifications.';
    target.dispatchEvent(Object.assign(new Event('error'), { message, error: null }));
    expect(report).not.toHaveBeenCalled();
  });
});
