'use client';
import { ErrorStatement } from '#components/payments/ErrorStatement.tsx';
import { useErrorTexts } from '#components/ui/ErrorTexts.tsx';
import { shop } from '#config/shop.ts';

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  const texts = useErrorTexts();
  return <ErrorStatement error={error} texts={texts} supportEmail={shop.supportEmail} retry={reset} />;
}
