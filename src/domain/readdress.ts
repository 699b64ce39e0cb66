import type { Change, Versioned } from './changes.ts';
import { update } from './changes.ts';
import type { OrderAtHand } from './order-at-hand.ts';
import { guard } from './order-at-hand.ts';
import type { Address } from './payment-event.ts';
import type { Preorder } from './preorder.ts';

/** What has to be written when an order goes to another address, whoever says so; nothing where it goes there already. */
export function readdressed(
  at: OrderAtHand & { readonly preorder: Versioned<Preorder> },
  address: Address,
  around: { readonly now: Date },
): readonly Change[] {
  const { shipping_address: before } = at.order.record;
  const shipping_address = { ...address, country: before?.country ?? address.country };
  if (isSameAddress(shipping_address, at.preorder.record.shipping_address)) return [];
  return [
    guard(at, around, { shipping_address }),
    update('preorders', at.preorder, { shipping_address, updated_at: around.now }),
  ];
}

const fields = ['name', 'line1', 'line2', 'city', 'state', 'postalCode', 'country', 'phone'] as const;
const isSameAddress = (a: Address, b: Address | null): boolean =>
  b !== null && fields.every((field) => a[field] === b[field]);
