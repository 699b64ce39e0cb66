/** The areas of the console, in the order of the rail. An area is here once its page is. */
export const areas = [
  { id: 'overview', name: 'Overview', href: '/console', key: 'v' },
  { id: 'orders', name: 'Orders', href: '/console/orders', key: 'o', isSearched: true },
  { id: 'refunds', name: 'Refunds', href: '/console/refunds', key: 'f' },
  { id: 'webhooks', name: 'Webhooks', href: '/console/webhooks', key: 'w', isSearched: true },
  { id: 'deliveries', name: 'Deliveries', href: '/console/deliveries', key: 'd', isSearched: true },
  { id: 'marketing', name: 'Marketing', href: '/console/marketing', key: 'm', isSearched: true },
  { id: 'incidents', name: 'Incidents', href: '/console/incidents', key: 'i' },
  { id: 'settings', name: 'Settings', href: '/console/settings', key: 's' },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** The letter that leads there after `g`. */
  readonly key: string;
  /** Whether its list takes `?q=`. */
  readonly isSearched?: boolean;
}[];

export type Area = (typeof areas)[number]['id'];
