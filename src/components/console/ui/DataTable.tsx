'use client';
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import Link from 'next/link';
import type { ReactNode } from 'react';

export type Column = {
  readonly id: string;
  readonly header: string;
  /** The cell that names the row; it is the link that opens it. One column has it. */
  readonly isSubject?: boolean;
  /** Amounts, counts and times stand on the right. */
  readonly isNumber?: boolean;
  readonly isMono?: boolean;
  /** Where there is no room for it: in a list on a phone, in a narrow list, beside an open panel. */
  readonly leaves?: readonly ('phone' | 'narrow' | 'panel')[];
};

export type Row = {
  readonly id: string;
  /** Where the subject leads; null for a row that opens nothing. */
  readonly href: string | null;
  /** What stands in each column, by its id. */
  readonly cells: Readonly<Record<string, ReactNode>>;
  readonly isOpen?: boolean;
};

type DataTableProps = {
  /** Names the table for whoever does not see it. */
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
  /** Name of the checkbox in front of each row, when rows can be chosen: it sends their ids with the form around the table. */
  choose?: string;
};

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, Row>();
const leaving = { phone: 'p1', narrow: 'p2', panel: 'p3' } as const;

const classOf = ({ isNumber, isMono, leaves = [] }: Column): string =>
  [isNumber ? 'r nw' : '', isMono ? 'mono nw' : '', ...leaves.map((place) => leaving[place])]
    .filter(Boolean)
    .join(' ');

/** Rows that were rendered by the server, in ruled columns. `j`, `k` and `enter` go along their links. */
export function DataTable({ label, columns, rows, choose }: DataTableProps) {
  const definitions = columns.map((column) =>
    helper.accessor((row): unknown => row.cells[column.id], { id: column.id, header: column.header }),
  );
  const table = useTable({ features, columns: definitions, data: rows as Row[], getRowId: (row) => row.id });
  const columnOf = new Map(columns.map((column) => [column.id, column]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section className="tw" tabIndex={0} aria-label={`${label}, table`}>
      <table className="t">
        <thead>
          <tr>
            {choose ? (
              <th scope="col">
                <span className="vh">Choose</span>
              </th>
            ) : null}
            {table.getFlatHeaders().map(({ id }) => {
              const column = columnOf.get(id);
              return (
                <th key={id} scope="col" className={column && classOf({ ...column, isMono: false })}>
                  {column?.header}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={row.original.isOpen ? 'on' : undefined} data-row={row.id}>
              {choose ? (
                <td>
                  <input type="checkbox" name={choose} value={row.id} aria-label={`Choose ${row.id}`} />
                </td>
              ) : null}
              {row.getAllCells().map((cell) => (
                <Cell key={cell.id} row={row.original} column={columnOf.get(cell.column.id)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ row, column }: { row: Row; column: Column | undefined }) {
  if (column === undefined) return null;
  const content = row.cells[column.id];
  return (
    <td className={classOf(column)}>
      {column.isSubject && row.href !== null ? (
        <Link className="rowlink" href={row.href} prefetch={false} aria-current={row.isOpen || undefined}>
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  );
}
