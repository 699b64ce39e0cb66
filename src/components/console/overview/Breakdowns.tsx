import { Block } from '#components/console/ui/Block.tsx';
import type { Overview } from '#domain/overview.ts';
import { type FigureTableName, figureTables } from '#domain/overview-tables.ts';
import { FigureCsv, FigureTable } from './FigureTable.tsx';

const names = ['colours', 'countries', 'languages'] as const satisfies readonly FigureTableName[];

/** Paid orders and their revenue by colour, country and language; each currency by itself. */
export function Breakdowns({ figures, zone }: { figures: Overview; zone: string }) {
  return names.map((name) => (
    <Block key={name} title={figureTables[name].title} aside={<FigureCsv name={name} figures={figures} />}>
      <FigureTable name={name} figures={figures} zone={zone} />
    </Block>
  ));
}
