// The addresses of the console's pages: each can be shared as it is.
export const CONNECTION_PATH = '/c/:connection';

const at = (connection: string): string => `/c/${encodeURIComponent(connection)}`;

export const paths = {
  connections: '/',
  newConnection: '/connect',
  records: (connection: string, search = '') => `${at(connection)}/records${search}`,
  record: (connection: string, { kind, id }: { readonly kind: string; readonly id: string }) =>
    `${at(connection)}/records/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`,
  causes: (connection: string) => `${at(connection)}/causes`,
  connection: (connection: string) => `${at(connection)}/connection`,
  connect: (connection: string) => `${at(connection)}/connect`,
  policy: (connection: string) => `${at(connection)}/policy`,
  mappings: (connection: string) => `${at(connection)}/mappings`,
  books: (connection: string) => `${at(connection)}/books`,
  audit: (connection: string) => `${at(connection)}/audit`,
  exports: (connection: string) => `${at(connection)}/exports`,
} as const;
