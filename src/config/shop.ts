/** Who stands behind the shop and on which terms, as shoppers read it. The company is an example: put yours here. */
export const shop = {
  name: 'Rolitt',
  supportEmail: 'help@rolitt.example',
  company: {
    name: 'Rolitt Labs GmbH',
    /** One line, as on an envelope. */
    address: 'Beispielstrasse 1, 10115 Berlin, Germany',
    /** ISO 3166 code; its law governs the contract. */
    country: 'DE',
    representative: 'Mara Example',
    phone: '+49 30 0000000',
    register: 'Amtsgericht Charlottenburg, HRB 000000 B',
    vatId: 'DE000000000',
  },
  /** Days in which goods may be sent back; the law of many countries asks for 14 at least. */
  returnDays: 30,
  /** Whether the price on the page holds the tax already, or the payment page adds it. */
  tax: 'included' as 'included' | 'added',
  /** Raise the number with every change of the wording: it is kept on the order as what was agreed to. */
  newsText: 'marketing-1',
  /**
   * A vendor of statistics, asked for before its script is loaded; null: nothing is counted and nobody is asked.
   * For example { script: 'https://stats.example/script.js', text: 'analytics-1' }.
   */
  analytics: null as null | { readonly script: string; readonly text: string },
} as const;
