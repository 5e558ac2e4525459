// Placeholder so that the stack can be synthesised: this function has not been built yet.
export const handler = async (): Promise<never> => {
  throw new Error('not built yet');
};
