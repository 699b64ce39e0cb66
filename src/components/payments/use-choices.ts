import type { RefObject } from 'react';
import { useCallback, useEffect, useRef } from 'react';
import { tell } from '#components/analytics/shop-events.ts';
import type { CheckoutChoice } from '#domain/checkout.ts';
import type { Money } from '#domain/money.ts';
import { choiceOf, keepChoiceInAddress, leaveTint, restoreChoice, tintPage } from './choice-in-page.ts';

type OnOffer = { sku: string; unitPrice: Money; choice: CheckoutChoice };

/**
 * Picture, name and price follow a choice by CSS alone. Answers what is left to do when one is made, which waits until
 * that was seen: the tint of the page, the address, and the view of the colour, told once for each.
 */
export function useChoices(
  form: RefObject<HTMLFormElement | null>,
  { sku, unitPrice, choice }: OnOffer,
): (form: HTMLFormElement) => void {
  const seen = useRef<string | null>(null);
  const view = useCallback(
    (color: string | null) => {
      if (color === null || seen.current === color) return;
      seen.current = color;
      tell({ name: 'view_item', sku, color, quantity: 1, ...unitPrice });
    },
    [sku, unitPrice],
  );
  useEffect(() => {
    if (form.current === null) return;
    restoreChoice(form.current);
    tintPage(form.current);
    return leaveTint;
  }, [form]);
  useEffect(() => view(choice.color), [view, choice.color]);
  return (changed) =>
    afterPaint(() => {
      tintPage(changed);
      keepChoiceInAddress(changed);
      view(choiceOf(changed).color);
    });
}

const afterPaint = (act: () => void): void => void requestAnimationFrame(() => void setTimeout(act));
