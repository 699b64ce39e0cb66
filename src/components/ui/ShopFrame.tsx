import type { ReactNode } from 'react';
import type { LanguageLink } from './LanguageMenu.tsx';
import { SandboxTape } from './SandboxTape.tsx';
import { SiteFooter } from './SiteFooter.tsx';
import { SiteHeader } from './SiteHeader.tsx';

export type ShopFrameProps = {
  home: string;
  /** On the product page its sections are linked without leaving it. */
  onProductPage?: boolean;
  /** Where shoppers find their orders; null where nobody can sign in. */
  account: string | null;
  currency: string;
  languages: readonly LanguageLink[];
  supportEmail: string;
  sandboxUrl: string | null;
  year: number;
  children: ReactNode;
};

/** What every page of the shop has around it; help stands in the same place on each. */
export function ShopFrame({ children, sandboxUrl, year, onProductPage = false, ...frame }: ShopFrameProps) {
  const anchors = onProductPage ? '' : frame.home;
  return (
    <>
      {sandboxUrl === null ? null : <SandboxTape sandboxUrl={sandboxUrl} />}
      <SiteHeader {...frame} anchors={anchors} />
      <main id="main">{children}</main>
      <SiteFooter {...frame} anchors={anchors} year={year} />
    </>
  );
}
