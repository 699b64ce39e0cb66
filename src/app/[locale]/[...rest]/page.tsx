import { notFound } from 'next/navigation';

// Made for the request and forgotten: addresses that are no page are too many to keep.
export const dynamic = 'force-dynamic';

/** Every address of a language that is no page, so that the answer is given in that language. */
export default function NoPage(): never {
  notFound();
}
