import { productMetadata } from './product-metadata.ts';
import { ProductScreen } from './product-screen.tsx';

export const revalidate = 300;

export const generateStaticParams = (): { locale: string }[] => [];

export async function generateMetadata({ params }: PageProps<'/[locale]'>) {
  return productMetadata((await params).locale, null);
}

export default async function ProductPage({ params }: PageProps<'/[locale]'>) {
  return <ProductScreen locale={(await params).locale} color={null} />;
}
