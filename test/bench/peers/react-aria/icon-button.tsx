import type { ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => unknown;
  readonly off?: boolean;
}

/** In the place of `renderer/ui/icon-button.tsx`. */
export function IconButton({ label, icon, onClick, off = false }: Props) {
  return (
    <TooltipTrigger>
      <Button
        className="button subtle icon-button"
        aria-label={label}
        isDisabled={off}
        onPress={() => void onClick()}
      >
        {icon}
      </Button>
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
