import { CsvLink } from '#components/console/ui/CsvLink.tsx';
import type { Overview } from '#domain/overview.ts';
import { type FigureTableName, figureTables } from '#domain/overview-tables.ts';

type FigureTableProps = { name: FigureTableName; figures: Overview; zone: string };

/** The same figures as a table, for whoever reads rather than looks, and as a file. */
export function TableTwin({ name, figures, zone }: FigureTableProps) {
  return (
    <details className="twin">
      <summary>Show as table</summary>
      <FigureTable name={name} figures={figures} zone={zone} />
    </details>
  );
}

export const FigureCsv = ({ name, figures }: Pick<FigureTableProps, 'name' | 'figures'>) => (
  <CsvLink path={`/console/figures/${name}`} query={{ window: figures.window }} />
);

export function FigureTable({ name, figures, zone }: FigureTableProps) {
  const { title, header, rows } = figureTables[name];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section className="tw" tabIndex={0} aria-label={`${title}, table`}>
      <table className="t in">
        <thead>
          <tr>
            {header.map((word, place) => (
              <th key={word} scope="col" className={place === 0 ? undefined : 'r'}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows(figures).map((cells) => (
            <tr key={String(cells[0]) + String(cells.at(-1))}>
              {header.map((word, place) => (
                <td key={word} className={place === 0 ? 'mono' : 'r mono'}>
                  {shown(cells[place] ?? null, zone)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A moment as a label of an hour or day, in the zone of whoever reads. */
export const momentLabel = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone: zone,
  } as Intl.DateTimeFormatOptions).format(at);

const shown = (cell: string | number | Date | null, zone: string): string =>
  cell instanceof Date ? momentLabel(cell, zone) : cell === null || cell === '' ? '–' : String(cell);
