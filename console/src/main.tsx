// The console begins: styles, the languages of the components, the session, and the pages by their addresses.
import '@cloudscape-design/global-styles/index.css';
import './page.css';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { ApiError } from './data/ask.ts';
import { SessionProvider } from './session/session.tsx';
import { NoticesProvider } from './shell/notices.tsx';

/** A refusal stays one; what may have been an accident on the way is asked once more. */
const retry = (failures: number, error: unknown): boolean => !(error instanceof ApiError) && failures < 1;

const client = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 500 } } });

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={client}>
        <SessionProvider>
          <NoticesProvider>
            <BrowserRouter>
              <App />
            </BrowserRouter>
          </NoticesProvider>
        </SessionProvider>
      </QueryClientProvider>
    </I18nProvider>,
  );
