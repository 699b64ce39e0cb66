import {
  type AttributedOrder,
  attributionFields,
  type CampaignTally,
  tallyCampaigns,
} from '#domain/campaign-revenue.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { Page } from '#libs/store/store.ts';
import type { AppContext } from '#services/app-context.ts';

export type CampaignRevenue = CampaignTally & {
  /** Whether the window had more orders than were added up; the newest ones count. */
  readonly isCut: boolean;
};

/** A moment of orders, and how many are read of them at most. */
export type OrderWindow = { readonly from: Date; readonly until: Date; readonly most?: number };

const pageSize = 2_000;

/** What the campaigns of a window brought in. Throws NotAllowedError. */
export async function campaignRevenue(
  app: AppContext,
  operator: Operator,
  { from, until, most = 20_000 }: OrderWindow,
): Promise<CampaignRevenue> {
  demandRole(operator, 'viewer');
  const orders: AttributedOrder[] = [];
  let after: string | null = null;
  do {
    const page: Page<AttributedOrder> = await app.store.listFields('payment_orders', attributionFields, {
      among: { status: ['paid', 'partially_refunded', 'refunded', 'disputed'] },
      ...{ from, until, after, limit: Math.min(pageSize, most - orders.length) },
    });
    orders.push(...page.rows);
    after = page.next;
  } while (after !== null && orders.length < most);
  return { ...tallyCampaigns(orders), isCut: after !== null };
}
