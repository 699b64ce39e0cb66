/** A price as the provider would charge it. */
export type ProviderPrice = {
  readonly priceId: string;
  readonly active: boolean;
  readonly productId: string;
  /** Minor units per currency. */
  readonly amounts: Readonly<Record<string, number>>;
};

export interface Prices {
  /** Prices by id; an id the provider does not know is absent from the answer. */
  fetch(priceIds: readonly string[]): Promise<readonly ProviderPrice[]>;
}
