/** Ink comes first, the hatch second, and red is for failures alone. */
export type Series = { readonly id: string; readonly name: string; readonly look: 'ink' | 'hatch' | 'bad' };

/** The values of every series at one moment. */
export type Point = { readonly label: string; readonly [series: string]: string | number | null };

export type ChartProps = {
  kind: 'bars' | 'lines';
  series: readonly Series[];
  points: readonly Point[];
  unit?: string;
};
