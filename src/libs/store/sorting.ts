type Placed = { readonly id: string; readonly created_at: Date };

export const compare = <V>(a: V, b: V): number => (a < b ? -1 : a > b ? 1 : 0);

/** The sequence of every list, oldest first; ids break ties by their bytes. */
export const byTimeThenId = (a: Placed, b: Placed): number =>
  compare(a.created_at.getTime(), b.created_at.getTime()) || compare(a.id, b.id);
