import type { TaxMode } from '#domain/offer.ts';
import type { ProviderPrice } from './provider-price.ts';

/** A notification address as the provider has it registered. */
export type RegisteredEndpoint = {
  readonly endpointId: string;
  readonly url: string;
  readonly enabled: boolean;
  /** The version its notifications are written in; null follows the account. */
  readonly apiVersion: string | null;
  /** Event types; `*` means all. */
  readonly events: readonly string[];
};

export type NewPrice = {
  readonly productId: string;
  /** The name by which the price is found again. */
  readonly lookupKey: string;
  readonly name: string;
  /** What is charged per currency; the first one is the price's own. */
  readonly amounts: readonly NewAmount[];
};

/** Minor units, and whether they hold the tax. */
export type NewAmount = { readonly currency: string; readonly amount: number; readonly tax: TaxMode };

/** What an account has to hold before anything can be sold with it. All calls throw PaymentError. */
export interface ProviderSetup {
  /** The event types an endpoint has to send, and no others. */
  readonly eventTypes: readonly string[];
  /** The API version our code reads and a new endpoint gets. */
  apiVersion(): Promise<string>;
  /** The id of the active product made for a sku, the oldest one if there are several, or null. */
  findProduct(sku: string): Promise<string | null>;
  createProduct(product: { sku: string; name: string }): Promise<string>;
  /** The active prices by the names they were given; a name nobody has is absent. */
  findPrices(lookupKeys: readonly string[]): Promise<ReadonlyMap<string, ProviderPrice>>;
  /** Makes a price and takes its lookup key from whichever price had it. */
  createPrice(price: NewPrice): Promise<string>;
  /** Makes a price chargeable in further currencies; its id and what it had stay. */
  addCurrencies(priceId: string, amounts: NewPrice['amounts']): Promise<void>;
  endpoints(): Promise<readonly RegisteredEndpoint[]>;
  /** Registers an address; the signing secret is never shown again. */
  createEndpoint(url: string): Promise<{ endpointId: string; secret: string }>;
  /** Switches an endpoint on and subscribes it to the event types it needs. */
  mendEndpoint(endpointId: string): Promise<void>;
}
