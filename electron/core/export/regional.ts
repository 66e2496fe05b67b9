import type { RunReg } from '../settings/policy-registry.ts';
import type { Regional } from './csv.ts';

/** Where Windows keeps the regional settings of its user, which Excel obeys. */
const key = String.raw`HKCU\Control Panel\International`;

/**
 * How the spreadsheet of this computer reads a CSV file. Excel for Windows takes the list separator and the decimal sign
 * from the regional settings. Elsewhere, and if these cannot be read, the semicolon goes with the decimal comma.
 * @param locale of dates and numbers, as a BCP 47 tag or as in LANG
 * @param run runs reg.exe; by default that of Windows, and nothing on other systems
 */
export async function regionalOf(locale: string, run?: RunReg): Promise<Regional> {
  const reg = run ?? (await regOfSystem());
  const [separator, sign] = await Promise.all([settingOf('sList', reg), settingOf('sDecimal', reg)]);
  const decimal = sign === ',' || sign === '.' ? sign : decimalOf(locale);
  const isUsable = separator !== undefined && /[,;|\t]/.test(separator) && separator !== decimal;
  return { separator: isUsable ? separator : decimal === ',' ? ';' : ',', decimal };
}

async function regOfSystem(): Promise<RunReg | undefined> {
  if (process.platform !== 'win32') return undefined;
  const { runReg } = await import('../settings/policy-registry.ts');
  return runReg;
}

/** A setting of one character; undefined if there is none. */
async function settingOf(name: string, run: RunReg | undefined): Promise<string | undefined> {
  const found = await run?.(['query', key, '/v', name]);
  return /REG_SZ {4}(.)\r?$/m.exec(found?.stdout ?? '')?.[1];
}

function decimalOf(locale: string): Regional['decimal'] {
  const tag = locale.replace(/[.@].*$/, '').replaceAll('_', '-');
  try {
    // Node takes a language that it does not know, such as POSIX, for its own.
    const isKnown = Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
    const text = new Intl.NumberFormat(isKnown ? tag : 'en', { numberingSystem: 'latn' }).format(0.5);
    return text.includes(',') ? ',' : '.';
  } catch {
    // "C" is not a language.
    return '.';
  }
}
