import type { ColourStock } from '#domain/overview.ts';
import type { AppContext } from '#services/app-context.ts';

const pageSize = 500;

/** Every colour of the catalogue. Limited ones are counted by their pieces, which are as many as the limit at most. */
export async function colourStock({ store, catalog }: AppContext): Promise<ColourStock[]> {
  const sold = new Map<string, number>();
  const isLimited = catalog.offers.some(({ variants }) => variants.some(({ stock }) => stock !== null));
  for (let after: string | null = null, first = isLimited; first || after !== null; first = false) {
    const page: Awaited<ReturnType<typeof store.list<'stock_units'>>> = await store.list('stock_units', {
      where: { status: 'sold' },
      ...{ after, limit: pageSize },
    });
    for (const { color } of page.rows) sold.set(color, (sold.get(color) ?? 0) + 1);
    after = page.next;
  }
  return catalog.offers.flatMap(({ variants }) =>
    variants.map(({ id, name, stock }) => ({
      ...{ colour: id, name: name.en ?? id, sold: sold.get(id) ?? 0 },
      limit: stock?.limit ?? null,
      left: stock ? Math.max(0, stock.limit - (sold.get(id) ?? 0)) : null,
    })),
  );
}
