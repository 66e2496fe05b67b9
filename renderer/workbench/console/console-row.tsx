import type { ReactNode } from 'react';
import { useServices } from '../../services.ts';
import { Icon } from '../../ui/icons.tsx';
import type { BodyState } from './console-body.ts';
import type { Block } from './console-lines.ts';

/** Maximum depth of indentation. */
const deepest = 40;

interface Props {
  readonly body: Pick<BodyState, 'lines' | 'folds'>;
  readonly line: number;
  readonly mark: 'current' | 'hit' | undefined;
  /** Its id as an item of the tree; null in a text that is no tree. */
  readonly id: string | null;
  readonly active: boolean;
  readonly onActive: (line: number) => void;
  readonly onFold: (line: number) => void;
}

/** A row of a body. What it begins can be folded at the triangle in front of it. */
export function ConsoleRow({ body: { lines, folds }, line, mark, id, active, onActive, onFold }: Props) {
  const { t } = useServices();
  const { depth, key, value, kind } = lines.row(line);
  const block = lines.block(line);
  const folded = block !== undefined && folds.isFolded(line);
  const text = <span className={`console-${kind}`}>{folded ? foldedText[block.kind] : value}</span>;
  const indent = '  '.repeat(Math.min(depth, deepest));
  const content = (
    <>
      {indent}
      {block !== undefined && <FoldMark folded={folded} depth={depth} onFold={() => onFold(line)} />}
      {key !== '' && <span className="console-key">{key}</span>}
      {text}
      {folded && block.kind !== 'part' && (
        <span className="console-count">{t('request.entries', { count: block.next })}</span>
      )}
      {block?.kind === 'part' && (
        <span className="console-count">{t('request.part', { from: block.first, to: block.next - 1 })}</span>
      )}
      {'\n'}
    </>
  );
  // A closing bracket belongs to the item where the opening one is.
  if (id === null || lines.opener(line) !== undefined) return <Plain mark={mark}>{content}</Plain>;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its current item
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      id={id}
      role="treeitem"
      className="console-row"
      data-mark={mark}
      data-active={active || undefined}
      aria-level={depth + 1}
      aria-selected={active}
      aria-expanded={block === undefined ? undefined : !folded}
      onClick={() => onActive(line)}
    >
      {content}
    </div>
  );
}

function Plain({ mark, children }: { readonly mark: Props['mark']; readonly children: ReactNode }) {
  return (
    <div className="console-row" data-mark={mark}>
      {children}
    </div>
  );
}

interface FoldProps {
  readonly folded: boolean;
  readonly depth: number;
  readonly onFold: () => void;
}

/** For the mouse only: the tree has the keys, and says what is folded. */
function FoldMark({ folded, depth, onFold }: FoldProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      className="console-fold"
      data-folded={folded || undefined}
      style={{ left: `${2 * Math.min(depth, deepest)}ch` }}
      // The tree keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onFold}
    >
      <Icon name="chevron" />
    </button>
  );
}

const foldedText: Record<Block['kind'], string> = { array: '[…]', object: '{…}', part: '' };
