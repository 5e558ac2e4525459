// An error as AWS's JSON services answer it: a type the SDK turns into an exception of that name, and a status.

export type ServiceFault = Error & { readonly type: string; readonly status: number };

export const serviceFault = (type: string, message: string, status = 400): ServiceFault =>
  Object.assign(new Error(message), { name: 'ServiceFault', type, status });

export const isServiceFault = (error: unknown): error is ServiceFault =>
  error instanceof Error && error.name === 'ServiceFault';
