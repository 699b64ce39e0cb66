export type Query = Readonly<Record<string, string | null | undefined>>;

/** An address with a query; what is empty stays out of it, so that one view has one address. */
export function addressOf(path: string, query: Query): string {
  const set = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const text = new URLSearchParams(set as [string, string][]).toString();
  return text === '' ? path : `${path}?${text}`;
}
