import { addressOf, type Query } from './addresses.ts';

/** The list as it is filtered now, as a file for a spreadsheet. */
export function CsvLink({ path, query }: { path: string; query: Query }) {
  return (
    <a className="btn-c" href={addressOf(path, query)} download>
      CSV
    </a>
  );
}
