'use client';
import { useId } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { ChartProps, Series } from './chart-series.ts';

const inks = { ink: 'var(--ch-1)', hatch: 'var(--ch-2)', bad: 'var(--bad)' } as const;

/** Bars or lines; how they look is in console.css. */
export default function Drawing({ kind, series, points, unit = '' }: ChartProps) {
  const hatch = useId();
  const axes = [
    <CartesianGrid key="grid" vertical={false} stroke="var(--ch-grid)" />,
    <XAxis key="x" dataKey="label" tickLine={false} axisLine={false} minTickGap={48} />,
    <YAxis key="y" tickLine={false} axisLine={false} width={56} unit={unit && ` ${unit}`} />,
    <Tooltip key="tip" isAnimationActive={false} cursor={{ fill: 'var(--sunk)' }} />,
  ];
  return (
    <div className="drawing">
      <ResponsiveContainer>
        {kind === 'bars' ? (
          <BarChart data={[...points]}>
            <HatchPattern id={hatch} />
            {axes}
            {series.map((each) => (
              <Bar
                key={each.id}
                {...{ dataKey: each.id, name: each.name, stackId: 'all', isAnimationActive: false }}
                fill={each.look === 'hatch' ? `url(#${hatch})` : inks[each.look]}
              />
            ))}
          </BarChart>
        ) : (
          <LineChart data={[...points]}>
            {axes}
            {series.map((each) => (
              <Line key={each.id} {...lineOf(each)} />
            ))}
          </LineChart>
        )}
      </ResponsiveContainer>
    </div>
  );
}

/** What was measured is a dot, so that it is seen where nothing was measured around it. */
const lineOf = ({ id, name, look }: Series) => ({
  ...{ dataKey: id, name, isAnimationActive: false, connectNulls: true, strokeWidth: 2 },
  dot: { r: 2.5, fill: inks[look], strokeWidth: 0 },
  stroke: inks[look],
  ...(look === 'hatch' ? { strokeDasharray: '5 3' } : {}),
});

function HatchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="4" height="4" fill="var(--raised)" />
        <rect width="1.6" height="4" fill="var(--ch-2)" />
      </pattern>
    </defs>
  );
}
