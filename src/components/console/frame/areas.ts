import { mayAct, type Role } from '#domain/operator.ts';

/** The areas of the console, in the order of the rail. An area is here once its page is. */
export const areas = [
  { id: 'overview', name: 'Overview', href: '/console', key: 'v' },
  { id: 'orders', name: 'Orders', href: '/console/orders', key: 'o', isSearched: true },
  { id: 'refunds', name: 'Refunds', href: '/console/refunds', key: 'f' },
  { id: 'webhooks', name: 'Webhooks', href: '/console/webhooks', key: 'w', isSearched: true },
  { id: 'deliveries', name: 'Deliveries', href: '/console/deliveries', key: 'd', isSearched: true },
  { id: 'marketing', name: 'Marketing', href: '/console/marketing', key: 'm', isSearched: true },
  { id: 'incidents', name: 'Incidents', href: '/console/incidents', key: 'i' },
  { id: 'privacy', name: 'Privacy', href: '/console/privacy', key: 'p', need: 'admin' },
  { id: 'settings', name: 'Settings', href: '/console/settings', key: 's' },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** The letter that leads there after `g`. */
  readonly key: string;
  /** Whether its list takes `?q=`. */
  readonly isSearched?: boolean;
  /** Who sees it at all; everybody where nothing is said. */
  readonly need?: Role;
}[];

export type Area = (typeof areas)[number]['id'];

/** Those somebody of a role may enter. */
export const areasFor = (role: Role): readonly (typeof areas)[number][] =>
  areas.filter((area) => mayAct({ name: '', role }, 'need' in area ? area.need : 'viewer'));
