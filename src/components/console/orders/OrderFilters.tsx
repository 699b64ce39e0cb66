import type { ReactNode } from 'react';
import type { Query } from '#components/console/ui/addresses.ts';
import { FilterBar, SelectFilter } from '#components/console/ui/FilterBar.tsx';
import { attentionReasons, orderStatuses } from '#domain/order.ts';
import { attentionWords, colorWord, orderWords } from './order-words.tsx';
import { ordersPath } from './paths.ts';

type OrderFiltersProps = { query: Query; colors: readonly string[]; acts: ReactNode };

/** Search by number, address, trade number or session, and what else narrows the list down. */
export function OrderFilters({ query, colors, acts }: OrderFiltersProps) {
  const statuses = orderStatuses.map((status) => [status, orderWords[status][1]]);
  const reasons = attentionReasons.map((reason) => [reason, attentionWords[reason]]);
  return (
    <FilterBar
      action={ordersPath}
      search={{ label: 'Number, e-mail, pi_…, cs_…', value: query.q ?? '' }}
      acts={acts}
    >
      <SelectFilter
        name="status"
        label="Status"
        value={query.status ?? ''}
        options={{ '': 'Any status', ...Object.fromEntries(statuses) }}
      />
      <SelectFilter
        name="color"
        label="Colour"
        value={query.color ?? ''}
        options={{ '': 'Any colour', ...Object.fromEntries(colors.map((id) => [id, colorWord(id)])) }}
      />
      <SelectFilter
        name="attention"
        label="Attention"
        value={query.attention ?? ''}
        options={{ '': 'Attention or not', any: 'Needs attention', ...Object.fromEntries(reasons) }}
      />
      <input
        name="country"
        aria-label="Country, two letters"
        placeholder="Country"
        defaultValue={query.country ?? ''}
        maxLength={2}
        size={7}
      />
      <input name="from" type="date" aria-label="Placed from" defaultValue={query.from ?? ''} />
      <input name="until" type="date" aria-label="Placed until" defaultValue={query.until ?? ''} />
    </FilterBar>
  );
}
