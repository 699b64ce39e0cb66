import type { OrderView } from '#domain/order-view.ts';

export type FormAction = (form: FormData) => Promise<void>;

export type OrderPageProps = {
  view: OrderView;
  /** Something that just happened, in a sentence; null where nothing did. */
  notice: string | null;
  /** When it ships, in the page's language; null once that is past. */
  when: string | null;
  home: string;
  /** The address of this page, in front of what belongs to it. */
  here: string;
  returnDays: number;
  supportEmail: string;
  revoke: FormAction;
  forget: FormAction;
};
