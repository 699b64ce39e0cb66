'use client';
import { lazy, Suspense } from 'react';

// Its words and its looks come with it; loaded when needed, because this file is part of every page, the console's too.
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
