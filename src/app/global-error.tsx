'use client';
import { lazy, Suspense } from 'react';
import '#styles/globals.css';

// Its words come with it, in every language; loaded when needed, because this file is part of every page.
const FatalStatement = lazy(() => import('#components/ui/FatalStatement.tsx'));

export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <Suspense>
          <FatalStatement />
        </Suspense>
      </body>
    </html>
  );
}
