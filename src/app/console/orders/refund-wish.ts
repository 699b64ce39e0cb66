import { z } from 'zod';
import { operatorReasons } from '#domain/operator-acts/money.ts';

/** A refund as the review sends it on: whole minor units and a reason. */
export const RefundWish = z
  .object({
    amount: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
    refundReason: z.enum(operatorReasons),
  })
  .transform(({ amount, refundReason: reason }) => ({ amount, reason }));
