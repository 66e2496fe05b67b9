import { describe, expect, test } from 'vitest';
import { createLogLines, type LogLevel, logLevels } from '../../../../electron/core/diagnostics/log-lines.ts';
import { traceOf } from '../../../../electron/core/diagnostics/trace.ts';

function logOf() {
  const lines: string[] = [];
  return {
    lines,
    log: createLogLines(
      (line) => void lines.push(line),
      () => Date.UTC(2026, 0, 2),
    ),
  };
}

describe('a line of the log', () => {
  test('is one JSON object with its time, level, message and fields', () => {
    const { lines, log } = logOf();
    log.warn('a call\nfailed', { call: 'signIn' });
    log.info('nothing more');
    expect(lines).toEqual([
      '{"time":"2026-01-02T00:00:00.000Z","level":"warn","message":"a call\\nfailed","fields":{"call":"signIn"}}',
      '{"time":"2026-01-02T00:00:00.000Z","level":"info","message":"nothing more"}',
    ]);
  });

  test('cannot pass its fields for the line’s own', () => {
    const { lines, log } = logOf();
    log.info('x', { level: 'error', time: 'never' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', time: '2026-01-02T00:00:00.000Z' });
  });

  test('is redacted at the port, its message too (R29)', () => {
    const { lines, log } = logOf();
    log.error('sam.sample@example.com failed', { authorization: 'x', url: 'https://a.example/?code=1' });
    expect(lines.join()).not.toMatch(/sam\.sample|"x"|code=1/);
  });

  test('that is far too long is left out but for its message', () => {
    const { lines, log } = logOf();
    log.info('big', { list: Array.from({ length: 50 }, () => 'word '.repeat(700)) });
    expect(lines[0]?.length).toBeLessThan(200);
    expect(lines[0]).toContain('"message":"big"');
  });

  test.each(logLevels)('is dropped below the level "%s"', (level: LogLevel) => {
    const { lines, log } = logOf();
    log.setLevel(level);
    for (const each of logLevels) log[each]('x');
    const kept = lines.map((line) => (JSON.parse(line) as { level: string }).level);
    expect(kept).toEqual(logLevels.slice(0, logLevels.indexOf(level) + 1));
  });
});

describe('the trace of an error', () => {
  test('says where it came from and why, but not what it says (R29)', () => {
    const cause = Object.assign(new Error('connect to hunter2'), { code: 'ECONNREFUSED' });
    const trace = traceOf(new TypeError('hunter2', { cause }));
    expect(trace).toMatchObject({ error: 'TypeError', cause: { error: 'Error', code: 'ECONNREFUSED' } });
    expect(JSON.stringify(trace)).not.toContain('hunter2');
    expect(JSON.stringify(trace)).toContain('log-lines.test.ts');
  });

  test('takes whatever was thrown, and ends where causes go round in circles', () => {
    const error = new Error('x');
    error.cause = error;
    expect(JSON.stringify(traceOf(error)).length).toBeLessThan(10_000);
    expect(traceOf('hunter2')).toEqual({ error: 'string' });
    expect(traceOf(Object.assign(new Error('x'), { code: 'a secret?' }))).not.toHaveProperty('code');
  });
});
