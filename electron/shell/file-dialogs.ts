/** The system's file dialogs that are open. */
let open = 0;

/**
 * Whether the app must not destroy its window now: GTK's file dialog still uses its parent window after that was
 * destroyed, and the process crashes (about 1 in 100 on Electron 33.2.1; a program cannot close these dialogs).
 */
export function holdsWindow(platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'linux' && open > 0;
}

/** Shows a file dialog. Rejects as `show` does. */
export async function withFileDialog<T>(show: () => Promise<T>): Promise<T> {
  open += 1;
  try {
    return await show();
  } finally {
    open -= 1;
  }
}
