import { useEffect } from 'react';

/** A page that comes back from the back-forward cache still waits for a redirect that is over. */
export function useReloadFromCache(pending: boolean): void {
  useEffect(() => {
    if (!pending) return;
    const recover = (event: PageTransitionEvent): void => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener('pageshow', recover);
    return () => window.removeEventListener('pageshow', recover);
  }, [pending]);
}
