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

export function App() {
  return (
    <Suspense fallback={<Spinner size="large" />}>
      <Routes>
        <Route path={paths.connections} element={<Connections />} />
        <Route path={CONNECTION_PATH}>
          <Route index element={<ToRecords />} />
          <Route path="records" element={<Records />} />
          <Route path="records/:kind/:id" element={<RecordDetail />} />
          <Route path="causes" element={<Causes />} />
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
