// An API key, as the API itself makes it.
export { makeApiKey } from '../../functions/api/setup/make-api-key.ts';
