/** What the tours of an operator's duty share. */
import type { Page } from '@playwright/test';
import type { DeskState } from '../../electron/contract/desk.ts';
import { createFleet } from '../../electron/simulator/fleet/fleet.ts';
import type { Simulator } from '../../electron/simulator/index.ts';
import type { Strings } from '../../renderer/ui/strings/en.ts';
import type { CommandLineUser } from '../fakes/command-line-user.ts';
import { type Desktop, expect } from './fixture.ts';

export interface Duty {
  desktop: Desktop;
  simulator: Simulator;
  terminal: CommandLineUser;
  page: Page;
  texts: Strings;
}

/** Of the simulated service: nothing happens there but what the tour sends. */
export const dutyOptions = { units: 60, eventsPerSecond: 0 };
const fleet = createFleet(dutyOptions.units, 1, Date.now()).page(0, dutyOptions.units);
export const running = fleet.filter(({ equipmentStatus }) => equipmentStatus === 'In Service');

export function send({ simulator }: Duty, place: number, equipmentStatus: string): void {
  const { unitId = '' } = running[place] ?? {};
  simulator.hub.send({ unitId, equipmentStatus, currentFloor: null, currentTripDirection: null });
}

/** Chooses from the palette, as a person does who does not know where a thing is. */
export async function find({ page, texts }: Duty, what: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: texts.actions.palette.title }).fill(what);
  await expect(page.getByRole('option', { name: what }).first()).toBeVisible();
  await page.keyboard.press('Enter');
}

/** Shows a state of main that would take a broken disk, another window or minutes of waiting; the next real one replaces it. */
export async function pretend(
  { desktop, page }: Duty,
  change: (state: DeskState) => DeskState,
): Promise<void> {
  const state = await page.evaluate(async () => {
    const reply = await window.desktop.getState();
    return reply.ok ? reply.value : null;
  });
  if (state === null) throw new Error('Main does not tell its state.');
  await desktop.mainProcess.evaluate(({ BrowserWindow }, next) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('stateChanged', next);
  }, change(state));
}
