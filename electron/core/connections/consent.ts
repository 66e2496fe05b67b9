import type { DeskState } from '../../contract/desk.ts';
import { type AddressUse, addressUses } from '../../contract/names.ts';
import { addressesOf, type ConnectionAddress, isSameAddress } from '../connection/addresses.ts';
import type { Connection } from '../connection/connection-file.ts';
import type { DialogPorts } from '../desk/desk-ports.ts';
import { AppError } from '../errors.ts';
import { addressLines, type ConsentPurpose, consentQuestion } from './consent-texts.ts';

/** More lines do not fit onto a small screen, where every address must be seen in full, and the buttons below them. */
const mostLines = 24;

/** So many times in a row a person says no, and is asked no more until the next start: a page could ask without end. */
const mostRefusals = 5;

export type Consent = ReturnType<typeof createConsent>;

interface ConsentParts {
  confirm: DialogPorts['confirm'];
  language: () => DeskState['locale'];
  /** The connections whose addresses are agreed to: the kept ones, and the one that is open. */
  known: () => readonly Connection[];
}

/**
 * Whether somebody has agreed that addresses are contacted. The page cannot answer for a person: it may be taken over, so main
 * asks by a question of the system that shows every address in full.
 */
export function createConsent({ confirm, language, known }: ConsentParts) {
  /** What was agreed to last: a connection that was checked just now is kept without a second question. */
  let agreed: readonly ConnectionAddress[] = [];
  let open: { key: string; answer: Promise<boolean> } | undefined;
  let refusals = 0;

  /**
   * Whether all of these are agreed to, together: each alone is not enough, because a connection could send the token of
   * one service to another.
   */
  function covers(wanted: readonly ConnectionAddress[]): boolean {
    const together = [agreed, ...known().map(addressesOf)];
    return (
      wanted.length === 0 ||
      together.some((all) => wanted.every((each) => all.some((other) => isSameAddress(each, other))))
    );
  }

  async function answerTo(purpose: ConsentPurpose, wanted: readonly ConnectionAddress[]): Promise<boolean> {
    const isYes = await confirm(consentQuestion(purpose, wanted, language()));
    refusals = isYes ? 0 : refusals + 1;
    if (isYes) agreed = wanted;
    return isYes;
  }

  return {
    covers,
    /**
     * Asks, unless it was agreed to before. Equal questions at the same time are one. Throws `cancelled` for a no, and while
     * another question is open; `forbidden` after several noes; `configuration` if the addresses cannot be shown in full.
     * To go on with a kept connection is asked although it is kept, because its file may be another's.
     */
    async ask(purpose: ConsentPurpose, wanted: readonly ConnectionAddress[]): Promise<void> {
      const isKept = typeof purpose === 'object' && 'goOn' in purpose;
      if (!isKept && covers(wanted)) return;
      if (addressLines(wanted, language()).length > mostLines) throw tooLong(wanted);
      if (refusals >= mostRefusals) throw askedTooOften();
      const key = JSON.stringify([purpose, wanted]);
      if (open && open.key !== key) throw new AppError('cancelled', 'Another question waits for its answer.');
      open ??= {
        key,
        answer: answerTo(purpose, wanted).finally(() => {
          open = undefined;
        }),
      };
      if (!(await open.answer)) throw new AppError('cancelled', 'The addresses were not agreed to.');
    },
  };
}

function tooLong(wanted: readonly ConnectionAddress[]): AppError {
  const linesFor = (use: AddressUse) =>
    addressLines(
      wanted.filter((each) => each.use === use),
      'en',
    ).length;
  const [longest = 'other'] = [...addressUses].sort((a, b) => linesFor(b) - linesFor(a));
  const text = 'is too long, or there are too many addresses, to be shown in full before it is contacted';
  return new AppError('configuration', `An address of the connection ${text}.`, {
    hint: 'Ask whoever made the connection for shorter addresses.',
    details: { file: '', key: keyOf[longest], text },
  });
}

const keyOf: Record<AddressUse, string> = {
  identity: 'identity.authority',
  api: 'api.baseUrl',
  units: 'api.unitsPath',
  hub: 'api.hubUrl',
  other: 'api.resources',
};

function askedTooOften(): AppError {
  return new AppError('forbidden', 'New addresses were declined several times, so MAX Desk asks no more.', {
    hint: 'Quit MAX Desk and start it again to add a connection.',
    details: { consent: 'too-often' },
  });
}
