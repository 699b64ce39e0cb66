/** Where the provider has to send its notifications. */
export const webhookUrl = (appUrl: string): string => `${appUrl}/api/webhooks/stripe`;

/** Whether an endpoint's subscription covers every type; `*` covers all. */
export const hasEvery = (events: readonly string[], wanted: readonly string[]): boolean =>
  events.includes('*') || wanted.every((type) => events.includes(type));

/** Whether an address leads back to this machine, where no provider can reach it. */
export const isLoopback = (address: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
