import { productMetadata } from '../../product-metadata.ts';
import { ProductScreen } from '../../product-screen.tsx';

export const revalidate = 300;

export const generateStaticParams = (): { color: string }[] => [];

type Props = PageProps<'/[locale]/colors/[color]'>;

export async function generateMetadata({ params }: Props) {
  const { locale, color } = await params;
  return productMetadata(locale, color);
}

/** The product page with one colour chosen; `?color=` leads here. */
export default async function ColorPage({ params }: Props) {
  const { locale, color } = await params;
  return <ProductScreen locale={locale} color={color} />;
}
