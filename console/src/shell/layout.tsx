// The frame of every page: the bar above, the ways to the pages of a connection, what just happened, and the page itself.
import AppLayout from '@cloudscape-design/components/app-layout-toolbar';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { type ReactNode, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useConnection } from '../data/queries.ts';
import { text } from '../texts/text.ts';
import { Help } from './help.tsx';
import { ShownNotices } from './notices.tsx';
import { paths } from './paths.ts';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

interface PageProps {
  readonly crumbs: readonly Crumb[];
  readonly children: ReactNode;
}

/** Where a narrow screen begins: there the navigation opens on wish. */
const NARROW = '(max-width: 688px)';

export function Page({ crumbs, children }: PageProps) {
  const navigate = useNavigate();
  const [open, setOpen] = useState(() => !matchMedia(NARROW).matches);
  const [isHelpShown, showHelp] = useState(false);
  useShortcuts({ '?': () => showHelp(true) });
  const follow = (event: CustomEvent<{ href: string; external?: boolean }>) => {
    if (event.detail.external === true) return;
    event.preventDefault();
    void navigate(event.detail.href);
  };
  return (
    <>
      <TopBar onHelp={() => showHelp(true)} />
      <AppLayout
        headerSelector="#top"
        toolsHide
        maxContentWidth={Number.MAX_VALUE}
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        navigation={<Ways onFollow={follow} />}
        notifications={<ShownNotices />}
        breadcrumbs={
          <BreadcrumbGroup
            items={[HOME, ...crumbs]}
            onFollow={follow}
            ariaLabel={text('shell.breadcrumbs')}
          />
        }
        ariaLabels={LABELS}
        content={children}
      />
      <Help visible={isHelpShown} onDismiss={() => showHelp(false)} />
    </>
  );
}

const HOME: Crumb = { text: text('connections.title'), href: paths.connections };

const LABELS = {
  navigation: text('shell.navigation'),
  navigationClose: text('shell.navigation_close'),
  navigationToggle: text('shell.navigation_open'),
  notifications: text('shell.notifications'),
};

/** The crumbs of a page of one connection. */
export function useCrumbs(...more: readonly Crumb[]): readonly Crumb[] {
  const { connection = '' } = useParams();
  const { data } = useConnection(connection);
  return [{ text: data?.name ?? connection, href: paths.records(connection) }, ...more];
}

type Follow = NonNullable<SideNavigationProps['onFollow']>;

function Ways({ onFollow }: { readonly onFollow: Follow }) {
  const { connection } = useParams();
  const { pathname } = useLocation();
  const link = (name: string, href: string) => ({ type: 'link', text: name, href }) as const;
  const ofConnection = (id: string): SideNavigationProps.Item[] => [
    link(text('records.title'), paths.records(id)),
    link(text('causes.title'), paths.causes(id)),
    link(text('books.title'), paths.books(id)),
    link(text('exports.title'), paths.exports(id)),
    { type: 'divider' },
    link(text('connection.title'), paths.connection(id)),
    link(text('policy.title'), paths.policy(id)),
    link(text('mappings.title'), paths.mappings(id)),
    link(text('audit.title'), paths.audit(id)),
    { type: 'divider' },
  ];
  const items: SideNavigationProps.Item[] = [
    ...(connection === undefined ? [] : ofConnection(connection)),
    link(text('connections.title'), paths.connections),
  ];
  return (
    <SideNavigation
      header={{ href: paths.connections, text: 'Ledgerlane' }}
      activeHref={decodeURI(pathname)}
      items={items}
      onFollow={onFollow}
    />
  );
}
