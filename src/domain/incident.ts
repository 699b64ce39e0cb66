import type { ErrorGroup } from './error-pattern.ts';

export const incidentStatuses = ['open', 'closed'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** Something that needs a person, from when it was first seen until it is over. Everybody is told once of each end, and of what is added. */
export type Incident = {
  readonly id: string;
  /** Which rule noticed it, such as `webhook_delay`. */
  readonly rule: string;
  /** The rule while it is open, and nothing afterwards: so there is one open incident per rule. */
  readonly open_key: string | null;
  readonly status: IncidentStatus;
  /** One sentence: what happened to whom, with figures. */
  readonly message: string;
  readonly count: number;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly closed_at: Date | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly created_at: Date;
  readonly updated_at: Date;
};

export type ShownIncident = Incident & { readonly title: string; readonly href: string };
export type IncidentsPage = {
  readonly incidents: readonly ShownIncident[];
  readonly next: string | null;
  readonly errors: readonly ErrorGroup[];
  /** Whether older errors were left out. */
  readonly cut: boolean;
};
