import type { MailedOrder } from '#domain/order-mail.ts';

/** An order as its mail shows it, with the buyer's own page of it where there is one. */
export type Shown = MailedOrder & { readonly orderUrl: string | null };

/** How the two lights of the face stand, where a picture of the product would be the wrong note. */
export type Mood = 'half' | 'shut' | 'back' | 'asleep';

export type AmountLine = { readonly term: string; readonly amount: string; readonly sum?: boolean };
export type Fact = { readonly label: string; readonly lines: readonly string[] };
export type Step = { readonly when: string; readonly title: string; readonly text: string };

/** What a mail says, before anybody decides how it looks: the HTML and the plain text are both made of it. */
export type MailContent = {
  /** Subject and headline in one; what happened to the money comes first. */
  readonly title: string;
  /** What an inbox shows after the subject. */
  readonly preheader: string;
  readonly lead: string;
  /** Null where the product itself is shown. */
  readonly mood: Mood | null;
  readonly action: { readonly label: string; readonly url: string } | null;
  readonly lines: readonly AmountLine[];
  readonly facts: readonly Fact[];
  readonly steps: readonly Step[];
};
