import type { ReactNode } from 'react';
import { FilterBar, SelectFilter } from '../ui/FilterBar.tsx';
import { kindNames, receiverNames } from './delivery-words.ts';

type DeliveryFiltersProps = {
  address: Readonly<Record<'view' | 'kind' | 'receiver' | 'topic' | 'q' | 'from' | 'until', string>>;
  csv: ReactNode;
};

/** What the list is narrowed down by; every part of it stands in the address. */
export function DeliveryFilters({ address, csv }: DeliveryFiltersProps) {
  return (
    <FilterBar
      action="/console/deliveries"
      search={{ label: 'Order number', value: address.q }}
      kept={{ view: address.view }}
      acts={csv}
    >
      <SelectFilter
        name="kind"
        label="Kind"
        value={address.kind}
        options={{ '': 'Any kind', ...kindNames }}
      />
      <SelectFilter
        name="receiver"
        label="Receiver"
        value={address.receiver}
        options={{ '': 'Any receiver', ...receiverNames }}
      />
      <input
        name="topic"
        aria-label="Metric or mail"
        placeholder="Metric or mail"
        defaultValue={address.topic}
      />
      <input type="date" name="from" aria-label="From this day, UTC" defaultValue={address.from} />
      <input type="date" name="until" aria-label="Until this day, UTC" defaultValue={address.until} />
    </FilterBar>
  );
}
