import * as z from 'zod';

const most = 1_000_000;

/** How many pieces of a colour may be sold, as the owner writes it; only the limit itself has to be said. */
export const stockLimit = z
  .strictObject({
    limit: z.int().min(0).max(most),
    buffer: z.int().min(0).max(most).default(0),
    holdSeconds: z.int().min(1_800).max(86_400).default(1_800),
    fewLeft: z.int().min(0).max(most).default(5),
    whenUnknown: z.enum(['sell', 'close']).default('close'),
  })
  .refine(({ limit, buffer }) => limit + buffer <= most, `has more than ${most} pieces with its buffer`);
