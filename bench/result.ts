/** One line of the outcome. */
export type Result = {
  readonly name: string;
  /** Ours ÷ theirs; a measure has either this or a value. */
  readonly ratio?: number;
  readonly value?: number;
  readonly unit?: string;
  readonly goal: string;
  readonly met: boolean;
  /** What is behind the figure, in one line. */
  readonly details: string;
};

const round = (value: number): number => Number(value.toPrecision(3));

export function atLeast(name: string, goal: number, ratio: number, details: string): Result {
  return { name, ratio: round(ratio), goal: `≥ ${goal}`, met: ratio >= goal, details };
}

export function atMost(
  name: string,
  goal: number,
  measured: { ratio: number } | { value: number; unit: string },
  details: string,
): Result {
  const figure = 'ratio' in measured ? measured.ratio : measured.value;
  const rounded =
    'ratio' in measured ? { ratio: round(figure) } : { value: round(figure), unit: measured.unit };
  const unit = 'unit' in measured ? ` ${measured.unit}` : '';
  return { name, ...rounded, goal: `≤ ${goal}${unit}`, met: figure <= goal, details };
}
