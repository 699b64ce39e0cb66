import type { DeliveryState } from '#domain/delivery.ts';
import { deliveryStates } from '#domain/delivery.ts';
import { addressOf } from '../ui/addresses.ts';
import type { Answer } from '../ui/ConfirmForm.tsx';
import { CsvLink } from '../ui/CsvLink.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { Times } from '../ui/RelativeTime.tsx';
import { Split } from '../ui/Split.tsx';
import { Pager, Views } from '../ui/Views.tsx';
import { DeliveryFilters } from './DeliveryFilters.tsx';
import { type DeliveryActions, DeliveryPanel, type OpenDelivery } from './DeliveryPanel.tsx';
import { DeliveryTable, type ListedDelivery } from './DeliveryTable.tsx';
import { stateMarks } from './delivery-words.ts';
import { RevivalForm } from './RevivalForm.tsx';

export type DeliveriesAddress = Readonly<
  Record<'view' | 'kind' | 'receiver' | 'topic' | 'q' | 'from' | 'until' | 'after' | 'open' | 'act', string>
>;

type DeliveriesViewProps = {
  address: DeliveriesAddress;
  page: { readonly rows: readonly ListedDelivery[]; readonly next: string | null };
  counts: Readonly<Record<DeliveryState | 'all', number>>;
  open: OpenDelivery | null;
  /** How many messages would be revived, while that is asked. */
  revival: { readonly revived: number; readonly isMore: boolean } | null;
  mayRevive: boolean;
  times: Times;
  actions: DeliveryActions & { reviveAll: (previous: Answer | null, form: FormData) => Promise<Answer> };
};

const home = '/console/deliveries';

/** Saved views, filters, the list and what is open of it. */
export function DeliveriesView(props: DeliveriesViewProps) {
  const { address, page, counts, open, revival, times, actions } = props;
  const { after: _after, open: _open, act: _act, ...filter } = address;
  const listed = addressOf(home, { ...filter, after: address.after });
  return (
    <>
      <Views
        views={(['all', ...deliveryStates] as const).map((view) => ({
          name: view === 'all' ? 'All' : stateMarks[view].word,
          href: addressOf(home, { ...filter, view: view === 'all' ? '' : view }),
          count: counts[view],
          isCurrent: (address.view || 'all') === view,
        }))}
      />
      <DeliveryFilters address={address} csv={<CsvLink path={`${home}/csv`} query={filter} />} />
      {props.mayRevive && counts.dead > 0 ? (
        <RevivalForm
          filter={filter}
          revival={revival}
          href={addressOf(home, { ...filter, act: 'revive' })}
          action={actions.reviveAll}
        />
      ) : null}
      <Split
        closed={listed}
        panel={
          open && {
            label: 'Message',
            content: <DeliveryPanel message={open} times={times} actions={actions} />,
          }
        }
      >
        {page.rows.length === 0 ? (
          <EmptyState sentence="No message matches this filter in these days.">
            <a className="btn-c" href={home}>
              Clear the filter
            </a>
          </EmptyState>
        ) : (
          <DeliveryTable
            rows={page.rows}
            times={times}
            open={open?.id ?? null}
            hrefOf={(id) => addressOf(home, { ...filter, after: address.after, open: id })}
          />
        )}
        <Pager
          older={page.next === null ? null : addressOf(home, { ...filter, after: page.next })}
          newest={address.after === '' ? null : addressOf(home, filter)}
        />
      </Split>
    </>
  );
}
