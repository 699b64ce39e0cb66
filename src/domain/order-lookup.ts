export const lookupProblems = [
  'invalid_number',
  'invalid_email',
  'not_found',
  'too_many',
  'unavailable',
  'link',
] as const;

/** Why no order was opened; `link` is a link that opens nothing any more. Every one has a text in every language. */
export type LookupProblem = (typeof lookupProblems)[number];

/** What the look-up form answers when it does not lead to an order: what was typed, and what is wrong. */
export type LookupState = {
  readonly number: string;
  readonly email: string;
  readonly problem: LookupProblem | null;
};
