import { consoleMethods } from '../../contract/names.ts';
import { AppError } from '../errors.ts';
import type { OwnAnswer } from './own-answer.ts';
import { normalisedPath } from './request-path.ts';

interface Rule {
  method: string;
  path: string;
  /** The path is the beginning of what is allowed. */
  isPrefix: boolean;
}

/** Where a call goes: the path as it was compared, and the query with its question mark. */
export interface AllowedTarget {
  path: string;
  query: string;
}

export type AllowList = ReturnType<typeof createAllowList>;

/**
 * What clients may call: rules such as `GET /units` and `GET /units/*`, in which the star stands for anything at the end.
 * Nothing else is, not even HEAD beside GET. Throws `usage`.
 */
export function createAllowList(rules: readonly string[]) {
  const allowed = rules.map(ruleOf);
  const fits = ({ path, isPrefix }: Rule, asked: string) =>
    isPrefix ? asked.startsWith(path) : asked === path;

  return {
    /** Where a call goes, or why it does not. `target` is that of the request line. */
    check(method: string, target: string): AllowedTarget | OwnAnswer {
      const at = target.indexOf('?');
      const path = normalisedPath(at < 0 ? target : target.slice(0, at));
      const query = at < 0 ? '' : target.slice(at);
      if (path === undefined || !/^[!-~]*$/.test(query)) return ambiguous;
      const fitting = allowed.filter((rule) => fits(rule, path));
      if (fitting.some((rule) => rule.method === method)) return { path, query };
      return fitting.length === 0 ? unlisted(method, path) : wrongMethod(method, path, fitting);
    },
  };
}

function ruleOf(text: string): Rule {
  const [, word = '', given = ''] = /^([A-Za-z]+) +(\/[^\s*?]*\*?)$/.exec(text.trim()) ?? [];
  const method = consoleMethods.find((each) => each === word.toUpperCase());
  const isPrefix = given.endsWith('*');
  const path = normalisedPath(isPrefix ? given.slice(0, -1) : given);
  if (method && path !== undefined) return { method, path, isPrefix };
  throw new AppError('usage', `--allow takes a method and a path, not "${text}".`, {
    hint: 'For instance --allow "GET /units" --allow "GET /units/*"; the star stands for anything at the end.',
  });
}

const ambiguous: OwnAnswer = {
  status: 400,
  code: 'bad-path',
  text: 'This path can be read in several ways, so it is not called.\nWrite it without "..", "//" and encoded slashes.\n',
};

function unlisted(method: string, path: string): OwnAnswer {
  return {
    status: 403,
    code: 'not-allowed',
    text: `This gateway does not allow ${method} ${path}.\nWhoever runs it can start it with --allow "${method} ${path}".\n`,
  };
}

function wrongMethod(method: string, path: string, fitting: readonly Rule[]): OwnAnswer {
  const methods = [...new Set(fitting.map((rule) => rule.method))].join(', ');
  return {
    status: 405,
    code: 'not-allowed',
    text: `This gateway allows ${methods} for ${path}, and not ${method}.\n`,
    headers: { allow: methods },
  };
}
