// Which page an address shows. A page is loaded when it is first asked for.
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router';
import { CONNECTION_PATH, paths } from './shell/paths.ts';

const Connections = lazy(async () => ({
  default: (await import('./connections/connections-page.tsx')).ConnectionsPage,
}));
const Records = lazy(async () => ({ default: (await import('./records/records-page.tsx')).RecordsPage }));
const Causes = lazy(async () => ({ default: (await import('./causes/causes-page.tsx')).CausesPage }));
const RecordDetail = lazy(async () => ({ default: (await import('./record/record-page.tsx')).RecordPage }));
const Policy = lazy(async () => ({ default: (await import('./policy/policy-page.tsx')).PolicyPage }));
const Mappings = lazy(async () => ({ default: (await import('./policy/mappings-page.tsx')).MappingsPage }));
const Connection = lazy(async () => ({
  default: (await import('./connection/connection-page.tsx')).ConnectionPage,
}));
const NewConnection = lazy(async () => ({
  default: (await import('./connect/new-page.tsx')).NewConnectionPage,
}));
const Connect = lazy(async () => ({ default: (await import('./connect/connect-page.tsx')).ConnectPage }));
const Books = lazy(async () => ({ default: (await import('./books/books-page.tsx')).BooksPage }));
const Exports = lazy(async () => ({ default: (await import('./books/exports-page.tsx')).ExportsPage }));
const Audit = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }));

export function App() {
  return (
    <Suspense fallback={<Spinner size="large" />}>
      <Routes>
        <Route path={paths.connections} element={<Connections />} />
        <Route path={paths.newConnection} element={<NewConnection />} />
        <Route path={CONNECTION_PATH}>
          <Route index element={<ToRecords />} />
          <Route path="records" element={<Records />} />
          <Route path="records/:kind/:id" element={<RecordDetail />} />
          <Route path="causes" element={<Causes />} />
          <Route path="policy" element={<Policy />} />
          <Route path="mappings" element={<Mappings />} />
          <Route path="connection" element={<Connection />} />
          <Route path="connect" element={<Connect />} />
          <Route path="books" element={<Books />} />
          <Route path="exports" element={<Exports />} />
          <Route path="audit" element={<Audit />} />
        </Route>
        <Route path="*" element={<Navigate to={paths.connections} replace />} />
      </Routes>
    </Suspense>
  );
}

function ToRecords() {
  const { connection = '' } = useParams();
  return <Navigate to={paths.records(connection)} replace />;
}
