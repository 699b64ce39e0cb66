import type { CheckoutErrorClass } from '#domain/checkout.ts';

/**
 * Whose problem a thrown error is. A request that never arrived is the network's; an error with a digest was thrown
 * on our server; anything else broke in the browser before anything was paid. `stale` means the page is older than
 * the shop behind it, and only loading it again helps.
 */
export function classOfError(error: unknown): { kind: CheckoutErrorClass; stale: boolean } {
  const name = error instanceof Error ? error.name : '';
  if (name === 'UnrecognizedActionError') return { kind: 'network', stale: true };
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    return { kind: 'network', stale: false };
  }
  if (error instanceof Error && 'digest' in error) return { kind: 'configuration', stale: false };
  return { kind: 'payment', stale: false };
}
