'use client';
import { useEffect } from 'react';
import { type ShopEvent, tellPurchaseOnce } from './shop-events.ts';

/** Stands on a page that says an order is paid. */
export function PurchaseEvent(props: Omit<Extract<ShopEvent, { name: 'purchase' }>, 'name'>) {
  const { orderNo, sku, color, amount, currency, quantity } = props;
  useEffect(
    () => tellPurchaseOnce({ name: 'purchase', orderNo, sku, color, amount, currency, quantity }),
    [orderNo, sku, color, amount, currency, quantity],
  );
  return null;
}
