export const activityLevels = ['debug', 'info', 'warn', 'error'] as const;
export type ActivityLevel = (typeof activityLevels)[number];

/** One line of history about anything; only ever appended. Data never holds secrets or personal fields. */
export type ActivityLog = {
  readonly id: string;
  readonly subject_type: 'order' | 'preorder' | 'webhook_log' | 'outbox' | 'catalog' | 'person';
  readonly subject_id: string;
  readonly action: string;
  readonly actor: string;
  readonly level: ActivityLevel;
  readonly message: string;
  readonly error_code: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly created_at: Date;
};
