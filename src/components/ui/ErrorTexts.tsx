'use client';
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { BoundaryTexts } from '#components/payments/checkout-view.ts';

const Texts = createContext<BoundaryTexts | null>(null);

/** Hands the words for trouble to the error pages, which run in the browser and have no translator there. */
export function ErrorTexts({ texts, children }: { texts: BoundaryTexts; children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>;
}

/** The words in the page's language; throws outside of the layout that provides them. */
export function useErrorTexts(): BoundaryTexts {
  const texts = useContext(Texts);
  if (texts === null) throw new Error('ErrorTexts is missing around this page.');
  return texts;
}
