/** What one hour added up to, so that nobody has to count its records again. Its id is made of source and hour. */
export type Rollup = {
  readonly id: string;
  /** What was counted, such as `orders` or `webhooks`. */
  readonly source: string;
  /** The first moment of the hour, in UTC. */
  readonly hour: Date;
  readonly figures: unknown;
  readonly created_at: Date;
  readonly updated_at: Date;
};
