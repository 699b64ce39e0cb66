import { notFound } from 'next/navigation';

export const dynamic = 'force-dynamic';

/** Every address of the shop that is no page of it. */
export default function UnknownPage(): never {
  notFound();
}
