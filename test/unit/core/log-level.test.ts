import { expect, test } from 'vitest';
import { type LogLevel, limitLog } from '../../../electron/core/log-level.ts';
import { fakeLog } from '../../fakes/ports.ts';

test('a level that is known later than the log is heeded from then on', () => {
  const written = fakeLog();
  let level: LogLevel = 'info';
  const log = limitLog(written, () => level);
  log.info('starting', { step: 1 });
  level = 'warn';
  log.info('left out');
  log.warn('kept');
  expect(written.lines).toEqual(['{"message":"starting","step":1}', '{"message":"kept"}']);
});
