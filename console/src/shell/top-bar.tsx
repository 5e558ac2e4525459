// The bar above every page: who is signed in, light or dark, help.
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useNavigate } from 'react-router';
import { useSession } from '../session/session.tsx';
import { readersZone } from '../texts/format.ts';
import { text, textOf } from '../texts/text.ts';
import { paths } from './paths.ts';
import { THEMES, useTheme } from './theme.ts';

export function TopBar({ onHelp }: { readonly onHelp: () => void }) {
  const navigate = useNavigate();
  const session = useSession();
  const [theme, choose] = useTheme();
  return (
    <div id="top">
      <TopNavigation
        identity={{
          href: paths.connections,
          title: 'Ledgerlane',
          onFollow: (event) => {
            event.preventDefault();
            void navigate(paths.connections);
          },
        }}
        utilities={[
          {
            type: 'button',
            iconName: 'status-info',
            ariaLabel: text('help.title'),
            onClick: onHelp,
          },
          {
            type: 'menu-dropdown',
            iconName: 'settings',
            ariaLabel: text('shell.theme'),
            items: THEMES.map((each) => ({
              id: each,
              itemType: 'checkbox',
              checked: each === theme,
              text: textOf('theme', each),
            })),
            onItemClick: ({ detail }) => choose(THEMES.find((each) => each === detail.id) ?? 'system'),
          },
          {
            type: 'menu-dropdown',
            text: session.name,
            description: textOf('role', session.role),
            iconName: 'user-profile',
            items: [
              { id: 'zone', text: text('shell.zone', { zone: readersZone() }), disabled: true },
              { id: 'out', text: text('session.sign_out') },
            ],
            onItemClick: ({ detail }) => {
              if (detail.id === 'out') session.signOut();
            },
          },
        ]}
      />
    </div>
  );
}
