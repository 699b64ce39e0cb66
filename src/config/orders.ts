import type { OrderPolicy } from '#domain/order-policy.ts';

/** How far along a preorder may be for its buyer to cancel it or change its address; nothing that has shipped. */
export const orderPolicy: OrderPolicy = {
  cancelWhile: ['confirmed', 'in_production'],
  changeAddressWhile: ['confirmed', 'in_production'],
};
