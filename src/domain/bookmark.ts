/** How far a recurring job got, by its name; whoever comes next goes on from there. */
export type Bookmark = {
  readonly id: string;
  readonly place: unknown;
  readonly created_at: Date;
  readonly updated_at: Date;
};
