/** The parts of the configuration as people know them, and which variables belong to each. */
const groups = {
  Stripe: /^(STRIPE_|COLOR_PRICE_MAP_JSON$)/,
  Klaviyo: /^KLAVIYO_/,
  Database: /^DATABASE_/,
  Firebase: /^(FIREBASE_|FIRESTORE_)/,
  'E-mail': /^(MAIL_|SMTP_URL$)/,
  Console: /^CONSOLE_/,
  Alerts: /^ALERT_/,
  Privacy: /^RETENTION_/,
} as const satisfies Record<string, RegExp>;

export type VariableGroup = keyof typeof groups | 'Shop';

/** The part a variable belongs to. */
export function variableGroup(name: string): VariableGroup {
  for (const [group, form] of Object.entries(groups)) if (form.test(name)) return group as VariableGroup;
  return 'Shop';
}
