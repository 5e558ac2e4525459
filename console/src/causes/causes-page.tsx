// Problems grouped by their cause.
export function CausesPage() {
  return null;
}
