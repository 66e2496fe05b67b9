import { expect, test, vi } from 'vitest';
import { agentWindow, greetedProgram } from '../fakes/agent.ts';
import { start } from '../fakes/simulator.ts';

test.each([
  ['away', false, false, 1],
  ['in front', true, false, 0],
  ['the wall display, which has no questions', true, true, 1],
] as const)(
  'a program that asks while the window is %s, in front: %s, on the wall: %s, is told by %i notifications',
  async (_place, inFront, isWall, count) => {
    const simulator = await start({ units: 1 });
    const notify = vi.fn();
    const window = await agentWindow(simulator, { parts: { notify, isInFront: () => inFront } });
    try {
      await window.desk.handlers.changeWall({ isOn: isWall });
      const program = await greetedProgram(window.socket);
      const code = await program.pair('Chart maker');
      expect(await window.asked()).toMatchObject({ name: 'Chart maker', code });
      expect(notify).toHaveBeenCalledTimes(count);
      const told = JSON.stringify(notify.mock.calls);
      expect(told).not.toContain('Chart maker');
      expect(told).not.toContain(code);
      program.end();
    } finally {
      window.close();
      await simulator.close();
    }
  },
);
