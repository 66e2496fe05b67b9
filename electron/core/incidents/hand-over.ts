import path from 'node:path';
import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import { type HandedOver, HandOverFile, handOverVersion } from '../../contract/hand-over.ts';
import { localDate, localMinute } from '../../contract/local-time.ts';
import { shareableText } from '../../contract/shareable-text.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { AppError } from '../errors.ts';
import { fileName } from '../export/file-name.ts';
import type { Saving } from '../export/saving.ts';
import { isRecord, jsonIn } from '../json.ts';
import { printable, printableLines } from '../printable.ts';
import type { Workplace } from '../workplace.ts';

interface HandOverParts {
  /** Throws `configuration` if there is no connection. */
  current: () => Pick<Workplace, 'id' | 'connection'>;
  saving: Pick<Saving, 'save'>;
  language: () => DeskState['locale'];
}

/** Incidents go to a colleague as a file: nothing else leaves this workstation, but the page that is printed. */
export function createHandOverCalls(
  { run, dialogs }: Pick<DeskPorts, 'run' | 'dialogs'>,
  { current, saving, language }: HandOverParts,
): HandlersOf<'handOver'> {
  return {
    saveHandOver({ incidents }) {
      const madeAt = run.clock.now();
      const name = nameOf(madeAt, language());
      const { id, connection } = current();
      const text = handOverText({ madeAt, connection: { id, name: connection.name }, incidents });
      return saving.save(fileName(name, 'json'), 'hand-over', () => Buffer.from(text));
    },
    async openHandOver() {
      const chosen = await dialogs.chooseHandOverFile();
      if (chosen === undefined) return null;
      const handOver = readHandOver(chosen.text, chosen.file);
      const isOfConnection = handOver.connection.id === current().id;
      return { ...handOver, file: path.basename(chosen.file), isOfConnection };
    },
  };
}

/** With the date, so that the files of a month stand in their order. */
function nameOf(at: number, language: DeskState['locale']): string {
  const time = localMinute(at).replace(':', '.');
  return `${language === 'de' ? 'Übergabe' : 'Hand-over'} ${localDate(at)} ${time}`;
}

/** The text of a file. Notes lose e-mail addresses and tokens, because nobody knows who will read it. */
export function handOverText(content: Omit<HandOverFile, 'format' | 'version'>): string {
  const incidents = content.incidents.map(cleaned);
  const whole: HandOverFile = {
    format: 'max-desk-hand-over',
    version: handOverVersion,
    ...content,
    incidents,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** What a file holds. Throws `bad-request`, with the reason as `handOver` in the details. */
export function readHandOver(text: string, file: string): HandOverFile {
  const content = jsonIn(text.replace(/^\ufeff/, ''));
  if (!isRecord(content)) throw refused('damaged', file, 'is not a complete JSON file');
  const { format, version } = content;
  if (format !== 'max-desk-hand-over') throw refused('other', file, 'is not a hand-over of MAX Desk');
  if (typeof version === 'number' && version > handOverVersion)
    throw refused('newer', file, 'was made by a newer version of MAX Desk');
  const { data } = HandOverFile.safeParse(content);
  if (data === undefined) throw refused('damaged', file, 'is damaged: something in it is missing or changed');
  return { ...data, incidents: data.incidents.map(cleaned) };
}

/** Lines without control and bidirectional characters: another program may have written them (R45). */
function cleaned(incident: HandedOver): HandedOver {
  const { name, site, fault, note } = incident;
  return {
    ...incident,
    name: printable(name),
    site: printable(site),
    fault: printable(fault),
    note: shareableText(printableLines(note)),
  };
}

function refused(reason: 'damaged' | 'other' | 'newer', file: string, text: string): AppError {
  const name = path.basename(file);
  return new AppError('bad-request', `${name} ${text}.`, {
    hint: 'Choose a file that was saved as a hand-over, or ask for it again.',
    details: { file: name, handOver: reason },
  });
}
