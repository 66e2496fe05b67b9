/** Faults that no test has to notice, each with its reason. An exception that fits no mutant any more is an error. */
import type { Candidate } from './report.ts';

interface Exception {
  file: string;
  /** The source that the mutant replaces, and what it replaces it by: all such mutants of the file. */
  code: string;
  text: string;
  /** Why no test can or should notice it. */
  reason: string;
}

const exceptions: readonly Exception[] = [];

export function exceptionFor(candidate: Candidate): Exception | undefined {
  return exceptions.find((exception) => fits(exception, candidate));
}

export function unusedExceptions(all: readonly Candidate[]): Exception[] {
  return exceptions.filter((exception) => !all.some((candidate) => fits(exception, candidate)));
}

function fits({ file, code, text }: Exception, candidate: Candidate): boolean {
  return candidate.file === file && candidate.original === code && candidate.text === text;
}
