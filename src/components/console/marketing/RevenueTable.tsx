import type { RevenueLine } from '#domain/campaign-revenue.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';

type RevenueTableProps = {
  label: string;
  /** What the names of a line are. */
  headers: readonly string[];
  lines: readonly RevenueLine[];
};

/** What was paid less what went back, by where the buyers came from; each currency by itself. */
export function RevenueTable({ label, headers, lines }: RevenueTableProps) {
  return (
    <DataTable
      label={label}
      columns={[
        ...headers.map((header, nth) => ({
          id: header,
          header,
          leaves: nth > 0 ? (['phone'] as const) : [],
        })),
        { id: 'orders', header: 'Orders', isNumber: true },
        { id: 'recovered', header: 'Recovered', isNumber: true, leaves: ['phone'] },
        { id: 'revenue', header: 'Revenue', isNumber: true },
      ]}
      rows={lines.map(({ names, orders, recovered, revenue }) => ({
        id: [...names, revenue.currency].join(' '),
        href: null,
        cells: {
          ...Object.fromEntries(
            headers.map((header, nth) => [header, names[nth] || <span className="mut">none</span>]),
          ),
          orders,
          recovered,
          revenue: <MoneyText money={revenue} />,
        },
      }))}
    />
  );
}
