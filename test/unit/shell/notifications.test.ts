import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeLog } from '../../fakes/ports.ts';

const system = vi.hoisted(() => ({ supported: true, refuses: false, shown: [] as unknown[] }));
vi.mock('electron', () => ({
  Notification: class extends EventEmitter {
    static isSupported = () => system.supported;
    options: unknown;
    constructor(options: unknown) {
      super();
      this.options = options;
    }
    close() {
      this.emit('close');
    }
    show() {
      if (system.refuses) throw new Error('Lift 7');
      system.shown.push(this);
    }
  },
}));

import { createNotifications } from '../../../electron/shell/notifications.ts';

const notice = { title: 'Lift 7 is out of service', body: 'North Tower' };
const shown = () => system.shown as (EventEmitter & { options: unknown })[];
const onClick = vi.fn();
let log: ReturnType<typeof fakeLog>;

beforeEach(() => {
  Object.assign(system, { supported: true, refuses: false, shown: [] });
  onClick.mockClear();
  log = fakeLog();
});

test('shows title and body, and a click calls back once with what it told of', () => {
  const { title, body } = notice;
  createNotifications(log, onClick).notify({ ...notice, action: 'settings', unitId: 'lift-7' });
  expect(shown().map(({ options }) => options)).toEqual([{ title, body }]);
  shown()[0]?.emit('click');
  shown()[0]?.emit('click');
  expect(onClick).toHaveBeenCalledExactlyOnceWith({ ...notice, action: 'settings', unitId: 'lift-7' });
});

test('what is still shown is taken back, and nothing else', () => {
  const { notify, withdraw } = createNotifications(log, onClick);
  notify(notice);
  notify(notice);
  const closed: unknown[] = [];
  for (const each of shown()) each.on('close', () => closed.push(each));
  shown()[0]?.emit('click');
  withdraw();
  expect(closed).toEqual([shown()[1]]);
});

test('a failure is logged without the text of the notification (R29)', () => {
  const { notify } = createNotifications(log, onClick);
  notify(notice);
  shown()[0]?.emit('failed', {}, 'not allowed');
  system.refuses = true;
  notify(notice);
  expect(log.lines).toHaveLength(2);
  expect(log.lines[0]).toContain('not allowed');
  expect(log.lines.join()).not.toContain('Lift 7');
});

test('a desktop without notifications is left alone', () => {
  system.supported = false;
  createNotifications(log, onClick).notify(notice);
  expect(shown()).toEqual([]);
  expect(log.lines).toHaveLength(1);
});
