/** `electron.nativeTheme`: the pages follow `themeSource`; the system's own theme counts as light. */
import type { NativeTheme as ElectronTheme } from 'electron';
import { host } from './host.ts';
import { Loud } from './loud.ts';

class NativeTheme extends Loud {
  // Tests may set these and emit 'updated'.
  shouldUseHighContrastColors = false;
  inForcedColorsMode = false;
  prefersReducedTransparency = false;
  shouldUseInvertedColorScheme = false;
  shouldDifferentiateWithoutColor = false;
  private source: ElectronTheme['themeSource'] = 'system';

  get themeSource(): ElectronTheme['themeSource'] {
    return this.source;
  }
  set themeSource(source: ElectronTheme['themeSource']) {
    this.source = source;
    for (const contents of host.contents.values()) contents.applyTheme();
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.shouldUseDarkColors;
  }
}

/** `electron.nativeTheme`. */
export const nativeTheme = new NativeTheme();

/** The `prefers-color-scheme` for the pages; empty leaves it to the browser. */
export function colourScheme(): string {
  return nativeTheme.themeSource === 'system' ? '' : nativeTheme.themeSource;
}
