'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

type LiveTailProps = {
  /** Answers how many came since the list was made. */
  address: string;
  /** The list from its latest row on. */
  newest: string;
  /** Whether new rows may come in by themselves: the list is at its top, and nothing is open beside it. */
  mayRefresh: boolean;
};

const everyMs = 3000;

/** Looks for new rows while somebody looks at the page. They come in by themselves at the top; further down it says how many there are. */
export function LiveTail({ address, newest, mayRefresh }: LiveTailProps) {
  const [count, setCount] = useState(0);
  const router = useRouter();
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      if (document.hidden) return;
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok || isGone) return;
      const { count: found } = (await answer.json()) as { count: number };
      if (isGone) return;
      if (found > 0 && mayRefresh && window.scrollY < 40) router.refresh();
      setCount(found);
    };
    const timer = setInterval(look, everyMs);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [address, mayRefresh, router]);
  return (
    <span role="status">
      {count === 0 ? null : (
        <Link className="pill" href={newest} prefetch={false}>
          {count >= 100 ? '100 or more' : count} new
        </Link>
      )}
    </span>
  );
}
