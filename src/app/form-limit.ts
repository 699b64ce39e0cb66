import { type NextRequest, NextResponse } from 'next/server';
import { shipmentsPath } from '#components/console/orders/paths.ts';

const kilobyte = 1024;

/** Bytes of a form; a list of parcels comes as a file, and next.config.mjs takes no more than that of anything. */
const largestOf = (pathname: string): number => (pathname === shipmentsPath ? 1024 : 64) * kilobyte;

/** The refusal of a form that says it is larger than its page takes, before anything of it is read; else null. */
export function refuseLargeForm({ method, headers, nextUrl }: NextRequest): NextResponse | null {
  const largest = largestOf(nextUrl.pathname);
  if (method !== 'POST' || Number(headers.get('content-length') ?? 0) <= largest) return null;
  return new NextResponse(`What you sent is larger than ${largest / kilobyte} KB. Nothing was done.\n`, {
    status: 413,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
