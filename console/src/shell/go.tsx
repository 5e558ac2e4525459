// Links within the console: real addresses that open in a new tab, without loading the page anew.
import CloudscapeLink from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { text } from '../texts/text.ts';

interface GoProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly label?: string;
  /** The figure of a tile. */
  readonly large?: boolean;
}

export function Go({ to, children, label, large = false }: GoProps) {
  const navigate = useNavigate();
  return (
    <CloudscapeLink
      href={to}
      fontSize={large ? 'display-l' : 'inherit'}
      {...(label === undefined ? {} : { ariaLabel: label })}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </CloudscapeLink>
  );
}

/** A way out of the console; opened beside it. */
export function Out({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <CloudscapeLink href={to} external externalIconAriaLabel={text('shell.new_tab')}>
      {children}
    </CloudscapeLink>
  );
}
