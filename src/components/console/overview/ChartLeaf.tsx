'use client';
import dynamic from 'next/dynamic';
import type { ChartProps } from './chart-series.ts';

/** The library is loaded here and nowhere else, and draws in the browser: the table beside it needs no script. */
const Drawing = dynamic(() => import('./Drawing.tsx'), {
  ssr: false,
  loading: () => <div className="drawing" />,
});

export function ChartLeaf(props: ChartProps) {
  return <Drawing {...props} />;
}
