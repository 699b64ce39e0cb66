'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everySeconds = 3;

/** Asks again while the page is being looked at; without a script the document reloads itself. */
export function ResultRefresh({ href, label, note }: { href: string; label: string; note: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everySeconds * 1_000);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className="acts">
      <noscript>
        <meta httpEquiv="refresh" content={String(everySeconds)} />
      </noscript>
      <a className="btn quiet small" href={href}>
        {label}
      </a>
      <p className="refresh-note">{note}</p>
    </div>
  );
}
