import type { PaymentMethod } from '#domain/payment-event.ts';
import { ProviderNotConfiguredError } from './payment-errors.ts';
import type { PaymentProvider } from './payment-types.ts';

/** The payment providers that are configured here, by method; one that is not configured is absent. */
export class PaymentService {
  readonly #providers: ReadonlyMap<PaymentMethod, PaymentProvider>;

  constructor(providers: readonly PaymentProvider[]) {
    this.#providers = new Map(providers.map((provider) => [provider.id, provider]));
  }

  /** The provider of a method. Throws ProviderNotConfiguredError. */
  provider(method: PaymentMethod): PaymentProvider {
    const provider = this.#providers.get(method);
    if (!provider) throw new ProviderNotConfiguredError(method);
    return provider;
  }

  has(method: PaymentMethod): boolean {
    return this.#providers.has(method);
  }

  /** The configured methods, in the order they were configured. */
  methods(): readonly PaymentMethod[] {
    return [...this.#providers.keys()];
  }
}
