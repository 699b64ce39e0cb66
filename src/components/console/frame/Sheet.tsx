'use client';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';

type SheetProps = {
  isOpen: boolean;
  close: () => void;
  title: string;
  /** Whether the title is said and not shown. */
  isTitleHidden?: boolean;
  children: ReactNode;
};

/**
 * A dialog over the page. The shade is ours, because Radix's own locks scrolling by a style element, which the policy of the
 * console refuses: https://www.radix-ui.com/primitives/docs/components/dialog#overlay
 */
export function Sheet({ isOpen, close, title, isTitleHidden = false, children }: SheetProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open ? null : close())}>
      <Dialog.Portal>
        <div className="shade" aria-hidden="true" />
        <Dialog.Content className="sheet" aria-describedby={undefined}>
          <Dialog.Title className={isTitleHidden ? 'vh' : 'h'}>{title}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
