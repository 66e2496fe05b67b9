import { type BrowserWindow, powerSaveBlocker, type Rectangle, screen } from 'electron';

/** A screen that goes or comes changes several times, and the system moves the windows meanwhile, ms. */
const settling = 1_000;
/** Who has taken the window out of full screen, a person or the system, has it so for this long, ms. */
const rest = 60_000;

/**
 * Makes the window fill its screen, without the menu bar that Alt would show, or gives both back. To be called again when the
 * window is shown, because a hidden one does not, and for one that the system has taken out of full screen.
 */
export function fillScreen(window: BrowserWindow, on: boolean): void {
  window.setAutoHideMenuBar(!on);
  window.setMenuBarVisibility(false);
  if (!on || window.isVisible()) window.setFullScreen(on);
}

/**
 * Keeps a window that is to fill a screen on that screen: after screens have come, gone or changed, and where it was taken out of
 * full screen. A television that is switched off at night is such a screen that goes. Call after `ready`.
 * @param isWanted whether the window is to fill a screen now
 * @returns forgets that screen, for a window that is not to fill one any more: the next time it may be another one
 */
export function keepFilled(window: BrowserWindow, isWanted: () => boolean): () => void {
  let home: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isSettling = false;

  function later(ms: number): void {
    clearTimeout(timer);
    isSettling = ms === settling && isWanted();
    if (!isWanted()) return;
    timer = setTimeout(fillAgain, ms);
    timer.unref();
  }
  function fillAgain(): void {
    isSettling = false;
    if (window.isDestroyed() || !window.isVisible() || !isWanted()) return;
    const wanted = screen.getAllDisplays().find(({ id }) => id === home);
    if (wanted && wanted.id !== screenOf(window)) moveTo(window, wanted);
    fillScreen(window, true);
  }
  function changed(): void {
    later(settling);
  }

  window.on('enter-full-screen', () => {
    // On another one it is later only because its own is away.
    if (isWanted()) home ??= screenOf(window);
  });
  window.on('leave-full-screen', () => {
    // It is the screens' doing, and the window is looked after when they have settled.
    if (!isSettling) later(rest);
  });
  const events = ['display-added', 'display-removed', 'display-metrics-changed'] as const;
  for (const event of events) screen.on(event as 'display-added', changed);
  window.once('closed', () => {
    clearTimeout(timer);
    for (const event of events) screen.off(event as 'display-added', changed);
  });
  return () => {
    home = undefined;
  };
}

function screenOf(window: BrowserWindow): number {
  return screen.getDisplayMatching(window.getBounds()).id;
}

/** Only a window that does not fill a screen can be moved to another one; macOS takes it back there itself. */
function moveTo(window: BrowserWindow, { bounds }: { bounds: Rectangle }): void {
  if (process.platform === 'darwin') return;
  window.setFullScreen(false);
  window.setBounds(bounds);
}

/** Returns what keeps the screen from being switched off, and lets it again. Can be called twice. */
export function createScreenKeeper(): (on: boolean) => void {
  let blocker: number | undefined;
  return (on) => {
    if (on) blocker ??= powerSaveBlocker.start('prevent-display-sleep');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
}
