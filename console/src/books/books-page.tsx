// Do the books agree? What was received against what is there, and what we have against what the ledger has.
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { useParams } from 'react-router';
import { Page, useCrumbs } from '../shell/layout.tsx';
import { paths } from '../shell/paths.ts';
import { text } from '../texts/text.ts';
import { Completeness } from './completeness.tsx';
import { Reconciliation } from './reconciliation.tsx';

export function BooksPage() {
  const { connection = '' } = useParams();
  const crumbs = useCrumbs({ text: text('books.title'), href: paths.books(connection) });
  return (
    <Page crumbs={crumbs}>
      <ContentLayout
        header={
          <Header variant="h1" description={text('books.says')}>
            {text('books.title')}
          </Header>
        }
      >
        <Tabs
          tabs={[
            {
              id: 'reconciliation',
              label: text('books.with_ledger'),
              content: <Reconciliation connection={connection} />,
            },
            {
              id: 'completeness',
              label: text('books.with_product'),
              content: <Completeness connection={connection} />,
            },
          ]}
        />
      </ContentLayout>
    </Page>
  );
}
